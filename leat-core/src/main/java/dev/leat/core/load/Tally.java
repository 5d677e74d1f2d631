package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Quarantine;
import dev.leat.api.LeatException;
import dev.leat.api.Load.Staged;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.core.contract.Contract;
import dev.leat.core.read.Workbench;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a load and says when too many of them are unreadable. */
final class Tally {
  private final TableTask task;
  private final LoadRequest request;
  private Staged staged = Staged.NONE;
  private long files;
  private long filesRejected;
  private @Nullable Rejected first;

  /** The first row that was quarantined. */
  private record Rejected(long file, long row, @Nullable String column, String reason) {}

  Tally(TableTask task, LoadRequest request) {
    this.task = task;
    this.request = request;
  }

  void add(Batch batch, Staged more) {
    staged = staged.plus(more);
    files += batch.files().size();
    Optional<Quarantine> quarantine = batch.quarantine();
    if (more.quarantined() > 0 && quarantine.isPresent()) {
      Connection connection = batch.tables().get(0).connection();
      filesRejected += wholeFiles(connection, quarantine.get());
      if (first == null) {
        first = first(connection, quarantine.get());
      }
    }
  }

  /** Rows of the root table that were read. */
  long rows() {
    return staged.rows();
  }

  long quarantined() {
    return staged.quarantined();
  }

  /** Ends the load where the table's limit is passed; nothing has been written yet. */
  void judge() {
    long quarantined = staged.quarantined();
    var tally =
        new Contract.Tally(staged.rows(), quarantined - filesRejected, files, filesRejected);
    if (quarantined == 0 || Contract.tolerates(task.request(), tally)) {
      return;
    }
    throw new LeatException(
        LoadError.QUARANTINE_OVERFLOW,
        "%d of %d rows of %s cannot be read, more than the limit of %s; %s."
            .formatted(
                quarantined,
                staged.rows() + quarantined,
                task.table(),
                task.request().quarantine().limit(),
                example()),
        "Correct the source or the table's columns, or raise its `quarantine`; nothing was"
            + " written."
            + unwanted());
  }

  private String unwanted() {
    Rejected example = first;
    return example == null
        ? ""
        : file(example.file())
            .map(file -> " " + Unwanted.remedy(file.dataset(), file.revision()))
            .orElse("");
  }

  private String example() {
    Rejected example = first;
    if (example == null) {
      return "they hold values that the destination cannot hold";
    }
    String place = example.row() < 0 ? "" : ", record " + example.row();
    String column = example.column() == null ? "" : ", column " + example.column();
    String file = file(example.file()).map(Tally::name).orElse("file " + example.file());
    return "the first is in " + file + place + column + ": " + example.reason();
  }

  private Optional<LoadFile> file(long id) {
    return request.add().stream().filter(file -> file.id() == id).findFirst();
  }

  static String name(LoadFile file) {
    return "%s of %s, revision %d".formatted(file.feed(), file.dataset(), file.revision());
  }

  private static long wholeFiles(Connection connection, Quarantine quarantine) {
    String sql =
        "SELECT count(*) FROM (" + quarantine.sql() + ") WHERE coalesce(row_number, -1) < 0";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw Workbench.refused(e);
    }
  }

  private static @Nullable Rejected first(Connection connection, Quarantine quarantine) {
    String sql =
        "SELECT file, row_number, column_name, reason FROM ("
            + quarantine.sql()
            + ") ORDER BY file, row_number LIMIT 1";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next()
          ? new Rejected(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4))
          : null;
    } catch (SQLException e) {
      throw Workbench.refused(e);
    }
  }
}
