package dev.leat.connect.rest;

import dev.leat.connect.rest.JsonPath.Step;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * One pass over JSON documents: stops at each record, and picks values on the way.
 *
 * <p>Memory does not grow with the documents. Throws what Jackson throws where they are broken.
 */
final class Scan implements AutoCloseable {
  /**
   * What to look for.
   *
   * @param records where the records are; empty for the elements of a list, or whole documents
   * @param fields wanted of each record, from the record down
   * @param values wanted of the document
   */
  record Wanted(Optional<JsonPath> records, List<JsonPath> fields, List<JsonPath> values) {
    Wanted {
      fields = List.copyOf(fields);
      values = List.copyOf(values);
    }
  }

  /** What a path still has to go. */
  private record Seek(List<Step> steps, int at, int slot) {
    private static final int RECORD = -1;

    boolean isThere() {
      return at == steps.size();
    }
  }

  /** An object or a list that the parser is in. */
  private static final class Level {
    private final List<Seek> seeks;
    private final boolean inList;
    private final boolean isRecord;
    private final @Nullable String head;
    private int index = -1;

    Level(List<Seek> seeks, boolean inList, boolean isRecord, @Nullable String head) {
      this.seeks = seeks;
      this.inList = inList;
      this.isRecord = isRecord;
      this.head = head;
    }
  }

  private static final int HEAD_DEPTH = 3;
  private static final int HEADS_MAX = 500;
  private static final int HEAD_TEXT_MAX = 8_192;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Wanted wanted;
  private final JsonParser parser;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Map<String, Scalar> heads = new HashMap<>();
  private final @Nullable Scalar[] values;
  private @Nullable Scalar[] fields;
  private long from;
  private long to;
  private long records;
  private long elements;
  private int firstEach = -1;
  private boolean found;
  private boolean begun;
  private boolean inRecord;
  private boolean wholeDocument;

  private Scan(JsonParser parser, Wanted wanted) {
    this.parser = parser;
    this.wanted = wanted;
    this.values = new Scalar[wanted.values().size()];
    this.fields = new Scalar[wanted.fields().size()];
  }

  static Scan of(byte[] body, Wanted wanted) {
    return new Scan(JSON.createParser(ObjectReadContext.empty(), body), wanted);
  }

  /**
   * @param body closed with this
   */
  static Scan of(InputStream body, Wanted wanted) {
    return new Scan(JSON.createParser(ObjectReadContext.empty(), body), wanted);
  }

