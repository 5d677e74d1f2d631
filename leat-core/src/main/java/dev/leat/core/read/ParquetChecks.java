package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL that finds values of Parquet files that the table's columns cannot hold. */
final class ParquetChecks {
  /**
   * @param misfit the SQL of a row's first value that does not fit, null where all do
   */
  record Check(String column, String misfit, String reason) {}

  private final boolean strict;
  private final List<Check> checks = new ArrayList<>();

  private ParquetChecks(boolean strict) {
    this.strict = strict;
  }

  /** Where a value is: its name, its SQL, and the lists that it is an element of. */
  private record Place(String name, String value, List<String> lists) {
    Place field(String field) {
      String sql = value.isEmpty() ? Sql.name(field) : Sql.field(value, field);
      return new Place(name.isEmpty() ? field : name + "." + field, sql, lists);
    }

    Place element() {
      var deeper = new ArrayList<>(lists);
      deeper.add(value);
      return new Place(name + "[]", ValueChecks.element(deeper.size()), deeper);
    }
  }

  /** The checks of the columns of a file. */
  static List<Check> of(Plan plan, DuckType.Struct struct, TableRequest request) {
    var all = new ParquetChecks(request.mode() == TableRequest.Mode.QUARANTINE_ROW);
    all.fields(plan.fields(), struct, new Place("", "", List.of()));
    return all.checks;
  }

  private void fields(Plan.@Nullable Fields fields, DuckType.Struct struct, Place place) {
    for (Map.Entry<String, DuckType> entry : struct.fields().entrySet()) {
      Plan.Field field = fields == null ? null : fields.byName().get(entry.getKey());
      Place at = place.field(entry.getKey());
      if (field == null) {
        uncovered(at);
      } else {
        value(field.plan(), entry.getValue(), at);
      }
    }
  }

  private void value(Plan plan, DuckType type, Place place) {
    Plan.Leaf leaf = plan.leaf();
    if (plan.fields() != null && type instanceof DuckType.Struct struct) {
      fields(plan.fields(), struct, place);
    } else if (plan.items() != null && type instanceof DuckType.ListType list) {
      value(plan.items().element(), list.element(), place.element());
    } else if (leaf == null) {
      uncovered(place);
    } else if (leaf.type() instanceof ColumnType.ListOf wanted
        && type instanceof DuckType.ListType list) {
      leaf(leaf.column(), wanted.element(), list.element(), place.element());
    } else if (leaf.format() == null) {
      leaf(leaf.column(), leaf.type(), type, place);
    }
  }

  private void uncovered(Place place) {
    if (strict) {
      add(
          place.name(),
          "CAST(" + place.value() + " AS VARCHAR)",
          place,
          "the table has no column for it");
    }
  }

  private void leaf(String column, ColumnType wanted, DuckType type, Place place) {
    if (wanted == Simple.TEXT || wanted == Simple.JSON || wanted == Simple.BYTES) {
      return;
    }
    String value = place.value();
    String misfit =
        "CASE WHEN %s IS NOT NULL AND NOT coalesce(%s, false) THEN CAST(%s AS VARCHAR) END"
            .formatted(value, fits(value, wanted, type), value);
    add(column, misfit, place, "not a value of type " + SqlTypes.words(wanted));
  }

  /** Texts as in CSV files; other values where they come back the same. */
  private static String fits(String value, ColumnType wanted, DuckType type) {
    if (!(type instanceof DuckType.Plain plain)) {
      return "false";
    }
    if (plain.name().equals("VARCHAR")) {
      return CsvTypes.fits(value, wanted);
    }
    return "TRY_CAST(TRY_CAST(%s AS %s) AS %s) = %s"
        .formatted(value, SqlTypes.of(wanted), plain.name(), value);
  }

  private void add(String column, String misfit, Place place, String reason) {
    checks.add(new Check(column, ValueChecks.within(place.lists(), misfit), reason));
  }
}
