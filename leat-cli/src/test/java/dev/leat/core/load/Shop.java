package dev.leat.core.load;

import dev.leat.api.DatasetId;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.Keys;
import dev.leat.api.LoadFile;
import dev.leat.api.RowSink;
import dev.leat.connect.duckdb.DuckDbDestinationType;
import dev.leat.core.load.Loader.Extent;
import dev.leat.core.load.WantedFiles.WantedFile;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store of a few files and a DuckDB file that is loaded from them. */
final class Shop implements AutoCloseable {
  static final Instant AT = Instant.parse("2024-05-01T10:00:00Z");

  private final Path folder;
  private final Map<Long, WantedFile> files = new TreeMap<>();
  private final List<TableOutcome> told = new ArrayList<>();
  private TableRequest request = TableRequest.of("sales");
  private Disposition disposition = new Disposition.Replace();
  private String configuration = "1";
  private Optional<String> shape = Optional.empty();
  private @Nullable Workbench workbench;

  Shop(Path folder) {
    this.folder = folder;
  }

  Shop table(TableRequest wanted) {
    request = wanted;
    return this;
  }

  Shop write(Disposition wanted) {
    disposition = wanted;
    return this;
  }

  Shop configured(String text) {
    configuration = text;
    return this;
  }

  Shop put(long id, int revision, String json) {
    return put(id, revision, "json", json);
  }

  Shop put(long id, int revision, String format, String content) {
    try {
      Path path = folder.resolve(id + "." + format);
      Files.writeString(path, content);
      return put(id, revision, format, path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Shop put(long id, int revision, String format, Path path) throws IOException {
    return put(new WantedFile(facts(id, revision), format, Files.size(path), () -> path));
  }

  Shop put(WantedFile file) {
    files.put(file.facts().id(), file);
    return this;
  }

  static LoadFile facts(long id, int revision) {
    return new LoadFile(
        id,
        new DatasetId("shop", "day", Keys.of("day", id)),
        revision,
        "sales",
        "https://example.com/" + id,
        "%064x".formatted(id),
        AT.plus(Duration.ofMinutes(revision)));
  }

  Shop take(long id) {
    files.remove(id);
    return this;
  }

  Destination destination() {
    return new DuckDbDestinationType().open("duckdb:shop.duckdb", folder);
  }

  TableOutcome load() {
    return load(Extent.CHANGES);
  }

  TableOutcome load(Extent extent) {
    return load(destination(), extent);
  }

  TableOutcome load(Destination destination, Extent extent) {
    var listener =
        new LoadListener() {
          @Override
          public void done(TableOutcome outcome) {
            told.add(outcome);
          }
        };
    TableOutcome outcome =
        Loader.on(this::workbench, destination, listener, InstantSource.fixed(AT))
            .load(List.of(task()), extent, "run-1")
            .get(0);
    if (outcome instanceof TableOutcome.Loaded loaded) {
      shape = Optional.of(loaded.shape());
    }
    return outcome;
  }

  TableTask task() {
    return new TableTask(
        request, disposition, configuration, shape, WantedFiles.of(List.copyOf(files.values())));
  }

  List<TableOutcome> told() {
    return told;
  }

  /** Whether anything has been read. */
  boolean hasWorkbench() {
    return workbench != null;
  }

  Workbench workbench() {
    if (workbench == null) {
      workbench = Workbench.open(Workbench.Settings.in(folder.resolve("tmp")));
    }
    return workbench;
  }

  List<List<String>> rows(String sql) {
    var rows = new ArrayList<List<String>>();
    destination()
        .query(
            sql,
            new RowSink() {
              @Override
              public void columns(List<ResultColumn> columns) {}

              @Override
              public void row(List<@Nullable Object> values) {
                rows.add(values.stream().map(value -> Objects.toString(value, "NULL")).toList());
              }
            });
    return rows;
  }

  @Override
  public void close() {
    if (workbench != null) {
      workbench.close();
    }
  }
}
