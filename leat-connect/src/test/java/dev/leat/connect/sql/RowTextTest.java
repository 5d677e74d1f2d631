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
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;
import org.junit.jupiter.api.Test;

/** The texts and digests of docs/manual/vault.md, computed by another program. */
final class RowTextTest {
  private static final List<Column> PAIR =
      List.of(new Column("a", Simple.TEXT), new Column("b", Simple.TEXT));

  /** Opened once: that takes far longer than any question here. */
  private static final Connection DUCK = open();

  private static Connection open() {
    try {
      return DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keysHaveTheDigestsOfTheManual() throws SQLException {
    assertThat(key("'a|b' AS a, 'c' AS b", PAIR)).isEqualTo("7e0497324c02d9d19e654d4bbe352bd0");
    assertThat(key("'a' AS a, 'b|c' AS b", PAIR)).isEqualTo("6cfa2d81282b4d9057fd020902ec53e1");
    List<Column> one = List.of(new Column("a", Simple.TEXT));
    assertThat(key("CAST(NULL AS VARCHAR) AS a", one))
        .isEqualTo("4c761f170e016836ff84498202b99827");
    assertThat(key("'NULL' AS a", one)).isEqualTo("caaa4ab7f823f75a2fe26871a602ceea");
    assertThat(key("'' AS a", one)).isEqualTo("465e71d09b9368475742ec1b33d1cbfa");
    assertThat(key("1001 AS a", List.of(new Column("a", Simple.BIGINT))))
        .isEqualTo("ad63af3054240b424da6da2c585aa5fb");
    assertThat(key("'1001' AS a", one)).isEqualTo("ad63af3054240b424da6da2c585aa5fb");
    assertThat(key("'01001' AS a", one)).isEqualTo("dacd350710d60f8e268610fbb607b28d");
    assertThat(key("'2024-06-01' AS a", one)).isEqualTo("7d8442f9de808d58b1e65366eafc5667");
    assertThat(
            key("TIMESTAMP '2024-06-01 00:00:00' AS a", List.of(new Column("a", Simple.TIMESTAMP))))
        .isEqualTo("7d8442f9de808d58b1e65366eafc5667");
    assertThat(key("DATE '2024-06-01' AS a", List.of(new Column("a", Simple.DATE))))
        .isEqualTo("7d8442f9de808d58b1e65366eafc5667");
  }

  @Test
  void onlyNumbersAsTheyAreWrittenAreNumbersInAKey() throws SQLException {
    for (String number : List.of("0", "-5", "10", "0.5", "-0.05", "12.25")) {
      assertThat(value("'" + number + "'", Simple.TEXT))
          .isEqualTo("n" + number.length() + ":" + number)
          .isEqualTo(value("CAST(" + number + " AS DECIMAL(9,4))", new Decimal(9, 4)));
    }
    for (String text : List.of("-0", "+5", "05", "1.0", ".5", "5.", "1e3", " 5", "2024-13-01")) {
      assertThat(value("'" + text + "'", Simple.TEXT)).isEqualTo("t" + text.length() + ":" + text);
    }
  }

  @Test
  void aRowHasTheDigestOfTheManual() throws SQLException {
    List<Column> columns =
        List.of(
            new Column("number", Simple.BIGINT),
            new Column("date", Simple.DATE),
            new Column("account", Simple.TEXT),
            new Column("amount", new Decimal(6, 2)));
    String row =
        "1001 AS number, DATE '2024-06-01' AS date, 'Checking' AS account,"
            + " CAST(-120.50 AS DECIMAL(6,2)) AS amount";
    String text = "t7:accountt8:Checkingt6:amountn6:-120.5t4:dated10:2024-06-01t6:numbern4:1001";
    assertThat(ask(RowText.ofRow(columns), row)).isEqualTo(text);
    assertThat(ask(RowText.ofWholeRow(columns), row)).isEqualTo(text);
    assertThat(ask("md5(" + RowText.ofRow(columns) + ")", row))
        .isEqualTo("ddadad44ff69c294568bf0a4d857d678");
  }

  @Test
  void everyKindIsWrittenAsTheManualSays() throws SQLException {
    assertThat(value("true", Simple.BOOLEAN)).isEqualTo("b4:true");
    assertThat(value("CAST(100.00 AS DECIMAL(6,2))", new Decimal(6, 2))).isEqualTo("n3:100");
    assertThat(value("CAST(0 AS DECIMAL(6,2))", new Decimal(6, 2))).isEqualTo("n1:0");
    assertThat(value("170141183460469231731687303715884105727::HUGEINT", Simple.HUGEINT))
        .isEqualTo("n39:170141183460469231731687303715884105727");
    assertThat(value("0.1::DOUBLE", Simple.DOUBLE)).isEqualTo("f3:0.1");
    assertThat(value("1e16::DOUBLE", Simple.DOUBLE)).isEqualTo("f5:1e+16");
    assertThat(value("1e-5::DOUBLE", Simple.DOUBLE)).isEqualTo("f5:1e-05");
    assertThat(value("5::DOUBLE", Simple.DOUBLE)).isEqualTo("f3:5.0");
    assertThat(value("TIME '08:30:00'", Simple.TIME)).isEqualTo("h15:08:30:00.000000");
    assertThat(value("TIMESTAMP '2024-06-01 08:30:00'", Simple.TIMESTAMP))
        .isEqualTo("s26:2024-06-01T08:30:00.000000");
    assertThat(value("TIMESTAMPTZ '2024-06-01 08:30:00.5+02'", Simple.TIMESTAMPTZ))
        .isEqualTo("z27:2024-06-01T06:30:00.500000Z");
    assertThat(value("'ñ'", Simple.TEXT)).isEqualTo("t2:ñ");
    assertThat(value("'{\"a\": 1}'::JSON", Simple.JSON)).isEqualTo("j8:{\"a\": 1}");
    assertThat(value("'\\x0A\\xFF'::BLOB", Simple.BYTES)).isEqualTo("x4:0aff");
    assertThat(value("['a', NULL]", new ListOf(Simple.TEXT))).isEqualTo("l5:t1:a~");
  }

  @Property(tries = 100)
  void noTwoRowsShareAText(
      @ForAll @Size(2)
          List<
                  @WithNull(0.2) @StringLength(max = 4) @Chars({'a', 't', ':', '1', '~', 'n', '|'})
                  String>
              one,
      @ForAll @Size(2)
          List<
                  @WithNull(0.2) @StringLength(max = 4) @Chars({'a', 't', ':', '1', '~', 'n', '|'})
                  String>
              two)
      throws SQLException {
    boolean same = one.equals(two);
    for (String text :
        List.of(
            RowText.ofKey(PAIR, List.of("a", "b")),
            RowText.ofRow(PAIR),
            RowText.ofWholeRow(PAIR))) {
      assertThat(ask(text, pair(one)).equals(ask(text, pair(two)))).isEqualTo(same);
    }
  }

  private static String pair(List<String> values) {
    return literal(values.get(0)) + " AS a, " + literal(values.get(1)) + " AS b";
  }

  private static String literal(String value) {
    return value == null ? "CAST(NULL AS VARCHAR)" : "'" + value + "'";
  }

  private static String value(String sql, ColumnType type) throws SQLException {
    return ask(RowText.ofKey(List.of(new Column("a", type)), List.of("a")), sql + " AS a");
  }

  private static String key(String row, List<Column> columns) throws SQLException {
    List<String> names = columns.stream().map(Column::name).toList();
    return ask("md5(" + RowText.ofKey(columns, names) + ")", row);
  }

  private static String ask(String text, String row) throws SQLException {
    try (var statement = DUCK.createStatement();
        var rows = statement.executeQuery("SELECT " + text + " FROM (SELECT " + row + ")")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
