package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.Destination;
import dev.leat.api.FeedVersion;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.RowSink;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.Provenance;
import dev.leat.core.catalog.RevisionRef;
import dev.leat.core.project.FilePlace;
import dev.leat.core.report.ExportTask;
import dev.leat.core.report.ExportedFiles;
import dev.leat.core.report.ExportedFiles.Written;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps exported files in the raw store, with their lineage.
 *
 * <p>An export is known by its folder; each of its partitions is a dataset {@code leat/export},
 * whose revision names the revisions that its rows came from. Files that are as they were make no
 * revision; a partition that is gone becomes MISSING.
 */
final class ExportRegister {
  /** The source of what Leat computed itself. */
  static final String SOURCE = "leat";

  static final String TYPE = "export";
  private static final String VERSION = "v1";
  private static final Pattern NO_FEED = Pattern.compile("[^A-Za-z0-9._-]");
  private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

  private final Parts parts;
  private final Destination destination;
  private final LeaseKeeper keeper;

  ExportRegister(Parts parts, Destination destination, LeaseKeeper keeper) {
    this.parts = parts;
    this.destination = destination;
    this.keeper = keeper;
  }

  void keep(ExportTask task, ExportedFiles written) {
    Keys export = Keys.of("export", place(task.to()));
    String name = "export:" + export.canonical();
    Lease lease = keeper.take(name).orElseThrow(() -> busy(task.name()));
    try {
      Map<Keys, List<Written>> partitions = partitions(written);
      var lineage = new Lineage(task, written);
      Set<Keys> there = new HashSet<>();
      partitions.forEach(
          (partition, files) -> {
            Keys keys = export.and(partition);
            there.add(keys);
            keep(keys, files, lineage.of(partition), lease);
          });
      markMissing(export, there, lease);
    } finally {
      keeper.release(name);
    }
  }

  private static LeatException busy(String name) {
    return new LeatException(
        RunError.LISTING_BUSY,
        "Another process is writing the export " + name + ".",
        "Wait for it to end, then run again.");
  }

  private String place(FilePlace to) {
    return switch (to) {
      case FilePlace.Local local -> place(local.path());
      case FilePlace.Remote remote -> remote.toString();
    };
  }

  private String place(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path project = parts.project().folder().toAbsolutePath().normalize();
    Path place = absolute.startsWith(project) ? project.relativize(absolute) : absolute;
    return place.toString().replace('\\', '/');
  }

  private static Map<Keys, List<Written>> partitions(ExportedFiles written) {
    Map<Keys, List<Written>> partitions = new LinkedHashMap<>();
    for (Written file : written.files()) {
      String keys = file.path().substring(0, Math.max(0, file.path().lastIndexOf('/')));
      partitions.computeIfAbsent(Keys.parse(keys), key -> new ArrayList<>()).add(file);
    }
    return partitions;
  }

  private void keep(Keys keys, List<Written> files, List<RevisionRef> lineage, Lease lease) {
    Draft draft = parts.store().draft(new DatasetId(SOURCE, TYPE, keys), lease);
    for (Written file : files) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      var feed = new FeedVersion(feed(name.substring(0, name.lastIndexOf('.'))), VERSION);
      String format = name.substring(name.lastIndexOf('.') + 1);
      try (Draft.Incoming incoming = draft.receive(feed, format)) {
        Files.copy(file.content(), incoming.sink());
        incoming.land(Provenance.local(null, parts.now()));
      } catch (IOException e) {
        throw new LeatException(
            RunError.EXPORT_UNREADABLE,
            file.content() + " was written and cannot be read: " + e.getMessage(),
            "See that nothing else writes to that folder, then run again.",
            e);
      }
    }
    commit(draft, DatasetState.COMPLETE, lineage);
  }

  /** A file may have any name; a feed's has few signs. */
  private static String feed(String fileName) {
    String plain = NO_FEED.matcher(fileName).replaceAll("-").replaceAll("_{2,}", "_");
    return Character.isLetterOrDigit(plain.charAt(0)) ? plain : "export" + plain;
  }

  private void commit(Draft draft, DatasetState state, List<RevisionRef> lineage) {
    draft.commit(
        new Description("", state, Map.of()),
        new Origin(Origin.Kind.DERIVED, parts.holder().run()),
        lineage);
  }

  private void markMissing(Keys export, Set<Keys> there, Lease lease) {
    try (Stream<Dataset> before =
        parts.store().datasets(DatasetFilter.of(SOURCE, TYPE).keys(export))) {
      for (Dataset dataset : before.toList()) {
        boolean gone = !there.contains(dataset.id().keys());
        if (gone && dataset.row().state() != DatasetState.MISSING) {
          commit(parts.store().draft(dataset.id(), lease), DatasetState.MISSING, List.of());
        }
      }
    }
  }

  /** Which revisions the rows of each partition came from. */
  private final class Lineage {
    private final Map<Long, RevisionRef> revisions = new LinkedHashMap<>();
    private final Map<Map<String, String>, Set<Long>> files = new HashMap<>();
    private final List<String> columns;

    Lineage(ExportTask task, ExportedFiles written) {
      for (LoadFile origin : written.origins()) {
        parts
            .catalog()
            .files()
            .find(origin.id())
            .ifPresent(
                row ->
                    revisions.put(
                        origin.id(), new RevisionRef(row.dataset().row(), row.revision())));
      }
      boolean split = !task.partitionBy().isEmpty() && task.sql().contains("_leat_file");
      this.columns = split ? task.partitionBy() : List.of();
      if (split && !written.files().isEmpty()) {
        destination.query(select(task), new Rows());
      }
    }

    private String select(ExportTask task) {
      String values =
          columns.stream()
              .map(column -> "CAST(" + ExportStage.quoted(column) + " AS VARCHAR)")
              .collect(Collectors.joining(", "));
      return "SELECT DISTINCT " + values + ", _leat_file FROM " + ExportStage.quoted(task.name());
    }

    private final class Rows implements RowSink {
      @Override
      public void columns(List<ResultColumn> names) {}

      @Override
      public void row(List<@Nullable Object> values) {
        Map<String, String> partition = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          partition.put(columns.get(i), Objects.toString(values.get(i), NO_VALUE));
        }
        if (values.getLast() instanceof Number file) {
          files.computeIfAbsent(partition, key -> new HashSet<>()).add(file.longValue());
        }
      }
    }

    List<RevisionRef> of(Keys partition) {
      Map<String, String> values = new HashMap<>();
      for (Map.Entry<String, KeyValue> each : partition.values().entrySet()) {
        values.put(each.getKey(), each.getValue().text());
      }
      Set<Long> exact = files.getOrDefault(values, revisions.keySet());
      return revisions.entrySet().stream()
          .filter(each -> exact.contains(each.getKey()))
          .map(Map.Entry::getValue)
          .distinct()
          .toList();
    }
  }
}
