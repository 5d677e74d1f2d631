package dev.leat.core.read;

import dev.leat.api.ColumnType.Simple;
import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads Parquet files with the types that they declare. */
final class ParquetFormat implements FormatReader {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
  private static final DuckType WHOLE = new DuckType.Plain("BIGINT");

  /** Of a column whose digits are counted. */
  private static final Node MEASURED = Node.ofScalars(numbers(Scalars.INTEGER, 1, 0));

  private static final String ELEMENT = "e";
  private static final int SHOWN = 200;

  private final Workbench workbench;

  ParquetFormat(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public List<Surveyed> survey(List<InputFile> files, TableRequest request) {
    return files.stream().map(file -> surveyed(file, types(file))).toList();
  }

  private Surveyed surveyed(InputFile file, Optional<DuckType.Struct> types) {
    Node record =
        types
            .map(struct -> Node.ofFields(columns(struct)).merge(integers(file, struct)))
            .orElse(Node.NONE);
    List<Rejection> rejections = types.isPresent() ? List.of() : List.of(unreadable(file));
    return new Surveyed(record, -1, Surveyed.Access.LINES, rejections, List.of());
  }

  /** How many digits the whole numbers have, should they have to go with decimals one day. */
  private Node integers(InputFile file, DuckType.Struct struct) {
    List<String> names =
        struct.fields().entrySet().stream()
            .filter(field -> field.getValue().equals(WHOLE))
            .map(Map.Entry::getKey)
            .toList();
    if (names.isEmpty()) {
      return Node.NONE;
    }
    String digits =
        names.stream()
            .map(
                name ->
                    "coalesce(length(CAST(greatest(max(%1$s), -CAST(min(%1$s) AS HUGEINT)) AS VARCHAR)), 0)"
                        .formatted(Sql.name(name)))
            .collect(Collectors.joining(", "));
    return workbench
        .query(
            "SELECT " + digits + " FROM " + scan(List.of(file)),
            row -> {
              var fields = new LinkedHashMap<String, Node>();
              for (int i = 0; i < names.size(); i++) {
                fields.put(
                    names.get(i), Node.ofScalars(numbers(Scalars.INTEGER, row.getInt(i + 1), 0)));
              }
              return Node.ofFields(fields);
            })
        .getFirst();
  }

  private static Rejection unreadable(InputFile file) {
    return Rejection.ofFile(file.id(), "the file is not Parquet");
  }

  /** The columns that a file declares, empty where it is no Parquet file. */
  private Optional<DuckType.Struct> types(InputFile file) {
    var types = new LinkedHashMap<String, DuckType>();
    try {
      workbench
          .query(
              "DESCRIBE SELECT * FROM " + scan(List.of(file)),
              row -> Map.entry(row.getString(1), DuckType.parse(row.getString(2))))
          .forEach(column -> types.put(column.getKey(), column.getValue()));
      return Optional.of(new DuckType.Struct(types));
    } catch (LeatException e) {
      if (e.code() == ReadError.STATEMENT_REFUSED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String scan(List<InputFile> files) {
    return "read_parquet("
        + Sql.texts(files.stream().map(file -> file.path().toString()).toList())
        // The store's folders say key=value, which is no column of the file.
        + ", hive_partitioning = false)";
  }

  private static Map<String, Node> columns(DuckType.Struct struct) {
    var columns = new LinkedHashMap<String, Node>();
    struct
        .fields()
        .forEach((name, type) -> columns.put(name, type.equals(WHOLE) ? MEASURED : node(type)));
    return columns;
  }

  private static Map<String, Node> fields(DuckType.Struct struct) {
    var fields = new LinkedHashMap<String, Node>();
    struct.fields().forEach((name, type) -> fields.put(name, node(type)));
    return fields;
  }

  private static Node node(DuckType type) {
    return switch (type) {
      case DuckType.Struct struct -> Node.ofFields(fields(struct));
      case DuckType.ListType list -> Node.ofElement(node(list.element()));
      case DuckType.Plain plain ->
          plain.name().startsWith("MAP(")
              ? new Node(Scalars.NONE, true, false, true, Map.of(), null)
              : Node.ofScalars(scalars(plain.name()));
    };
  }

  /** Evidence that leads to the declared type, whatever the values are. */
  private static Scalars scalars(String type) {
    Matcher decimal = DECIMAL.matcher(type);
    if (decimal.matches()) {
      int precision = Integer.parseInt(decimal.group(1));
      int scale = Integer.parseInt(decimal.group(2));
      int kind = scale == 0 ? Scalars.INTEGER | Scalars.BIG : Scalars.DECIMAL;
      return numbers(kind, precision - scale, scale);
    }
    return switch (type) {
      case "BOOLEAN" -> numbers(Scalars.BOOLEAN, 0, 0);
      case "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER" ->
          numbers(Scalars.INTEGER, 10, 0);
      case "BIGINT" -> numbers(Scalars.INTEGER, 19, 0);
      case "UBIGINT", "HUGEINT" -> numbers(Scalars.INTEGER | Scalars.BIG, 38, 0);
      case "FLOAT", "DOUBLE" -> numbers(Scalars.FLOAT, 0, 0);
      case "DATE" -> text(TextForms.DATE);
      case "TIME" -> text(TextForms.TIME);
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> text(TextForms.TIMESTAMP);
      case "TIMESTAMP WITH TIME ZONE" -> text(TextForms.TIMESTAMPTZ);
      case "BLOB" -> numbers(Scalars.BYTES, 0, 0);
      default -> text(TextForms.NONE);
    };
  }

  private static Scalars numbers(int kind, int whole, int fraction) {
    return new Scalars(kind, whole, fraction, 0, TextForms.ALL);
  }

  private static Scalars text(int forms) {
    return new Scalars(Scalars.TEXT, 0, 0, 0, forms);
  }

  @Override
  public void stage(List<Numbered> files, TableRequest request, Stage stage) {
    Map<DuckType.Struct, List<Numbered>> groups = new LinkedHashMap<>();
    for (Numbered file : files) {
      Optional<DuckType.Struct> types = types(file.file());
      if (types.isPresent()) {
        groups.computeIfAbsent(types.get(), any -> new ArrayList<>()).add(file);
      } else {
        stage.reject(List.of(unreadable(file.file())));
      }
    }
    groups.forEach(
        (struct, members) -> {
          List<ParquetChecks.Check> checks =
              stage.layout().rewrites()
                  ? ParquetChecks.of(stage.layout().plan(), struct, request)
                  : List.of();
          stage(members, struct, rejectMisfits(members, checks, stage), stage);
        });
  }

  /** Tells the stage of rows that fail a check; returns the condition of those that do not. */
  private static String rejectMisfits(
      List<Numbered> files, List<ParquetChecks.Check> checks, Stage stage) {
    var passed = new StringBuilder("true");
    for (ParquetChecks.Check check : checks) {
      stage.rejectFrom(
          "SELECT %s, file_row_number, %s, left(%s, %d), %s FROM %s WHERE %s AND %s IS NOT NULL"
              .formatted(
                  pick(files, file -> file.file().id() + "::BIGINT"),
                  Sql.text(check.column()),
                  check.misfit(),
                  SHOWN,
                  Sql.text(check.reason()),
                  scan(files.stream().map(Numbered::file).toList()),
                  passed,
                  check.misfit()));
      passed.append(" AND ").append(check.misfit()).append(" IS NULL");
    }
    return passed.toString();
  }

  /** The SQL that picks what belongs to the file of a row. */
  private static String pick(List<Numbered> files, Function<Numbered, String> what) {
    return files.stream().map(what).collect(Collectors.joining(", ", "[", "]"))
        + "[CAST(file_index AS BIGINT) + 1]";
  }

  private void stage(List<Numbered> files, DuckType.Struct struct, String passed, Stage stage) {
    Plan.Fields fields = stage.layout().plan().fields();
    stage.add(
        "SELECT "
            + pick(files, file -> Integer.toString(file.number()))
            + ", file_row_number, "
            + (fields == null ? "NULL" : pack(fields, struct, "", stage))
            + " FROM "
            + scan(files.stream().map(Numbered::file).toList())
            + " WHERE "
            + passed);
  }

  /**
   * The SQL that makes a structure of the plan's of one of the file's.
   *
   * @param prefix leads to the file's structure, empty for its columns
   */
  private String pack(Plan.Fields fields, DuckType.Struct struct, String prefix, Stage stage) {
    var parts = new ArrayList<String>();
    fields
        .byName()
        .forEach(
            (name, field) -> {
              DuckType type = struct.fields().get(name);
              String value = prefix.isEmpty() ? Sql.name(name) : Sql.field(prefix, name);
              parts.add(
                  Sql.name(field.key())
                      + " := "
                      + (type == null ? "NULL" : value(field.plan(), type, value, stage)));
            });
    return "struct_pack(" + String.join(", ", parts) + ")";
  }

  private String value(Plan plan, DuckType type, String value, Stage stage) {
    if (plan.isMixed()) {
      return mixed(plan, type, value, stage);
    }
    if (plan.fields() != null && type instanceof DuckType.Struct struct) {
      return "CASE WHEN "
          + value
          + " IS NULL THEN NULL ELSE "
          + pack(plan.fields(), struct, value, stage)
          + " END";
    }
    if (plan.items() != null && type instanceof DuckType.ListType list) {
      return "list_transform("
          + value
          + ", lambda "
          + ELEMENT
          + ": "
          + value(plan.items().element(), list.element(), ELEMENT, stage)
          + ")";
    }
    return plan.leaf() == null ? "NULL" : leaf(plan.leaf(), type, value, stage);
  }

  private String mixed(Plan plan, DuckType type, String value, Stage stage) {
    var parts = new ArrayList<String>();
    if (plan.leaf() != null && type instanceof DuckType.Plain) {
      parts.add(Plan.LEAF + " := " + leaf(plan.leaf(), type, value, stage));
    }
    if (plan.fields() != null && type instanceof DuckType.Struct) {
      Plan only = new Plan(null, plan.fields(), null);
      parts.add(Plan.FIELDS + " := " + value(only, type, value, stage));
    }
    if (plan.items() != null && type instanceof DuckType.ListType) {
      Plan only = new Plan(null, null, plan.items());
      parts.add(Plan.ITEMS + " := " + value(only, type, value, stage));
    }
    return parts.isEmpty() ? "NULL" : "struct_pack(" + String.join(", ", parts) + ")";
  }

  private static boolean isText(DuckType type) {
    return type.equals(new DuckType.Plain("VARCHAR"));
  }

  private static String leaf(Plan.Leaf leaf, DuckType type, String value, Stage stage) {
    String staged = stage.stagedType(leaf);
    boolean json = leaf.type() == Simple.JSON;
    boolean nested = !(type instanceof DuckType.Plain plain) || plain.name().startsWith("MAP(");
    if (leaf.format() != null && !isText(type)) {
      return "strftime(" + value + ", " + Sql.text(leaf.format().pattern()) + ")";
    }
    if (DateFormat.applies(leaf.type()) && !isText(type)) {
      String date = "TRY_CAST(" + value + " AS " + SqlTypes.of(leaf.type()) + ")";
      return "CAST(" + date + " AS VARCHAR)";
    }
    String whole = json || (nested && !staged.endsWith("[]")) ? "to_json(" + value + ")" : value;
    String cast = stage.layout().rewrites() ? "TRY_CAST(" : "CAST(";
    return cast + whole + " AS " + staged + ")";
  }
}
