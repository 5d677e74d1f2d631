package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.LeatException;
import dev.leat.core.read.TableRequest.Declared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks a shape once and lays out tables, columns and the plan to read them. */
final class LayoutBuilder {
  /** The SQL of what every row lacks. */
  static final String ALWAYS = "true";

  /** The column of records that are plain values. */
  static final String ALONE = "value";

  private static final Declared UNDECLARED = new Declared(null, null);

  private final TableRequest request;
  private final List<TablePlan> tables = new ArrayList<>();
  private final Map<String, String> origins = new HashMap<>();
  private final List<String> ambiguities = new ArrayList<>();
  private final Map<String, String> lacks = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private boolean rewrites;

  LayoutBuilder(TableRequest request) {
    this.request = request;
    // A column that no record has a value for is in no shape: then every row lacks it.
    request
        .columns()
        .forEach(
            (name, declared) -> {
              if (declared.required()) {
                lacks.put(name, ALWAYS);
              }
            });
  }

  /**
   * Where a field is.
   *
   * @param value the SQL that leads to it
   * @param column its name within its table, empty for a record or an element
   * @param path its name below the root table, by which a project declares it
   * @param origin its name as the provider writes it
   * @param level how many objects and arrays it lies in
   */
  private record Place(
      TablePlan table, String value, String column, String path, String origin, int level) {
    Place at(String sql) {
      return new Place(table, sql, column, path, origin, level);
    }

    Place field(String name, String key) {
      String normal = Names.normal(name);
      return new Place(
          table,
          Sql.field(value, key),
          Names.below(column, normal),
          Names.below(path, normal),
          origin.isEmpty() ? name : origin + "." + name,
          level + 1);
    }

    Place elements(TablePlan child) {
      return new Place(child, TablePlan.VALUE, "", path, origin + "[]", level);
    }
  }

  Plan record(Node record) {
    TablePlan root = TablePlan.root(request.name());
    tables.add(root);
    String name = record.object() || record.array() ? "" : ALONE;
    return plan(record, new Place(root, TablePlan.VALUE, "", name, name, -1));
  }

  private Plan plan(Node node, Place place) {
    Declared declared = declared(place);
    Optional<ColumnType> type = leafType(node, place, declared);
    boolean whole = type.filter(Simple.JSON::equals).isPresent() || swallows(declared);
    boolean hasFields = !whole && flattens(node, place);
    boolean hasItems = !whole && isChild(node, place);
    var shell =
        new Plan(
            type.map(known -> leaf(node, place, known, whole)).orElse(null),
            hasFields ? new Plan.Fields(Map.of()) : null,
            hasItems ? new Plan.Items(Plan.NOTHING) : null);
    type.ifPresent(known -> addColumn(node, place.at(shell.part(place.value(), Plan.LEAF)), known));
    return new Plan(
        shell.leaf(),
        hasFields ? fields(node, place.at(shell.part(place.value(), Plan.FIELDS))) : null,
        hasItems ? items(node, place.at(shell.part(place.value(), Plan.ITEMS))) : null);
  }

  private Plan.Leaf leaf(Node node, Place place, ColumnType read, boolean whole) {
    Declared declared = declared(place);
    ColumnType type = declared.columnType(read);
    DateFormat format = format(node, declared);
    boolean asText = declared.values().readsText();
    List<Plan.Check> checks =
        asText || format == null
            ? declared.values().checks(type, format)
            : List.of(new Plan.Check(format::misfit, format.reason(type)));
    if (whole && !declared.isMasked()) {
      refuseHidden(place);
    }
    return new Plan.Leaf(columnName(place, declared), read, whole, asText ? null : format, checks);
  }

  /** What is to be masked may not lie in a column that holds all of an object. */
  private void refuseHidden(Place place) {
    for (Map.Entry<String, Declared> column : request.columns().entrySet()) {
      boolean below =
          column.getKey().startsWith(place.origin() + ".")
              || column.getKey().startsWith(place.path() + Names.SEPARATOR);
      if (column.getValue().isMasked() && below) {
        throw new LeatException(
            ReadError.MASK_UNREACHABLE,
            "'"
                + column.getKey()
                + "' is to be masked, and lies in the column "
                + columnName(place, declared(place))
                + " of table "
                + place.table().name()
                + ", which holds it as JSON",
            "mask that column as a whole, or raise the table's depth");
      }
    }
  }

