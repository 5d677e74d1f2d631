package dev.leat.api;

import java.util.List;
import java.util.Objects;

/**
 * The columns of one table, without the {@code _leat_*} columns that every table has.
 *
 * <p>Every table has {@code _leat_file BIGINT} (the stored file, see {@code _leat_files} in the
 * destination), {@code _leat_load BIGINT} and {@code _leat_row BIGINT} (position of the record in
 * its file, from 0). A child table of depth n also has {@code _leat_index_1 … _leat_index_n BIGINT}
 * (position in each array on the way, from 0); it joins its parent on {@code _leat_file}, {@code
 * _leat_row} and the indexes that the parent has.
 *
 * @param name {@code events}, or {@code events__shot__freeze_frame} for a child
 * @param key columns that identify a row, empty where there is none
 * @param depth 0 for a root table, 1 for the children of its rows, and so on
 */
public record TableSchema(String name, List<Column> columns, List<String> key, int depth) {
  public TableSchema {
    Objects.requireNonNull(name);
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
