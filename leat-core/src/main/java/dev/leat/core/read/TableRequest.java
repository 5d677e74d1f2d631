package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.LeatException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a project wants of a table, as far as reading is concerned.
 *
 * @param reading how its files are read
 * @param key columns that identify a row, in normalised names
 * @param depth levels of objects and arrays that become columns and child tables; what lies deeper
 *     stays JSON
 * @param columns declared columns, by the name that they would have undeclared
 * @param shaping what is done to whole rows
 */
public record TableRequest(
    String name,
    RecordsPath records,
    FileReading reading,
    List<String> key,
    int depth,
    Mode mode,
    Tolerance quarantine,
    Map<String, Declared> columns,
    Shaping shaping) {
  private static final Pattern PLAIN = Pattern.compile("[\\p{Ll}\\p{N}_]+");

  /** Levels that become columns unless a project says otherwise. */
  public static final int DEPTH = 3;

  /** What happens to data that the table's columns do not cover. */
  public enum Mode {
    /** New columns are added, types widen. */
    EVOLVE,
    /** The load fails. */
    FREEZE,
    /** New fields are not read; rows with values that do not fit go to quarantine. */
    DISCARD_COLUMN,
    /** The row goes to quarantine. */
    QUARANTINE_ROW
  }

  /**
   * What a project declares of one column.
   *
   * @param name instead of the normalised one
   * @param format of dates and times that are not written as ISO 8601 says
   * @param required whether a record without a value is rejected; of root columns only
   * @param values what becomes of its values
   */
  public record Declared(
      @Nullable ColumnType type,
      @Nullable String name,
      @Nullable DateFormat format,
      boolean required,
      Values values) {
    public Declared {
      type = type == null && format != null ? format.type() : type;
      format = type != null && DateFormat.applies(type) ? format : null;
    }

    public Declared(
        @Nullable ColumnType type,
        @Nullable String name,
        @Nullable DateFormat format,
        boolean required) {
      this(type, name, format, required, Values.AS_THEY_ARE);
    }

    public Declared(@Nullable ColumnType type, @Nullable String name) {
      this(type, name, null, false);
    }

    /** The type in which values are read, empty where they tell it. */
    Optional<ColumnType> readType() {
      return values.readsText() ? Optional.of(Simple.TEXT) : Optional.ofNullable(type);
    }

    /** The type that the column has, of the one in which values are read. */
    ColumnType columnType(ColumnType read) {
      boolean text = values.mask() != null || type == null;
      return values.readsText() ? text ? Simple.TEXT : Objects.requireNonNull(type) : read;
    }

    /** Ends the load where the column's default is no value of its type. */
    void refuseUnfit(ColumnType columnType, String column, String table) {
      Values.Plain fallback = values.fallback();
      if (fallback != null && !fallback.fits(columnType)) {
        throw new LeatException(
            ReadError.DEFAULT_UNFIT,
            "the default '%s' of column %s of table %s is not a value of type %s"
                .formatted(fallback.text(), column, table, SqlTypes.words(columnType)),
            "write one of that type, or another type for the column");
      }
    }

    boolean isMasked() {
      return values.mask() != null;
    }
  }

  /**
   * What a project does to the rows of the root table, once their columns are what they should be.
   *
   * @param where a condition; rows that do not meet it are no rows
   * @param sql a SELECT from {@code rows}, of one row at a time
   * @param order columns that decide which row of a key stays
   * @param derived columns that are computed before the condition and the SELECT see the rows
   */
  public record Shaping(
      Optional<String> where, Optional<String> sql, List<String> order, List<Derived> derived) {
    public static final Shaping NONE =
        new Shaping(Optional.empty(), Optional.empty(), List.of(), List.of());

    public Shaping {
      Objects.requireNonNull(where);
      Objects.requireNonNull(sql);
      order = List.copyOf(order);
      derived = List.copyOf(derived);
    }

    /** Whether rows may go on as they are read. */
    boolean needsNoStaging() {
      return where.isEmpty() && derived.isEmpty();
    }

    /** Whether the project reads the columns, so that declared ones must be there. */
    boolean readsColumns() {
      return where.isPresent() || sql.isPresent() || !derived.isEmpty();
    }
  }

  /**
   * How much may be quarantined.
   *
   * @param limit as the project writes it
   * @param allows told quarantined rows and all rows
   */
  public record Tolerance(String limit, BiPredicate<Long, Long> allows) {
    /** One row of a hundred. */
    public static final Tolerance DEFAULT =
        new Tolerance("1%", (quarantined, rows) -> quarantined * 100 <= rows);

    public Tolerance {
      Objects.requireNonNull(limit);
      Objects.requireNonNull(allows);
    }
  }

  public TableRequest {
    Objects.requireNonNull(name);
    Objects.requireNonNull(records);
    Objects.requireNonNull(reading);
    key = List.copyOf(key);
    Objects.requireNonNull(mode);
    Objects.requireNonNull(quarantine);
    columns = Map.copyOf(columns);
    Objects.requireNonNull(shaping);
  }

  /** A table with all defaults. */
  public static TableRequest of(String name) {
    return new TableRequest(
        name,
        RecordsPath.AUTOMATIC,
        FileReading.AUTOMATIC,
        List.of(),
        DEPTH,
        Mode.EVOLVE,
        Tolerance.DEFAULT,
        Map.of(),
        Shaping.NONE);
  }

  public TableRequest withRecords(RecordsPath path) {
    return new TableRequest(name, path, reading, key, depth, mode, quarantine, columns, shaping);
  }

  public TableRequest withReading(FileReading how) {
    return new TableRequest(name, records, how, key, depth, mode, quarantine, columns, shaping);
  }

  public TableRequest withKey(String... names) {
    return new TableRequest(
        name, records, reading, List.of(names), depth, mode, quarantine, columns, shaping);
  }

  public TableRequest withDepth(int levels) {
    return new TableRequest(
        name, records, reading, key, levels, mode, quarantine, columns, shaping);
  }

  public TableRequest withMode(Mode wanted) {
    return new TableRequest(
        name, records, reading, key, depth, wanted, quarantine, columns, shaping);
  }

  /** The column that a field becomes where nothing else is declared. */
  public static String columnOf(String field) {
    return Names.fitting(PLAIN.matcher(field).matches() ? field : Names.normal(field));
  }

  public TableRequest withColumns(Map<String, Declared> declared) {
    return new TableRequest(
        name, records, reading, key, depth, mode, quarantine, declared, shaping);
  }

  public TableRequest withShaping(Shaping wanted) {
    return new TableRequest(name, records, reading, key, depth, mode, quarantine, columns, wanted);
  }
}