  /** The type of the one column that holds what is neither columns of its own nor rows. */
  private Optional<ColumnType> leafType(Node node, Place place, Declared declared) {
    if (declared.readType().isPresent()) {
      return declared.readType();
    }
    boolean deepObject = node.object() && !flattens(node, place) && hasContent(node);
    Optional<ColumnType> list = listType(node, place);
    Values.Plain fallback = declared.values().fallback();
    Scalars scalars = node.scalars();
    Optional<ColumnType> scalar =
        (fallback == null ? scalars : scalars.merge(fallback.evidence())).type();
    if (deepObject || (list.isPresent() && scalar.isPresent())) {
      return Optional.of(Simple.JSON);
    }
    return list.or(() -> scalar);
  }

  private Optional<ColumnType> listType(Node node, Place place) {
    Node element = node.element();
    if (element == null || isChild(node, place)) {
      return Optional.empty();
    }
    boolean nested = hasContent(element) && (element.object() || element.array());
    if (nested) {
      return Optional.of(Simple.JSON);
    }
    // Elements cannot be parsed one by one on their way into a list of dates.
    Optional<ColumnType> type =
        element.scalars().style().isPresent() ? Optional.of(Simple.TEXT) : element.scalars().type();
    return type.map(ColumnType.ListOf::new);
  }

  private boolean flattens(Node node, Place place) {
    return node.object() && !node.wide() && place.level() < request.depth() && hasFields(node);
  }

  private boolean isChild(Node node, Place place) {
    Node element = node.element();
    return element != null
        && element.object()
        && !element.wide()
        && place.level() < request.depth()
        && hasFields(element);
  }

  private static boolean hasFields(Node node) {
    return node.fields().values().stream().anyMatch(LayoutBuilder::hasContent);
  }

  /** Whether anything but nulls and empty objects and arrays was seen in it. */
  static boolean hasContent(Node node) {
    return node.scalars().seen()
        || node.wide()
        || hasFields(node)
        || (node.element() != null && hasContent(node.element()));
  }

  private static boolean swallows(Declared declared) {
    return declared
        .readType()
        .filter(type -> type == Simple.JSON || type == Simple.TEXT)
        .isPresent();
  }

  private Plan.Fields fields(Node node, Place place) {
    var fields = new LinkedHashMap<String, Plan.Field>();
    Set<String> keys = new HashSet<>();
    node.fields()
        .forEach(
            (name, child) -> {
              if (hasContent(child)) {
                String key = freeKey(name, keys);
                fields.put(name, new Plan.Field(key, plan(child, place.field(name, key))));
              }
            });
    return new Plan.Fields(fields);
  }

  /** DuckDB takes no empty name and no two that differ in case alone. */
  private static String freeKey(String name, Set<String> taken) {
    String key = name.isEmpty() ? "_" : name;
    while (!taken.add(key.toLowerCase(Locale.ROOT))) {
      key += "_";
    }
    return key;
  }

  private Plan.Items items(Node node, Place place) {
    Node element = node.element();
    if (element == null) {
      throw new IllegalStateException("no elements at " + place.origin());
    }
    String below = place.column().isEmpty() ? ALONE : place.column();
    String name = Names.fitting(Names.below(place.table().name(), below));
    claim("table " + name, place.origin(), "the table " + name);
    TablePlan child = TablePlan.child(name, place.table(), place.value());
    tables.add(child);
    return new Plan.Items(plan(element, place.elements(child)));
  }

  private void addColumn(Node node, Place place, ColumnType read) {
    Declared declared = declared(place);
    ColumnType type = declared.columnType(read);
    String column = columnName(place, declared);
    seen.add(place.origin());
    seen.add(place.path());
    declared.refuseUnfit(type, column, request.name());
    String origin = place.origin().isEmpty() ? "the record itself" : place.origin();
    claim(
        place.table().name() + "." + column,
        origin,
        "the column " + column + " of table " + place.table().name());
    rewrites |= restyles(node, read) || strains(node, read, place);
    place.table().add(new Column(column, type), sql(node, place, read, type));
    if (lacks.remove(place.origin()) != null || lacks.remove(place.path()) != null) {
      requireRoot(place, column);
      lacks.put(column, Sql.name(column) + " IS NULL");
    }
    boolean asRead = !declared.values().readsText();
    if (asRead && type == Simple.TEXT && looksLikeDates(node.scalars())) {
      ambiguities.add(
          "column "
              + column
              + " of table "
              + place.table().name()
              + " holds dates that do not say which part is the day, such as 01/02/2024; it stays"
              + " text");
    }
  }

