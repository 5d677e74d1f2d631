package dev.leat.core.project;

import dev.leat.api.FetchPolicyType;
import dev.leat.api.SourceType;
import dev.leat.core.project.Shape.Either;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Fields;
import dev.leat.core.project.Shape.Form;
import dev.leat.core.project.Shape.Many;
import dev.leat.core.project.Shape.Named;
import dev.leat.core.project.Shape.Typed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key of leat.yaml, declared once: the check, the editor schema and the manual use it. */
final class ProjectShape {
  static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private static final Shape TEXT = Shape.scalar(Form.TEXT);
  private static final Shape TEXTS = Shape.oneOrMany(TEXT);
  private static final Shape VALUES = new Named("a key", OptionFields.ANY_NAME, TEXTS);

  private final Connectors connectors;

  ProjectShape(Connectors connectors) {
    this.connectors = connectors;
  }

  /** The whole file. */
  Fields root() {
    List<Field> fields = new ArrayList<>(main());
    fields.addAll(FlagsReader.fields());
    fields.addAll(AfterwardsShape.fields());
    fields.add(Field.of("subscribers", TEXTS, "Classes that are told what happened."));
    return new Fields(
        fields,
        Map.ofEntries(
            Map.entry("main", "Write its keys at the top of the file, as store and catalog."),
            Map.entry("metadata_url", "Write it as 'catalog'."),
            Map.entry("file_url", "Write it as 'store'."),
            Map.entry("default_bucket", "Write it as 'bucket'."),
            Map.entry("metadata_options", "Write its table_prefix as 'catalog_prefix'."),
            Map.entry("table_prefix", "Write it as 'catalog_prefix'."),
            Map.entry("ingestion_plans", "Write it as 'plans'."),
            Map.entry("extract_jobs", "Write it as 'plans'."),
            Map.entry("event_subscribers", "Write it as 'subscribers', a list of class names.")));
  }

  private List<Field> main() {
    return List.of(
        Field.of("leat", Shape.oneOf("1"), "The version of this file's format.").defaultsTo("1"),
        Field.of("store", Shape.scalar(Form.PATH), "Where raw files are: a folder or a URL.")
            .defaultsTo(".leat/store"),
        Field.of(
                "catalog",
                TEXT,
                "What is known of them: an SQLite file or postgresql://user:password@host/db.")
            .defaultsTo(".leat/catalog.db"),
        Field.of("catalog_prefix", TEXT, "What the names of the catalog's tables begin with.")
            .defaultsTo(""),
        Field.of("bucket", TEXT, "A namespace in catalog and store.").defaultsTo("main"),
        Field.of(
                "compression",
                Shape.oneOf("zstd", "gzip", "none"),
                "How raw files are kept; bodies that come compressed stay as they are.")
            .defaultsTo("zstd"),
        Field.of(
                "destination",
                TEXT,
                "Where tables go: duckdb:FILE or postgresql://user:password@host/db.")
            .defaultsTo("duckdb:leat.duckdb"),
        Field.of("plugins", TEXTS, "Jars with connectors of your own."),
        Field.of("secrets", TEXTS, "Where ${secret:…} is looked for, in this order.")
            .defaultsTo("env:, file:/run/secrets"),
        Field.of("sources", new Named("a source", NAME, source()), "What to fetch from."),
        Field.of("plans", new Many(plan()), "What to fetch; absent: everything."),
        Field.of("dataset_types", new Many(datasetType()), "Paths and indexes by key."),
        Field.of("tables", new Named("a table", NAME, table()), "What to make of files."),
        Field.of("tags", TagsReader.shape(), "Uses that several sources share."),
        Field.of("exports", new Many(export()), "Files to write from tables."));
  }

  Typed source() {
    return new Typed(
        "source type",
        () -> connectors.sources().stream().map(SourceType::name).sorted().toList(),
        name -> connectors.source(name).map(ProjectShape::source));
  }

  private static Fields source(SourceType type) {
    List<Field> own = OptionFields.of(type.options());
    Set<String> taken =
        own.stream().map(Field::name).collect(Collectors.toCollection(LinkedHashSet::new));
    List<Field> all = new ArrayList<>();
    all.add(Field.of("type", TEXT, type.summary()).mandatory());
    all.addAll(own);
    common().stream().filter(field -> !taken.contains(field.name())).forEach(all::add);
    return new Fields(
        all,
        Map.of(
            "configuration",
            "Write its keys beside 'type'.",
            "config",
            "Write its keys" + " beside 'type'."));
  }

  /** What every source understands. */
  static List<Field> common() {
    return List.of(
        Field.of("url", Shape.scalar(Form.URL), "The address that requests start from."),
        Field.of("concurrency", Shape.scalar(Form.COUNT), "Requests at the same time."),
        Field.of("limit", Shape.scalar(Form.RATE), "Requests in any such window of time."),
        Field.of("timeout", Shape.scalar(Form.DURATION), "The longest wait for one answer."),
        Field.of("retries", Shape.scalar(Form.AMOUNT), "Tries after the first one failed."),
        Field.of("max_wait", Shape.scalar(Form.DURATION), "The longest pause that it may ask for.")
            .defaultsTo("2m"),
        Field.of(
                "absence", Shape.scalar(Form.DURATION), "How long a missing file is not asked for.")
            .defaultsTo("7d"),
        Field.of(
            "headers", new Named("a header", OptionFields.ANY_NAME, TEXT), "Sent with requests."));
  }

