package dev.leat.core.read;

import dev.leat.api.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one batch of files, as views in the workbench until it is closed.
 *
 * <p>Each view has {@code _leat_file}, {@code _leat_row}, {@code _leat_index_1 …} in child tables,
 * then the columns of its schema in their order, with the types declared there.
 */
public final class Rows implements AutoCloseable {
  /** What the rows are wanted for. */
  public enum Use {
    /** Any of them, as often as it takes. */
    MANY_READS,
    /** All of them, once: what is read from a large file need not be kept first. */
    ONE_READ
  }

  private final Shape shape;
  private final List<TableRows> tables;
  private final @Nullable Stage stage;
  private final long records;

  /**
   * The rows of one table.
   *
   * @param relation a view of the workbench, quoted and qualified, ready for a FROM clause
   */
  public record TableRows(TableSchema schema, String relation) {
    /** The query for all of them. */
    public String select() {
      return "SELECT * FROM " + relation;
    }
  }

  private Rows(Shape shape, List<TableRows> tables, @Nullable Stage stage, long records) {
    this.shape = shape;
    this.tables = List.copyOf(tables);
    this.stage = stage;
    this.records = records;
  }

  static Rows of(Shape shape, List<TableRows> tables, Stage stage) {
    return new Rows(shape, tables, stage, stage.count());
  }

  /** Nothing was read: the shape does not cover the files. */
  static Rows uncovered(Shape seen) {
    return new Rows(seen, List.of(), null, 0);
  }

  /** Whether the shape did not cover these files, so that it has to be inferred again. */
  public boolean unknownFields() {
    return stage == null;
  }

  /** The shape with the evidence of these files; remember it once the load has committed. */
  public Shape shape() {
    return shape;
  }

  /** The root first, then its children. */
  public List<TableRows> tables() {
    return tables;
  }

  /**
   * Whether the rows are still in their file, and read whenever they are asked for. Then no text
   * has the character U+0000 and no time is beyond the years 1 to 9999.
   */
  public boolean areStreamed() {
    return stage != null && stage.streams();
  }

  /** Records that became rows of the root table. */
  public long records() {
    return records;
  }

  /** Records that did not. */
  public long rejectedRows() {
    return stage == null ? 0 : stage.rejectedRows();
  }

  /** Records that the project's condition leaves out. */
  public long leftOut() {
    return stage == null ? 0 : stage.leftOut();
  }

  /** Files of which nothing, or nothing more, could be read. */
  public long rejectedFiles() {
    return stage == null ? 0 : stage.rejectedFiles();
  }

  /** All that was rejected. */
  public long quarantined() {
    return rejectedRows() + rejectedFiles();
  }

  /**
   * A table {@code (file BIGINT, row BIGINT, column VARCHAR, value VARCHAR, reason VARCHAR)} of
   * what was rejected, quoted and qualified; a row of -1 is a whole file.
   */
  public String quarantine() {
    if (stage == null) {
      throw new IllegalStateException("nothing was read");
    }
    return stage.quarantine();
  }

  /** Drops the views and what they stand on. */
  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }
}
