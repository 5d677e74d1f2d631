package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads small texts as a table, through a workbench of its own. */
final class Table implements AutoCloseable {
  final Workbench workbench;
  final Typing typing;
  private final Path folder;
  private int files;

  Table(Path folder) {
    this.folder = folder;
    this.workbench = Workbench.open(new Workbench.Settings(folder.resolve("tmp"), 256L << 20, 2));
    this.typing = new Typing(workbench);
  }

  InputFile file(String format, String content) {
    return file(format, content.getBytes(StandardCharsets.UTF_8), Keys.NONE);
  }

  InputFile file(String format, String content, Keys keys) {
    return file(format, content.getBytes(StandardCharsets.UTF_8), keys);
  }

  InputFile file(String format, byte[] content, Keys keys) {
    try {
      int id = ++files;
      Path path = Files.write(folder.resolve("file-" + id + "." + format), content);
      return new InputFile(
          id, path, format, new DatasetId("s", "t", keys), 0, content.length, Instant.EPOCH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Inferred infer(TableRequest request, InputFile... batch) {
    return infer(request, Optional.empty(), batch);
  }

  Inferred infer(TableRequest request, Optional<Shape> known, InputFile... batch) {
    try {
      return typing.infer(List.of(batch), request, known);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Rows rows(TableRequest request, Shape shape, InputFile... batch) {
    try {
      return typing.rows(List.of(batch), request, shape);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Infers and reads: the n-th table's rows as text, without the file id. */
  List<String> read(TableRequest request, int table, InputFile... batch) {
    try (Rows rows = rows(request, infer(request, batch).shape(), batch)) {
      return print(rows, table);
    }
  }

  List<String> read(TableRequest request, InputFile... batch) {
    return read(request, 0, batch);
  }

  List<String> print(Rows rows, int table) {
    return query(
        "SELECT CAST(COLUMNS(* EXCLUDE (_leat_file)) AS VARCHAR) FROM ("
            + rows.tables().get(table).select()
            + " ORDER BY ALL)");
  }

  List<String> quarantine(Rows rows) {
    return query("FROM " + rows.quarantine() + " ORDER BY ALL");
  }

  List<String> query(String sql) {
    return workbench.query(sql, Table::line);
  }

  private static String line(ResultSet row) throws SQLException {
    var parts = new ArrayList<String>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      parts.add(row.getString(i));
    }
    return String.join("|", parts);
  }

  static List<String> columns(TableSchema schema) {
    return schema.columns().stream().map(Table::column).toList();
  }

  private static String column(Column column) {
    return column.name() + " " + SqlTypes.of(column.type());
  }

  @Override
  public void close() {
    workbench.close();
  }
}
