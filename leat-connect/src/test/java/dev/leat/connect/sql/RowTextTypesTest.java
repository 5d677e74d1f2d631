package dev.leat.connect.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rows of every type have one text where they are equal, and two where they are not. */
final class RowTextTypesTest {
  private static final int ROWS = 80;

  /** Texts that look like parts of the form. */
  private static final List<String> TEXTS =
      List.of("", "~", "t0:", "t1:a", "n1:1", "1", "01", "1.0", "NULL", "a|b", "2024-06-01", "ñ");

  private static final List<ColumnType> TYPES =
      List.of(
          Simple.BOOLEAN,
          Simple.BIGINT,
          Simple.HUGEINT,
          new Decimal(9, 4),
          Simple.DOUBLE,
          Simple.DATE,
          Simple.TIME,
          Simple.TIMESTAMP,
          Simple.TIMESTAMPTZ,
          Simple.TEXT,
          Simple.JSON,
          Simple.BYTES,
          new ListOf(Simple.TEXT),
          new ListOf(new Decimal(9, 4)),
          new ListOf(Simple.TIMESTAMPTZ));

  @Property(tries = 25)
  void rowsOfAnyTypesShareATextWhereTheyAreEqualAlone(@ForAll long seed) throws SQLException {
    var random = new Random(seed);
    List<Column> columns =
        IntStream.range(0, 3)
            .mapToObj(i -> new Column("c" + i, TYPES.get(random.nextInt(TYPES.size()))))
            .toList();
    List<String> names = columns.stream().map(Column::name).toList();
    String rows =
        IntStream.range(0, ROWS)
            .mapToObj(row -> row(columns, random))
            .collect(Collectors.joining(" UNION ALL "));
    String same =
        names.stream()
            .map(name -> "x." + name + " IS NOT DISTINCT FROM y." + name)
            .collect(Collectors.joining(" AND "));
    for (String text :
        List.of(
            RowText.ofKey(columns, names), RowText.ofRow(columns), RowText.ofWholeRow(columns))) {
      assertThat(
              number(
                  "WITH r AS MATERIALIZED (SELECT *, %s AS written FROM (%s)) SELECT count(*) FROM r x, r y WHERE (%s) <> (x.written = y.written)"
                      .formatted(text, rows, same)))
          .as("%s", columns)
          .isZero();
    }
  }

  private static String row(List<Column> columns, Random random) {
    return columns.stream()
        .map(column -> value(column.type(), random) + " AS " + column.name())
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private static String value(ColumnType type, Random random) {
    String value = random.nextInt(5) == 0 ? "NULL" : some(type, random);
    return "CAST(" + value + " AS " + sql(type) + ")";
  }

  private static String some(ColumnType type, Random random) {
    return switch (type) {
      case Decimal decimal -> one(random, "0", "0.1", "0.10", "10", "1.0000", "-1", "0.0001");
      case ListOf list -> {
        var elements = new ArrayList<String>();
        for (int i = random.nextInt(3); i > 0; i--) {
          elements.add(value(list.element(), random));
        }
        yield "[" + String.join(", ", elements) + "]";
      }
      case Simple simple -> some(simple, random);
    };
  }

  private static String some(Simple type, Random random) {
    return switch (type) {
      case BOOLEAN -> one(random, "true", "false");
      case BIGINT, HUGEINT -> one(random, "0", "1", "-1", "10", "11", "9223372036854775807");
      case DOUBLE -> one(random, "0", "0.1", "1e-1", "1e22", "1e300", "'NaN'", "'-Infinity'");
      case DATE -> one(random, "'2024-06-01'", "'2024-06-10'", "'0001-01-01'", "'12024-01-01'");
      case TIME -> one(random, "'00:00:00'", "'08:30:00'", "'08:30:00.000001'");
      case TIMESTAMP ->
          one(
              random,
              "'2024-06-01 00:00:00'",
              "'2024-06-01 00:00:00.000001'",
              "'2024-06-01 08:30:00'",
              "'12024-06-01 08:30:00'");
      case TIMESTAMPTZ ->
          one(
              random,
              "'2024-06-01 02:00:00+02'",
              "'2024-06-01 00:00:00+00'",
              "'2024-06-01 00:00:00+02'",
              "'2024-10-27 00:30:00+00'",
              "'2024-10-27 01:30:00+00'");
      case TEXT -> "'" + TEXTS.get(random.nextInt(TEXTS.size())) + "'";
      case JSON ->
          one(random, "'null'", "'\"\"'", "'{}'", "'[]'", "'{\"a\":1}'", "'{\"a\": 1}'", "'1'");
      case BYTES -> one(random, "''", "'\\x00'", "'\\x00\\x00'", "'0'", "'00'", "'\\xFF'");
    };
  }

  private static String one(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static String sql(ColumnType type) {
    return switch (type) {
      case Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
      case ListOf list -> sql(list.element()) + "[]";
      case Simple simple -> plain(simple);
    };
  }

  private static String plain(Simple simple) {
    return switch (simple) {
      case TEXT -> "VARCHAR";
      case BYTES -> "BLOB";
      default -> simple.name();
    };
  }

  private static long number(String sql) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duck.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