  private void requireRoot(Place place, String column) {
    if (!place.table().equals(tables.getFirst())) {
      throw new LeatException(
          ReadError.REQUIRED_UNREACHABLE,
          "The column "
              + column
              + " of table "
              + place.table().name()
              + " is required, and its rows are parts of a record.",
          "Require columns of "
              + request.name()
              + " itself; of others, let a check of the table say so.");
    }
  }

  private String sql(Node node, Place place, ColumnType read, ColumnType type) {
    Declared declared = declared(place);
    DateFormat format = format(node, declared);
    if (declared.values().readsText()) {
      return declared.values().ofText(place.value(), type, format);
    }
    if (format != null) {
      return declared.values().filled(format.parsed(place.value(), type), type);
    }
    String value =
        SqlTypes.cast(read)
            ? "CAST(" + place.value() + " AS " + SqlTypes.of(read) + ")"
            : place.value();
    return declared.values().filled(value, type);
  }

  /** Whether a number, or an empty object, on its way to text would come out otherwise. */
  private static boolean restyles(Node node, ColumnType type) {
    if (type == Simple.JSON) {
      return node.restyled();
    }
    Node texts = type instanceof ColumnType.ListOf ? node.element() : node;
    boolean isText = SqlTypes.staged(type).equals("VARCHAR");
    return isText && texts != null && (texts.restyled() || texts.object() || texts.array());
  }

  /** Whether values may not fit the declared type: then each is looked at. */
  private boolean strains(Node node, ColumnType type, Place place) {
    Declared declared = declared(place);
    if (declared.values().readsText()) {
      ColumnType wanted = declared.columnType(type);
      return !declared.values().checks(wanted, format(node, declared)).isEmpty();
    }
    if (declared.type() == null || format(node, declared) != null) {
      return format(node, declared) != null;
    }
    boolean scalarOnly = !node.object() && !node.array();
    return type != Simple.JSON && !(scalarOnly && node.scalars().fit(type));
  }

  private static boolean looksLikeDates(Scalars scalars) {
    return scalars.has(Scalars.TEXT)
        && scalars.forms() != TextForms.ALL
        && TextForms.settled(scalars.forms()) == TextForms.AMBIGUOUS_DATE;
  }

  /** As declared, else as every text of the field is written. */
  private static @Nullable DateFormat format(Node node, Declared declared) {
    if (declared.format() != null || node.object() || node.array()) {
      return declared.format();
    }
    Optional<DateStyle> style = node.scalars().style();
    boolean wanted =
        declared.type() == null
            || declared.type() == Simple.TIMESTAMP
            || style.map(DateStyle::type).equals(Optional.of(declared.type()));
    return wanted ? style.map(DateStyle::format).orElse(null) : null;
  }

  private void claim(String what, String origin, String description) {
    String other = origins.putIfAbsent(what, origin);
    if (other != null) {
      throw collision(other, origin, description);
    }
  }

  static LeatException collision(String one, String other, String description) {
    return new LeatException(
        ReadError.COLUMN_COLLISION,
        "'" + one + "' and '" + other + "' would both become " + description,
        "give one of them another name under columns: in leat.yaml, by its name as the provider"
            + " writes it");
  }

  private String columnName(Place place, Declared declared) {
    String own = place.column().isEmpty() ? ALONE : place.column();
    return Names.fitting(declared.name() == null ? own : declared.name());
  }

  private Declared declared(Place place) {
    Declared exact = request.columns().get(place.origin());
    Declared normal = request.columns().get(place.path());
    return first(exact, first(normal, UNDECLARED));
  }

  private static Declared first(@Nullable Declared one, Declared other) {
    return one == null ? other : one;
  }

  List<TablePlan> tables() {
    return tables;
  }

  /** By required column, the SQL that says that a row has no value there; to be added to. */
  Map<String, String> lacks() {
    return lacks;
  }

  /** The declared names that fields have. */
  Set<String> seen() {
    return seen;
  }

  boolean rewrites() {
    return rewrites;
  }

  List<String> ambiguities() {
    return List.copyOf(ambiguities);
  }
}
