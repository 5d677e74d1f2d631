package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * What a project does to the values of one column before anything else sees them: it replaces some,
 * fills gaps, and hides what is there, in this order.
 *
 * @param mapping null where values stay as they are
 * @param fallback the value where there is none, null where that stays so
 * @param mask null where values may be seen
 */
public record Values(@Nullable Mapping mapping, @Nullable Plain fallback, @Nullable Mask mask) {
  /** All values as they are. */
  public static final Values AS_THEY_ARE = new Values(null, null, null);

  /**
   * Values by what they become.
   *
   * @param values by the text that is found; empty for none
   * @param strict whether a record with another value is rejected
   */
  public record Mapping(Map<String, Optional<String>> values, boolean strict) {
    public Mapping {
      values = Map.copyOf(values);
    }

    private String sql(String text) {
      if (values.isEmpty()) {
        return text;
      }
      var cases = new StringBuilder("CASE " + text);
      values.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              entry ->
                  cases
                      .append(" WHEN " + Sql.text(entry.getKey()) + " THEN ")
                      .append(entry.getValue().map(Sql::text).orElse("NULL")));
      return cases + " ELSE " + text + " END";
    }

    private String unknown(String text) {
      String known = Sql.texts(values.keySet().stream().sorted().toList());
      return "CASE WHEN NOT list_contains(" + known + ", " + text + ") THEN " + text + " END";
    }
  }

  /**
   * One value as a project writes it.
   *
   * @param quoted whether it is a text, whatever it looks like
   */
  public record Plain(String text, boolean quoted) {
    public Plain {
      Objects.requireNonNull(text);
    }

    /** What it says about its column's type. */
    Scalars evidence() {
      var word = text.equals("true") || text.equals("false");
      if (!quoted && word) {
        return new Scalars(Scalars.BOOLEAN, 0, 0, 0, TextForms.ALL);
      }
      return quoted ? Scalars.ofText(text) : Scalars.ofNumber(text).orElse(Scalars.ofText(text));
    }

    boolean fits(ColumnType type) {
      return Fit.of(type, JsonToken.VALUE_STRING, text);
    }

    String sql(ColumnType type) {
      String value =
          type == Simple.JSON
              ? "CASE WHEN json_valid(%1$s) THEN %1$s ELSE to_json(%1$s) END"
                  .formatted(Sql.text(text))
              : Sql.text(text);
      return "CAST(" + value + " AS " + SqlTypes.of(type) + ")";
    }
  }

  /** What stands in the table in place of a value. */
  public sealed interface Mask {
    /** The SQL of what stands for a text. */
    String sql(String text);

    /** The SHA-256 of the text, so that equal values stay equal. */
    record Hash() implements Mask {
      @Override
      public String sql(String text) {
        return "sha256(" + text + ")";
      }
    }

    /** The same words for every value. */
    record Redact() implements Mask {
      private static final String WORDS = "[redacted]";

      @Override
      public String sql(String text) {
        return "CASE WHEN " + text + " IS NOT NULL THEN " + Sql.text(WORDS) + " END";
      }
    }

    /** The first characters. */
    record Truncate(int length) implements Mask {
      @Override
      public String sql(String text) {
        return "left(" + text + ", " + length + ")";
      }
    }
  }

  /** Whether values are wanted as the texts that were found. */
  boolean readsText() {
    return mapping != null || mask != null;
  }

  /**
   * The SQL of a value of the type from what was read.
   *
   * @param format of dates, null where they are written as ISO 8601 says
   */
  String ofText(String text, ColumnType type, @Nullable DateFormat format) {
    String mapped = mapping == null ? text : mapping.sql(text);
    if (mask != null) {
      return mask.sql(filled(mapped, Simple.TEXT));
    }
    if (format != null) {
      return filled(format.parsed(mapped, type), type);
    }
    boolean same = type == Simple.TEXT;
    return filled(same ? mapped : "CAST(" + mapped + " AS " + SqlTypes.of(type) + ")", type);
  }

  /** The same of a value that has its type already. */
  String filled(String value, ColumnType type) {
    return fallback == null ? value : "coalesce(" + value + ", " + fallback.sql(type) + ")";
  }

  /** What texts must be that are mapped to values of the type. */
  List<Plan.Check> checks(ColumnType type, @Nullable DateFormat format) {
    Mapping map = mapping;
    if (map == null || mask != null) {
      return List.of();
    }
    var checks = new ArrayList<Plan.Check>();
    if (map.strict()) {
      checks.add(new Plan.Check(map::unknown, "not one of the values that the project maps"));
    }
    if (format != null) {
      checks.add(new Plan.Check(text -> format.misfit(map.sql(text)), format.reason(type)));
    } else if (type != Simple.TEXT) {
      checks.add(
          new Plan.Check(
              text -> unfit(text, map.sql(text), type),
              "not a value of type " + SqlTypes.words(type)));
    }
    return checks;
  }

  private static String unfit(String text, String mapped, ColumnType type) {
    return "CASE WHEN %1$s IS NOT NULL AND NOT coalesce(%2$s, false) THEN %3$s END"
        .formatted(mapped, CsvTypes.fits("(" + mapped + ")", type), text);
  }
}
