package dev.leat.connect.html;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, seen from its record: {@code game_result > a@href ~ /(\w+)\.html}.
 *
 * <p>In this order, each part but one optional: {@code ?} for what may be missing; {@code
 * ^ancestor} for what stands around the record; a column of a table or, in an element, a selector;
 * {@code [-2]} for the column that is so far to the right of it; {@code > selector} for something
 * inside the cell; {@code @attribute}; {@code ~ pattern}, whose first group is the value.
 *
 * @param written the whole of it, for messages
 * @param ancestor a selector, or empty
 * @param column a column of a table, or a selector within an element; empty for the record itself
 * @param shift columns to the right
 * @param inside a selector within the cell, or empty
 * @param attribute empty for the text
 */
record ValuePath(
    String written,
    Presence presence,
    String ancestor,
    String column,
    int shift,
    String inside,
    String attribute,
    Optional<Pattern> pattern) {
  /** Whether a page without it is another page than was agreed. */
  enum Presence {
    REQUIRED,
    OPTIONAL
  }

  private static final Pattern ATTRIBUTE = Pattern.compile("(.*)@([A-Za-z_:][A-Za-z0-9_:.-]*)");
  private static final Pattern SHIFT = Pattern.compile("(.*)\\[([+-][0-9]{1,3})\\]");

  /**
   * @throws IllegalArgumentException with the reason where it is none
   */
  static ValuePath parse(String written) {
    String rest = written.strip();
    Presence presence = rest.startsWith("?") ? Presence.OPTIONAL : Presence.REQUIRED;
    rest = presence == Presence.OPTIONAL ? rest.substring(1).strip() : rest;
    int tilde = rest.indexOf(" ~ ");
    Optional<Pattern> pattern = Optional.empty();
    if (tilde >= 0) {
      pattern = Optional.of(pattern(rest.substring(tilde + 3).strip()));
      rest = rest.substring(0, tilde).strip();
    }
    Matcher attribute = ATTRIBUTE.matcher(rest);
    boolean isAttribute = attribute.matches();
    String place = isAttribute ? attribute.group(1).strip() : rest;
    String ancestor = "";
    if (place.startsWith("^")) {
      String[] parts = place.substring(1).split("\\s+", 2);
      ancestor = parts[0];
      place = parts.length > 1 ? parts[1] : "";
    }
    String inside = "";
    int child = place.indexOf(" > ");
    if (child >= 0 && ancestor.isEmpty()) {
      inside = place.substring(child + 3).strip();
      place = place.substring(0, child).strip();
    }
    Matcher shift = SHIFT.matcher(place);
    boolean isShifted = ancestor.isEmpty() && shift.matches();
    return new ValuePath(
        written,
        presence,
        ancestor,
        isShifted ? shift.group(1).strip() : place,
        isShifted ? Integer.parseInt(shift.group(2)) : 0,
        inside,
        isAttribute ? attribute.group(2) : "",
        pattern);
  }

  /** The text of a whole column, whatever signs its name is made of. */
  static ValuePath ofColumn(String column) {
    return new ValuePath(column, Presence.REQUIRED, "", column, 0, "", "", Optional.empty());
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no pattern: " + e.getDescription(), e);
    }
  }

  boolean isRequired() {
    return presence == Presence.REQUIRED;
  }

  /** What it finds in a record that is an element. */
  @Nullable String in(Element record) {
    if (ancestor.isEmpty()) {
      String selector = inside.isEmpty() ? column : column + " > " + inside;
      return selector.isEmpty() || selector.equals(".")
          ? of(record)
          : of(record.selectFirst(selector));
    }
    return around(record);
  }

  /** What it finds around a record. */
  @Nullable String around(Element record) {
    Element above = record.closest(ancestor);
    if (above == null) {
      return null;
    }
    return of(column.isEmpty() ? above : above.selectFirst(column));
  }

  /** What it finds in a cell. */
  @Nullable String inCell(Element cell) {
    return of(inside.isEmpty() ? cell : cell.selectFirst(inside));
  }

  private @Nullable String of(@Nullable Element element) {
    if (element == null) {
      return null;
    }
    if (attribute.isEmpty()) {
      return matched(element.text());
    }
    return element.hasAttr(attribute) ? matched(element.attr(attribute).strip()) : null;
  }

  /** The part of a text that is meant; null for nothing. */
  @Nullable String matched(String text) {
    if (text.isEmpty() || pattern.isEmpty()) {
      return text.isEmpty() ? null : text;
    }
    Matcher matcher = pattern.get().matcher(text);
    if (!matcher.find()) {
      return null;
    }
    return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
  }
}
