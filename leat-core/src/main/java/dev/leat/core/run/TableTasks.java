package dev.leat.core.run;

import dev.leat.api.DatasetType.Reading;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LoadFile;
import dev.leat.core.catalog.Files.Wanted;
import dev.leat.core.catalog.Schemas;
import dev.leat.core.contract.TagRule;
import dev.leat.core.load.Promises;
import dev.leat.core.load.TableTask;
import dev.leat.core.load.WantedFiles;
import dev.leat.core.project.Connectors;
import dev.leat.core.project.FileFormat;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.project.TagUse;
import dev.leat.core.read.FileReading;
import dev.leat.core.read.FormatTypes;
import dev.leat.core.read.RecordsPath;
import dev.leat.core.read.TableRequest;
import dev.leat.core.store.RawStore;
import dev.leat.core.store.Spool;
import dev.leat.core.store.StoredFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns tables of a project into tasks for the loader; holds local copies until closed. */
final class TableTasks implements AutoCloseable {
  private final RawStore store;
  private final Spool spool;
  private final Connectors connectors;
  private final List<Spool.Held> held = new ArrayList<>();

  /** A table that holds files of another catalog is computed anew: their ids mean other files. */
  private final String identity;

  TableTasks(RawStore store, Spool spool, Connectors connectors) {
    this.store = store;
    this.connectors = connectors;
    this.spool = spool;
    this.identity = store.catalog().identity();
  }

  TableTask task(TableDefinition table, List<TableDefinition> all) {
    List<Promises.Referrer> referrers =
        all.stream()
            .filter(other -> !other.name().equals(table.name()))
            .flatMap(
                other ->
                    other.quality().references().stream()
                        .filter(reference -> reference.parent().equals(table.name()))
                        .map(reference -> new Promises.Referrer(reference, configuration(other))))
            .toList();
    return new TableTask(
        request(table),
        disposition(table),
        configuration(table),
        store.catalog().schemas().newest(table.name()).map(Schemas.Shape::json),
        new Files(wanted(table)),
        table.tag().map(use -> rule(table, use)),
        new Promises(table.quality(), referrers));
  }

  private String configuration(TableDefinition table) {
    return table.canonical() + "\ncatalog=" + identity;
  }

  private static TagRule rule(TableDefinition table, TagUse use) {
    return new TagRule(
        use.tag().name(),
        use.tag().columns().stream()
            .map(
                column ->
                    new TagRule.Need(
                        column.name(),
                        column.type(),
                        TableShaping.brought(table, use, column),
                        column.required(),
                        column.min(),
                        column.max(),
                        column.values()))
            .toList());
  }

  private TableRequest request(TableDefinition table) {
    Map<String, TableRequest.Declared> columns = new LinkedHashMap<>();
    table.columns().forEach((name, rule) -> columns.put(name, TableShaping.declared(rule)));
    return new TableRequest(
        table.name(),
        table.records().map(RecordsPath::parse).orElse(RecordsPath.AUTOMATIC),
        reading(table),
        table.key(),
        table.depth(),
        mode(table.contract()),
        new TableRequest.Tolerance(table.quarantine().toString(), table.quarantine()::allows),
        columns,
        TableShaping.of(table));
  }

  private FileReading reading(TableDefinition table) {
    FormatTypes types =
        word -> FileFormat.find(word, connectors, table.records()).flatMap(TableTasks::chosen);
    return new FileReading(
        table.format().map(FileFormat::name).orElse(null),
        table.format().flatMap(TableTasks::chosen).orElse(null),
        types);
  }

  private static Optional<FormatTypes.Chosen> chosen(FileFormat format) {
    return format.type().map(type -> new FormatTypes.Chosen(type, format.settings()));
  }

  private static TableRequest.Mode mode(TableDefinition.Contract contract) {
    return switch (contract) {
      case EVOLVE -> TableRequest.Mode.EVOLVE;
      case FREEZE -> TableRequest.Mode.FREEZE;
      case DISCARD_COLUMN -> TableRequest.Mode.DISCARD_COLUMN;
      case QUARANTINE_ROW -> TableRequest.Mode.QUARANTINE_ROW;
    };
  }

  private static Disposition disposition(TableDefinition table) {
    return switch (table.write()) {
      case APPEND -> new Disposition.Append();
      case REPLACE -> new Disposition.Replace();
      case MERGE ->
          new Disposition.Merge(table.key(), TableShaping.order(table), table.shaping().stamps());
      case SCD2 -> new Disposition.Scd2(table.key(), table.cursor(), absence(table));
      case VAULT -> vault(table, table.tag().orElseThrow());
    };
  }

  private static Disposition vault(TableDefinition table, TagUse use) {
    return new Disposition.Vault(
        use.tag().name(),
        table.from().source(),
        use.owner(),
        new Disposition.Scd2(table.key(), table.cursor(), absence(table)),
        use.tag().columns().stream()
            .map(
                column ->
                    new Disposition.Fact(
                        column.name(), column.type(), TableShaping.brought(table, use, column)))
            .toList(),
        use.dimensions(),
        use.links().entrySet().stream()
            .map(link -> new Disposition.Link(link.getKey(), link.getValue()))
            .toList());
  }

  private static Disposition.Absence absence(TableDefinition table) {
    return switch (table.from().reading()) {
      case SNAPSHOT -> Disposition.Absence.CLOSES;
      case LOG -> Disposition.Absence.KEEPS;
    };
  }

  /** Rows that are appended, and versions, come of every file that there ever was. */
  static Wanted wanted(TableDefinition table) {
    TableDefinition.Origin from = table.from();
    Reading reading =
        switch (table.write()) {
          case APPEND, SCD2, VAULT -> Reading.LOG;
          case REPLACE, MERGE -> from.reading();
        };
    return new Wanted(from.source(), from.datasetType(), from.feed(), reading);
  }

  /** Whether a superseded file is still read. */
  static boolean reads(Wanted wanted, StoredFile superseded) {
    return wanted.reading() == Reading.LOG
        && superseded.setAside() == null
        && wanted.source().equals(superseded.dataset().source())
        && (wanted.type() == null || wanted.type().equals(superseded.dataset().type()))
        && wanted.feed().equals(superseded.feed().feed());
  }

  /** Looks files up in the catalog when they are asked for. */
  private final class Files implements WantedFiles {
    private final Wanted wanted;

    Files(Wanted wanted) {
      this.wanted = wanted;
    }

    @Override
    public FileIds ids() {
      try (Stream<StoredFile> files = store.wanted(wanted)) {
        return FileIds.of(files.mapToLong(StoredFile::id));
      }
    }

    @Override
    public List<WantedFile> describe(FileIds ids) {
      try (Stream<StoredFile> files = store.wanted(wanted)) {
        return files.filter(file -> ids.contains(file.id())).map(this::describe).toList();
      }
    }

    private WantedFile describe(StoredFile file) {
      var facts =
          new LoadFile(
              file.id(),
              file.dataset(),
              file.revision(),
              file.feed().feed(),
              file.from().url(),
              file.bytes().sha256(),
              file.from().fetchedAt());
      return new WantedFile(
          facts,
          file.format(),
          file.bytes().size(),
          () -> {
            Spool.Held copy = spool.local(store.files(), file.bytes());
            held.add(copy);
            return copy.path();
          });
    }
  }

  @Override
  public void close() {
    held.forEach(Spool.Held::close);
    held.clear();
  }
}