  /** Goes on to the end of the next record; false at the end of all. */
  boolean next() {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      begun = true;
      if (token == JsonToken.PROPERTY_NAME) {
        continue;
      }
      boolean ended = token.isStructEnd() ? leave() : enter(token);
      if (ended) {
        records++;
        to = parser.currentLocation().getByteOffset();
        return true;
      }
    }
    return false;
  }

  /** Takes the value that the parser is at; whether a record has ended with it. */
  private boolean enter(JsonToken token) {
    Level level = levels.peek();
    List<Seek> seeks = level == null ? top(token) : down(level);
    String head = level == null ? "" : head(level);
    boolean isRecord = !inRecord && isRecord(seeks);
    List<Seek> below = isRecord ? withFields(seeks) : seeks;
    if (isRecord) {
      fields = new Scalar[wanted.fields().size()];
      from = parser.currentTokenLocation().getByteOffset();
    }
    note(below, token);
    if (!token.isStructStart()) {
      keep(below, scalar(token));
      keepHead(head, token);
      return isRecord && parser.getString() != null;
    }
    boolean inList = token == JsonToken.START_ARRAY;
    boolean headed = head != null && !inList && depth(head) < HEAD_DEPTH;
    if (below.stream().allMatch(Seek::isThere) && !headed) {
      keep(below, structure(inList, isSkippedAsEmpty()));
      return isRecord;
    }
    inRecord |= isRecord;
    levels.push(new Level(below, inList, isRecord, headed ? head : null));
    return false;
  }

  /** Goes to the end of an object or a list; whether there was nothing in it. */
  private boolean isSkippedAsEmpty() {
    JsonToken token = parser.nextToken();
    if (token == null || token.isStructEnd()) {
      return true;
    }
    int open = 1;
    while (token != null && open > 0) {
      open += token.isStructStart() ? 1 : 0;
      open -= token.isStructEnd() ? 1 : 0;
      token = open > 0 ? parser.nextToken() : token;
    }
    return false;
  }

  private static Scalar structure(boolean isList, boolean isEmpty) {
    if (isList) {
      return isEmpty ? Scalar.EMPTY_LIST : Scalar.LIST;
    }
    return isEmpty ? Scalar.EMPTY_OBJECT : Scalar.OBJECT;
  }

  private boolean leave() {
    Level level = levels.pop();
    keep(level.seeks, structure(level.inList, level.index < 0));
    inRecord &= !level.isRecord;
    return level.isRecord;
  }

  private List<Seek> top(JsonToken token) {
    List<Seek> seeks = new ArrayList<>();
    boolean list = token == JsonToken.START_ARRAY;
    wholeDocument |= wanted.records().isEmpty() && !list;
    List<Step> records =
        wanted
            .records()
            .map(JsonPath::steps)
            .orElseGet(() -> list ? List.of(new Step.Each()) : List.of());
    firstEach = new JsonPath(records).firstEach();
    seeks.add(new Seek(records, 0, Seek.RECORD));
    for (int i = 0; i < wanted.values().size(); i++) {
      seeks.add(new Seek(wanted.values().get(i).steps(), 0, wanted.fields().size() + i));
    }
    return seeks;
  }

  private List<Seek> down(Level level) {
    level.index++;
    List<Seek> further = new ArrayList<>();
    for (Seek seek : level.seeks) {
      if (!seek.isThere() && leads(seek.steps().get(seek.at()), level)) {
        further.add(new Seek(seek.steps(), seek.at() + 1, seek.slot()));
        elements += seek.slot() == Seek.RECORD && seek.at() == firstEach ? 1 : 0;
      }
    }
    return further;
  }

  private boolean leads(Step step, Level level) {
    return switch (step) {
      case Step.Field field -> !level.inList && field.name().equals(parser.currentName());
      case Step.Index index -> level.inList && index.index() == level.index;
      case Step.Each each -> level.inList;
    };
  }

  private static boolean isRecord(List<Seek> seeks) {
    return seeks.stream().anyMatch(seek -> seek.slot() == Seek.RECORD && seek.isThere());
  }

  private List<Seek> withFields(List<Seek> seeks) {
    List<Seek> more = new ArrayList<>(seeks);
    for (int i = 0; i < wanted.fields().size(); i++) {
      more.add(new Seek(wanted.fields().get(i).steps(), 0, i));
    }
    return more;
  }

  /** Notes where the records are. */
  private void note(List<Seek> seeks, JsonToken token) {
    for (Seek seek : seeks) {
      if (seek.slot() == Seek.RECORD) {
        found |= seek.isThere() || token == JsonToken.VALUE_NULL || isList(seek, token);
      }
    }
  }

  /** Keeps a value that has ended, where it is wanted: what is empty is known only then. */
  private void keep(List<Seek> seeks, Scalar value) {
    for (Seek seek : seeks) {
      int slot = seek.slot() - wanted.fields().size();
      if (seek.slot() == Seek.RECORD || !seek.isThere()) {
        continue;
      }
      if (slot < 0) {
        fields[seek.slot()] = value;
      } else if (values[slot] == null) {
        values[slot] = value;
      }
    }
  }

  private static boolean isList(Seek seek, JsonToken token) {
    return token == JsonToken.START_ARRAY && seek.steps().get(seek.at()) instanceof Step.Each;
  }

  private @Nullable String head(Level level) {
    String above = level.head;
    if (above == null || level.inList) {
      return null;
    }
    String name = parser.currentName();
    return above.isEmpty() ? name : above + "." + name;
  }

  private static int depth(String head) {
    return head.isEmpty() ? 0 : (int) head.chars().filter(glyph -> glyph == '.').count() + 1;
  }

  private void keepHead(@Nullable String head, JsonToken token) {
    if (head != null && !head.isEmpty() && heads.size() < HEADS_MAX) {
      Scalar scalar = scalar(token);
      if (scalar.text().length() <= HEAD_TEXT_MAX) {
        heads.putIfAbsent(head, scalar);
      }
    }
  }

  private Scalar scalar(JsonToken token) {
    return switch (token) {
      case VALUE_NULL -> Scalar.NULL;
      case VALUE_TRUE, VALUE_FALSE -> new Scalar(Scalar.Kind.BOOLEAN, parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Scalar(Scalar.Kind.NUMBER, parser.getString());
      default -> new Scalar(Scalar.Kind.TEXT, parser.getString());
    };
  }

  /** A field of the record that has just ended; null where it has none such. */
  @Nullable Scalar field(int wantedField) {
    return fields[wantedField];
  }

  /** Where the record begins in the body, in bytes. */
  long from() {
    return from;
  }

  /** Where it ends. */
  long to() {
    return to;
  }

  /** How many records there were so far. */
  long records() {
    return records;
  }

  /** How many elements the outermost list of records had so far; records where there is none. */
  long elements() {
    return firstEach < 0 ? records : elements;
  }

  /** Whether the place was there where records should be, be it empty. */
  boolean found() {
    return found || !begun;
  }

  /** Whether a record is a document of its own, since nothing says where records are. */
  boolean wholeDocument() {
    return wholeDocument;
  }

  /** A value of the document; null where it was not there. */
  @Nullable Scalar value(int wantedValue) {
    return values[wantedValue];
  }

  /** Values near the top of the document, outside of lists, by dotted path. */
  Map<String, Scalar> heads() {
    return heads;
  }

  @Override
  public void close() {
    parser.close();
  }
}
