package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.RowSink.ResultColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowPrinterTest {
  private static final List<ResultColumn> COLUMNS =
      List.of(
          new ResultColumn("id", "BIGINT"),
          new ResultColumn("name", "VARCHAR"),
          new ResultColumn("paid", "DECIMAL(10,2)"),
          new ResultColumn("day", "DATE"),
          new ResultColumn("at", "TIMESTAMP WITH TIME ZONE"),
          new ResultColumn("more", "JSON"));

  private static final List<@Nullable Object> FIRST =
      List.of(
          9_007_199_254_740_993L,
          "日本, \"x\"",
          new BigDecimal("1.10"),
          LocalDate.of(2026, 1, 2),
          Instant.parse("2026-01-02T03:04:05.600Z"),
          "{\"a\": [1,\n2]}");
  private static final List<@Nullable Object> SECOND =
      Arrays.asList(7L, "", null, null, null, null);

  @Test
  void alignsForPeople() {
    assertThat(print(Output.TABLE))
        .isEqualTo(
            """
                          id  name       paid  day         at                      more
            9007199254740993  日本, "x"  1.10  2026-01-02  2026-01-02T03:04:05.600Z  {"a": [1,\\n2]}
                           7             NULL  NULL        NULL                    NULL
            """
                .replace("at                      more", "at                        more")
                .replace("NULL                    NULL", "NULL                      NULL"));
  }

  @Test
  void tellsNullFromEmptyInCsv() {
    assertThat(print(Output.CSV))
        .isEqualTo(
            """
            id,name,paid,day,at,more
            9007199254740993,"日本, ""x""\",1.10,2026-01-02,2026-01-02T03:04:05.600Z,"{""a"": [1,
            2]}"
            7,"",,,,
            """);
  }

  @Test
  void keepsDigitsAndJsonInJson() {
    assertThat(print(Output.JSON))
        .isEqualTo(
            """
            {"id":9007199254740993,"name":"日本, \\"x\\"","paid":1.10,"day":"2026-01-02",\
            "at":"2026-01-02T03:04:05.600Z","more":{"a": [1, 2]}}
            {"id":7,"name":"","paid":null,"day":null,"at":null,"more":null}
            """);
  }

  @Test
  void printsManyRowsWithoutHoldingThem() {
    var captured = CapturedTerminal.plain();
    RowPrinter printer = RowPrinter.of(Output.TABLE, captured.terminal());
    printer.columns(List.of(new ResultColumn("n", "BIGINT")));
    for (long row = 0; row < 2_500; row++) {
      printer.row(List.of(row));
    }
    printer.end();
    assertThat(captured.out().lines().toList())
        .hasSize(2_501)
        .startsWith("  n", "  0")
        .endsWith("2499");
  }

  @Test
  void fitsATerminal() {
    var captured = CapturedTerminal.of("", new Terminal.Abilities(false, true, false, false, 20));
    RowPrinter printer = RowPrinter.of(Output.TABLE, captured.terminal());
    printer.columns(List.of(new ResultColumn("n", "BIGINT"), new ResultColumn("t", "VARCHAR")));
    printer.row(List.of(1L, "a".repeat(50)));
    printer.end();
    assertThat(captured.out()).isEqualTo("n  t\n1  " + "a".repeat(16) + "…\n");
    assertThat(captured.err()).isEqualTo("1 row\n");
  }

  @Test
  void columnsThatDoNotFitSideBySideStandBelowOneAnother() {
    var captured = CapturedTerminal.of("", new Terminal.Abilities(false, true, false, false, 30));
    RowPrinter printer = RowPrinter.of(Output.TABLE, captured.terminal());
    printer.columns(COLUMNS);
    printer.row(FIRST);
    printer.row(SECOND);
    printer.end();
    assertThat(captured.out())
        .isEqualTo(
            """
            row 1
            id    9007199254740993
            name  日本, "x"
            paid  1.10
            day   2026-01-02
            at    2026-01-02T03:04:05.600Z
            more  {"a": [1,\\n2]}
            row 2
            id    7
            name
            paid  NULL
            day   NULL
            at    NULL
            more  NULL
            """);
  }

  private static String print(Output output) {
    var captured = CapturedTerminal.plain();
    RowPrinter printer = RowPrinter.of(output, captured.terminal());
    printer.columns(COLUMNS);
    printer.row(FIRST);
    printer.row(SECOND);
    printer.end();
    return captured.out();
  }
}