  private Fields plan() {
    return new Fields(
        List.of(
            Field.of("source", TEXT, "The name of a source.").mandatory(),
            Field.of("dataset_type", TEXT, "Needed where the source has several."),
            Field.of(
                "select",
                new Either(TEXT, new Many(VALUES), VALUES),
                "Keys to fetch: a map (lists multiply), a list of maps, '*' or a condition."),
            Field.of(
                "feeds",
                new Either(TEXT, new Many(TEXT), VALUES),
                "Files to fetch: names, or a map from names to versions; absent: all."),
            Field.of("policy", new Either(TEXT, null, policy()), "When to fetch again.")
                .defaultsTo("default")),
        Map.of(
            "data_spec_versions", "Write it as 'feeds'.",
            "selectors", "Write it as 'select'.",
            "selector", "Write it as 'select'.",
            "fetch_policy", "Write it as 'policy'."));
  }

  Typed policy() {
    return new Typed(
        "policy",
        () -> connectors.policies().stream().map(FetchPolicyType::name).sorted().toList(),
        name -> connectors.policy(name).map(ProjectShape::policy));
  }

  private static Fields policy(FetchPolicyType type) {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("type", TEXT, type.summary()).mandatory());
    fields.addAll(OptionFields.of(type.options()));
    return new Fields(fields, Map.of("configuration", "Write its keys beside 'type'."));
  }

  private static Fields datasetType() {
    Shape count = Shape.scalar(Form.COUNT);
    var path =
        new Either(
            Shape.oneOf("identity"),
            null,
            new Fields(
                List.of(
                    Field.of("bucket_size", count, "So many whole numbers share a folder."),
                    Field.of("bucket_count", count, "So many folders share all values."),
                    Field.of("prefix", count, "So many first letters name a folder.")),
                Map.of("type", "Write bucket_size, bucket_count or prefix with a number.")));
    var key =
        new Fields(
            List.of(
                Field.of("path", path, "How the key becomes folders.").defaultsTo("identity"),
                Field.of("type", Shape.oneOf("integer", "text"), "How the key is sorted.")
                    .defaultsTo("text")),
            Map.of(
                "transformation", "Write it as 'path'.",
                "key_type", "Write it as 'type', integer or text."));
    return new Fields(
        List.of(
            Field.of("source", TEXT, "The name of a source.").mandatory(),
            Field.of("dataset_type", TEXT, "Needed where the source has several."),
            Field.of("index", Shape.scalar(Form.BOOLEAN), "Whether sync-indexes makes an index.")
                .defaultsTo("false"),
            Field.of("keys", new Named("a key", OptionFields.ANY_NAME, key), "Rules by key.")),
        Map.of(
            "provider", "Write it as 'source'.",
            "identifier_index", "Write it as 'index'.",
            "identifier_keys", "Write it as 'keys'."));
  }

  private Fields table() {
    var column =
        new Fields(
            joined(
                List.of(
                    Field.of("type", Shape.scalar(Form.COLUMN_TYPE), "What its values are."),
                    Field.of("name", TEXT, "Its name in the destination."),
                    Field.of(
                            "required",
                            Shape.scalar(Form.BOOLEAN),
                            "Whether a row without a value goes to quarantine.")
                        .defaultsTo("false"),
                    Field.of("format", TEXT, "How dates and times are written, such as %d/%m/%Y."),
                    QualityShape.ofColumn()),
                ShapingReader.columnFields()),
            Map.of());
    List<Field> fields = new ArrayList<>(tableFields(column));
    fields.addAll(ShapingReader.tableFields(connectors));
    fields.addAll(QualityShape.ofTable());
    fields.addAll(TagsReader.ofTable());
    return new Fields(fields, Map.of());
  }

  private static List<Field> joined(List<Field> some, List<Field> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private List<Field> tableFields(Shape column) {
    return List.of(
        Field.of("from", TEXT, "source/feed, or source/dataset type/feed."),
        Field.of(
                "files",
                Shape.oneOf("current", "all"),
                "Whether rows are those of the newest files, or of all that ever came.")
            .defaultsTo("current"),
        Field.of("records", TEXT, "Where rows are in a JSON file, such as $.items[*]."),
        Field.of("key", TEXTS, "The columns that identify a row."),
        Field.of("cursor", TEXT, "The column that tells which of two rows is newer."),
        Field.of(
            "write",
            Shape.oneOf("append", "replace", "merge", "scd2", "vault", "none"),
            "What happens to rows that are there; with a key merge, otherwise replace; none: no"
                + " table."),
        Field.of(
                "contract",
                Shape.oneOf("evolve", "freeze", "discard_column", "quarantine_row"),
                "What happens to rows that do not fit the table.")
            .defaultsTo("evolve"),
        Field.of(
                "quarantine",
                Shape.scalar(Form.QUARANTINE),
                "A load with more unreadable rows fails.")
            .defaultsTo("1%"),
        Field.of("depth", Shape.scalar(Form.AMOUNT), "Nested values below it stay JSON.")
            .defaultsTo("3"),
        Field.of("columns", new Named("a column", OptionFields.ANY_NAME, column), "Overrides."),
        Field.of(
            "format",
            new Either(TEXT, null, FormatsReader.shape(connectors)),
            "How files are read: a format, or a map of its type and options."));
  }

  private static Fields export() {
    return new Fields(
        List.of(
            Field.of("table", TEXT, "The table to write.").mandatory(),
            Field.of(
                    "to",
                    Shape.scalar(Form.PATH),
                    "A folder; or a file, where it ends in .parquet, .csv, .json, .jsonl or"
                        + " .ndjson. A path, or a URL such as s3://bucket/folder.")
                .mandatory(),
            Field.of(
                    "format",
                    Shape.oneOf("parquet", "csv", "json"),
                    "What to write; a file's ending says it too.")
                .defaultsTo("parquet"),
            Field.of("partition_by", TEXTS, "Columns that become folders.")),
        Map.of());
  }
}
