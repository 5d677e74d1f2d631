package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Looks at every value of one JSON file, once, and says what types it takes to hold them.
 *
 * <p>A file that is not valid JSON throughout, or whose records are not at its top, is cut into
 * records first; those that cannot be parsed are rejected, the others count.
 */
final class Survey implements Callable<Surveyed> {
  private static final int ODDITIES_MAX = 10;

  private final InputFile file;
  private final RecordsPath path;
  private final boolean lines;
  private final Set<String> oddities = new LinkedHashSet<>();
  private long records;

  Survey(InputFile file, TableRequest request) {
    this.file = file;
    this.path = request.records();
    this.lines = Formats.of(file, request) == Formats.JSON_LINES;
  }

  @Override
  public Surveyed call() throws IOException {
    if (path.automatic()) {
      Surveyed whole = whole();
      if (whole != null) {
        return whole;
      }
    }
    return cut();
  }

  /** Reads the file in one go; null where that fails. */
  private @Nullable Surveyed whole() throws IOException {
    var tally = new Tally();
    try (InputStream in = Decoded.open(file.path());
        JsonParser json = Json.parser(in)) {
      JsonToken token = json.nextToken();
      boolean array = token == JsonToken.START_ARRAY && !lines;
      if (array) {
        elements(json, tally);
      } else {
        documents(json, token, tally);
      }
      if (array && json.nextToken() != null) {
        return null;
      }
      Surveyed.Access access =
          array ? Surveyed.Access.ARRAY : lines ? Surveyed.Access.LINES : Surveyed.Access.DOCUMENTS;
      return surveyed(tally, access, List.of());
    } catch (JacksonException notJsonThroughout) {
      records = 0;
      oddities.clear();
      return null;
    }
  }

  private void elements(JsonParser json, Tally tally) {
    JsonToken token = json.nextToken();
    while (token != JsonToken.END_ARRAY) {
      tally.read(json, token, this::repeated);
      records++;
      token = json.nextToken();
    }
  }

  private void documents(JsonParser json, @Nullable JsonToken first, Tally tally) {
    JsonToken token = first;
    while (token != null) {
      tally.read(json, token, this::repeated);
      records++;
      token = json.nextToken();
    }
  }

  private Surveyed cut() throws IOException {
    var tally = new Tally();
    var rejections = new ArrayList<Rejection>();
    var sink =
        new Cutter.Sink() {
          @Override
          public void record(long row, byte[] bytes, int length) {
            try {
              Records.check(bytes, length);
              try (JsonParser json = Json.parser(bytes, 0, length)) {
                tally.read(json, json.nextToken(), Survey.this::repeated);
              }
              records++;
            } catch (Misfit misfit) {
              rejections.add(misfit.at(file.id(), row));
            }
          }

          @Override
          public void broken(long row, String value, String reason) {
            rejections.add(new Rejection(file.id(), row, null, value, reason));
          }
        };
    Records.cut(file, path, lines, sink);
    return surveyed(tally, Surveyed.Access.CUT, rejections);
  }

  private Surveyed surveyed(Tally tally, Surveyed.Access access, List<Rejection> rejections) {
    return new Surveyed(tally.toNode(), records, access, rejections, new ArrayList<>(oddities));
  }

  private void repeated(String field) {
    if (oddities.size() < ODDITIES_MAX) {
      oddities.add(
          "file "
              + file.id()
              + " has field '"
              + field
              + "' twice in one object; the first is read");
    }
  }
}
