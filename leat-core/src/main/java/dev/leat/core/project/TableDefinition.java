package dev.leat.core.project;

import dev.leat.api.ColumnType;
import dev.leat.api.DatasetType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table to compute from one feed: what the source's type proposes, and what leat.yaml changes.
 *
 * @param records a JSON path to the rows, empty for the rows of an array or the lines of a file
 * @param key the columns that identify a row, empty where rows have no key
 * @param cursor the column that tells which of two rows is newer; empty for the order of revisions
 * @param depth how deep nested values become columns and child tables
 * @param columns by their name in the data
 * @param format how files are read, empty for what their name says
 * @param shaping what is done to rows
 * @param quality what must hold of its rows
 */
public record TableDefinition(
    String name,
    Origin from,
    Optional<String> records,
    List<String> key,
    Optional<String> cursor,
    Write write,
    Contract contract,
    QuarantineLimit quarantine,
    int depth,
    Map<String, ColumnRule> columns,
    Optional<FileFormat> format,
    Shaping shaping,
    Optional<TagUse> tag,
    Quality quality,
    Position at) {
  /** The files that a table is computed from. */
  public record Origin(
      String source, String datasetType, String feed, DatasetType.Reading reading) {
    @Override
    public String toString() {
      return source + "/" + datasetType + "/" + feed;
    }
  }

  /** What happens to rows that are there. */
  public enum Write {
    APPEND,
    REPLACE,
    MERGE,
    SCD2,
    VAULT
  }

  /** What happens to data that does not fit the table. */
  public enum Contract {
    EVOLVE,
    FREEZE,
    DISCARD_COLUMN,
    QUARANTINE_ROW
  }

  /**
   * What the project says about one column.
   *
   * @param name in the destination
   * @param format of dates and times
   * @param required whether a row without a value is no row
   * @param values what is done to its values
   */
  public record ColumnRule(
      Optional<ColumnType> type,
      Optional<String> name,
      Optional<String> format,
      boolean required,
      Shaping.Values values) {
    /** The same text for the same rule; that of a table which says no more stays what it was. */
    @Override
    public String toString() {
      return "ColumnRule[type=%s, name=%s, format=%s, required=%s%s]"
          .formatted(
              type,
              name,
              format,
              required,
              values.equals(Shaping.Values.AS_THEY_ARE) ? "" : ", values=" + values);
    }
  }

  public TableDefinition {
    key = List.copyOf(key);
    columns = Map.copyOf(columns);
  }

  /** How keys are written; tables with digests of another way are computed anew. */
  private static final String KEYS = "\nkeys=2";

  /** Everything that the rows depend on, as stable text: two are equal when the rows would be. */
  public String canonical() {
    return "from="
        + from
        + "\nreading="
        + from.reading()
        + "\nrecords="
        + records.orElse("")
        + "\nkey="
        + key
        + "\ncursor="
        + cursor.orElse("")
        + "\nwrite="
        + write
        + "\ncontract="
        + contract
        + "\ndepth="
        + depth
        + "\ncolumns="
        + new TreeMap<>(columns)
        + "\nformat="
        + format.map(FileFormat::written).orElse("")
        + (shaping.equals(Shaping.NONE) ? "" : "\nshaping=" + shaping)
        + (quality.references().isEmpty() ? "" : "\nreferences=" + quality.references())
        + tag.map(use -> "\ntag=" + use).orElse("")
        + (write == Write.SCD2 || write == Write.VAULT ? KEYS : "");
  }

  TableDefinition with(Quality other) {
    return new TableDefinition(
        name,
        from,
        records,
        key,
        cursor,
        write,
        contract,
        quarantine,
        depth,
        columns,
        format,
        shaping,
        tag,
        other,
        at);
  }
}
