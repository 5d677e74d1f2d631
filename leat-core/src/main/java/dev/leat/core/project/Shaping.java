package dev.leat.core.project;

import dev.leat.api.DerivationType;
import dev.leat.api.Disposition.Stamps;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a project does to the rows of a table on their way from the files.
 *
 * @param where a condition in SQL; rows that do not meet it are no rows
 * @param sql a SELECT from {@code rows}, one row at a time
 * @param dedupe which of the rows of one key stays, empty for the newest
 * @param derive columns that are computed from others
 * @param stamps columns for the times at which rows came and changed
 */
public record Shaping(
    Optional<String> where,
    Optional<String> sql,
    Optional<Dedupe> dedupe,
    List<Derive> derive,
    Optional<Stamps> stamps) {
  public static final Shaping NONE =
      new Shaping(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  public Shaping {
    derive = List.copyOf(derive);
  }

  /** The same text for the same settings; that of a table which says no more stays what it was. */
  @Override
  public String toString() {
    return "Shaping[where=%s, sql=%s, dedupe=%s%s%s]"
        .formatted(
            where,
            sql,
            dedupe,
            derive.isEmpty() ? "" : ", derive=" + derive,
            stamps.map(both -> ", stamps=" + both).orElse(""));
  }

  /**
   * Columns that are computed from the text of another one.
   *
   * @param of the column whose text it is
   * @param prefix before the names of the columns
   */
  public record Derive(DerivationType type, String of, String prefix, Position at) {
    /** The same text where the same values come of it. */
    @Override
    public String toString() {
      return "%s[%s, of=%s, prefix=%s]".formatted(type.name(), type.version(), of, prefix);
    }
  }

  /** Which end of an order wins. */
  public enum Keep {
    HIGHEST,
    LOWEST
  }

  /**
   * Of the rows of one key, the one with the highest or lowest values stays.
   *
   * @param by columns, the most important first
   */
  public record Dedupe(Keep keep, List<String> by) {
    public Dedupe {
      by = List.copyOf(by);
    }

    @Override
    public String toString() {
      return keep.name().toLowerCase(Locale.ROOT) + by;
    }
  }

  /** What hides the values of a column. */
  public enum Masking {
    HASH,
    REDACT,
    TRUNCATE
  }

  /**
   * @param length of what is left of a truncated text
   */
  public record Mask(Masking how, int length) {}

  /**
   * @param quoted whether quotes make it a text, whatever it looks like
   */
  public record Value(String text, boolean quoted) {}

  /**
   * What happens to the values of one column.
   *
   * @param fallback where there is none
   * @param map values by what they become, empty for none
   * @param strict whether a row with a value that the map does not have is no row
   */
  public record Values(
      Optional<Value> fallback,
      Map<String, Optional<String>> map,
      boolean strict,
      Optional<Mask> mask) {
    public static final Values AS_THEY_ARE =
        new Values(Optional.empty(), Map.of(), false, Optional.empty());

    public Values {
      map = Map.copyOf(map);
    }

    /** The same text for the same settings. */
    @Override
    public String toString() {
      return "[default=%s, map=%s, strict=%s, mask=%s]"
          .formatted(fallback, new TreeMap<>(map), strict, mask);
    }
  }
}
