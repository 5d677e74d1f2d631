package dev.leat.core.read;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Gathers the evidence of one field while a file streams by; becomes a {@link Node}.
 *
 * <p>This is the innermost loop of reading: fields are found by guessing that objects repeat the
 * order of the one before, and a text is looked at only while its field may still be a date.
 */
final class Tally {
  private static final int FIELDS_SCANNED_MAX = 12;

  private int kinds;
  private int whole;
  private int fraction;
  private int significant;
  private int forms = TextForms.ALL;
  private boolean object;
  private boolean array;
  private boolean wide;

  private String[] names = new String[4];
  private Tally[] fields = new Tally[4];
  private int size;
  private int cursor;
  private @Nullable Map<String, Tally> index;
  private @Nullable Tally element;

  /** Of the object being read, so that a second field of the same name is noticed. */
  private long objects;

  private long seenIn;

  /** Takes in the value that starts with this token. */
  void read(JsonParser json, JsonToken token, Notes notes) {
    switch (token) {
      case START_OBJECT -> readObject(json, notes);
      case START_ARRAY -> readArray(json, notes);
      case VALUE_STRING -> readText(json);
      case VALUE_NUMBER_INT ->
          addInteger(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
      case VALUE_NUMBER_FLOAT ->
          addDecimal(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
      case VALUE_TRUE, VALUE_FALSE -> kinds |= Scalars.BOOLEAN;
      case VALUE_NULL -> kinds |= Scalars.NULL;
      default -> throw new IllegalStateException("unexpected " + token);
    }
  }

  private void readObject(JsonParser json, Notes notes) {
    object = true;
    objects++;
    cursor = 0;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      Tally field = field(name);
      if (field.seenIn == objects) {
        notes.repeated(name);
      }
      field.seenIn = objects;
      field.read(json, token, notes);
    }
  }

  private Tally field(String name) {
    if (cursor < size && names[cursor].equals(name)) {
      return fields[cursor++];
    }
    int at = position(name);
    if (at >= 0) {
      cursor = at + 1;
      return fields[at];
    }
    return added(name);
  }

  private int position(String name) {
    if (index != null) {
      Tally found = index.get(name);
      return found == null ? -1 : found.place;
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private int place;

  private Tally added(String name) {
    var field = new Tally();
    if (size >= Node.FIELDS_MAX) {
      wide = true;
    }
    if (wide) {
      return field;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      fields = Arrays.copyOf(fields, size * 2);
    }
    names[size] = name;
    fields[size] = field;
    field.place = size++;
    cursor = size;
    if (index != null) {
      index.put(name, field);
    } else if (size > FIELDS_SCANNED_MAX) {
      index = new HashMap<>();
      for (int i = 0; i < size; i++) {
        index.put(names[i], fields[i]);
      }
    }
    return field;
  }

  private void readArray(JsonParser json, Notes notes) {
    array = true;
    JsonToken token = json.nextToken();
    while (token != JsonToken.END_ARRAY) {
      if (element == null) {
        element = new Tally();
      }
      element.read(json, token, notes);
      token = json.nextToken();
    }
  }

  private void readText(JsonParser json) {
    kinds |= Scalars.TEXT;
    if (forms != TextForms.NONE) {
      forms &=
          TextForms.of(json.getStringCharacters(), json.getStringOffset(), json.getStringLength());
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
      children.put(names[i], fields[i].toNode());
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
