package dev.leat.core.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the evidence of one field while a file streams by; becomes a {@link Node}.
 *
 * <p>This is the innermost loop of reading: fields are found by guessing that objects repeat the
 * order of the one before, and a text is looked at only while its field may still be a date.
 */
final class Tally {
  /** How many fields of the object before may be missing before a name is looked up. */
  private static final int SKIPPED_MAX = 4;

  private int kinds;
  private int whole;
  private int fraction;
  private int significant;
  private int forms = TextForms.ALL;
  private boolean object;
  private boolean array;
  private boolean wide;

  private final Map<String, Integer> places = new HashMap<>();
  private byte[][] names = new byte[4][];
  private Tally[] fields = new Tally[4];
  private int size;
  private int cursor;
  private @Nullable Tally element;

  /** Of the object being read, so that a second field of the same name is noticed. */
  private long objects;

  private long seenIn;

  /** Takes in the value that comes next. */
  void read(JsonScan json, Notes notes) throws IOException, Misfit {
    switch (json.peek()) {
      case '{' -> readObject(json, notes);
      case '[' -> readArray(json, notes);
      case '"' -> readText(json);
      case 't' -> readWord(json, "true", Scalars.BOOLEAN);
      case 'f' -> readWord(json, "false", Scalars.BOOLEAN);
      case 'n' -> readWord(json, "null", Scalars.NULL);
      default -> readNumber(json);
    }
  }

  private void readObject(JsonScan json, Notes notes) throws IOException, Misfit {
    object = true;
    objects++;
    cursor = 0;
    for (boolean more = json.open('}'); more; more = json.more('}')) {
      json.name();
      Tally field = field(json);
      if (field.seenIn == objects) {
        notes.repeated(json.string());
      }
      field.seenIn = objects;
      json.colon();
      field.read(json, notes);
    }
  }

  private Tally field(JsonScan json) throws Misfit {
    int last = Math.min(size, cursor + SKIPPED_MAX);
    for (int i = cursor; i < last; i++) {
      if (json.is(names[i])) {
        cursor = i + 1;
        return fields[i];
      }
    }
    String name = json.string();
    Integer place = places.get(name);
    if (place == null) {
      return added(name);
    }
    cursor = place + 1;
    return fields[place];
  }

  private Tally added(String name) {
    var field = new Tally();
    if (size >= Node.FIELDS_MAX) {
      wide = true;
    }
    if (wide) {
      return field;
    }
    if (size == fields.length) {
      names = Arrays.copyOf(names, size * 2);
      fields = Arrays.copyOf(fields, size * 2);
    }
    names[size] = name.getBytes(StandardCharsets.UTF_8);
    fields[size] = field;
    places.put(name, size++);
    cursor = size;
    return field;
  }

  private void readArray(JsonScan json, Notes notes) throws IOException, Misfit {
    array = true;
    for (boolean more = json.open(']'); more; more = json.more(']')) {
      if (element == null) {
        element = new Tally();
      }
      element.read(json, notes);
    }
  }

  private void readText(JsonScan json) throws IOException, Misfit {
    json.text();
    kinds |= Scalars.TEXT;
    if (forms != TextForms.NONE) {
      forms &= json.forms();
    }
  }

  private void readWord(JsonScan json, String word, int kind) throws IOException, Misfit {
    json.word(word);
    kinds |= kind;
  }

  private void readNumber(JsonScan json) throws IOException, Misfit {
    if (json.wholeNumber()) {
      addInteger(json.chars(), 0, json.length());
    } else {
      addDecimal(json.chars(), 0, json.length());
    }
  }

  private void addInteger(char[] c, int from, int length) {
    boolean negative = c[from] == '-';
    int digits = negative ? length - 1 : length;
    kinds |= Scalars.INTEGER;
    whole = Math.max(whole, digits);
    if (digits > Numbers.LONG_DIGITS_SAFE && !Numbers.fitsLong(c, from, length)) {
      kinds |= Scalars.BIG;
    }
    if (negative && c[from + 1] == '0') {
      kinds |= Scalars.RESTYLED;
    }
  }

  private void addDecimal(char[] c, int from, int length) {
    Numbers number = Numbers.of(c, from, length);
    kinds |= number.kinds();
    whole = Math.max(whole, number.whole());
    fraction = Math.max(fraction, number.fraction());
    significant = Math.max(significant, number.significant());
    if ((number.kinds() & Scalars.TEXT) != 0) {
      forms = TextForms.NONE;
    }
  }

  Node toNode() {
    var children = new LinkedHashMap<String, Node>();
    for (int i = 0; i < size && !wide; i++) {
      children.put(new String(names[i], StandardCharsets.UTF_8), fields[i].toNode());
    }
    return new Node(
        new Scalars(kinds, whole, fraction, significant, forms),
        object,
        array,
        wide,
        children,
        element == null ? null : element.toNode());
  }

  /** Told of what is odd but not wrong. */
  interface Notes {
    /** An object has this field twice. */
    void repeated(String field);
  }
}
