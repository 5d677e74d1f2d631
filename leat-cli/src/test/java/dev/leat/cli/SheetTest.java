package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SheetTest {
  private final CapturedTerminal captured = CapturedTerminal.plain();

  @Test
  void setsNumbersToTheRightAndTextsToTheLeft() {
    Sheet.of("table", ">rows", "state")
        .row("matches", 68, "LOADED")
        .row("events", 23_100, "CURRENT")
        .print(captured.terminal());
    assertThat(captured.out())
        .isEqualTo(
            """
            table     rows  state
            matches     68  LOADED
            events   23100  CURRENT
            """);
  }

  @Test
  void alignsWideCharacters() {
    Sheet.of("name", ">n").row("日本", 1).row("abcd", 22).print(captured.terminal());
    assertThat(captured.out())
        .isEqualTo(
            """
            name   n
            日本   1
            abcd  22
            """);
  }

  @Test
  void takesColumnsFromTheWidestFirst() {
    var sheet = new Sheet(List.of("a", "b"), new boolean[2]);
    sheet.add(List.of("x".repeat(50), "y".repeat(10)));
    int[] widths = sheet.widths(32);
    assertThat(widths).containsExactly(20, 10);
    assertThat(sheet.line(List.of("x".repeat(50), "y"), widths))
        .isEqualTo("x".repeat(19) + "…" + "  y");
  }

  @Test
  void givesUpHeadsBeforeTextsAndNeverNumbers() {
    var sheet = Sheet.of("table", ">quarantined", "state").row("m".repeat(30), 1_234_567, "LOADED");
    assertThat(sheet.widths(47)).containsExactly(30, 7, 6);
    assertThat(sheet.widths(37)).containsExactly(20, 7, 6);
    assertThat(sheet.widths(10)).containsExactly(4, 7, 4);
  }

  @Test
  void writesOutWhatTurnsTheDirection() {
    assertThat(Sheet.oneLine("a\u202eb\u2067c")).isEqualTo("a\\u202eb\\u2067c");
  }

  @Test
  void neverLetsDataMoveTheCursor() {
    Sheet.of("name").row("a\nb\t\u001b[2Jc").print(captured.terminal());
    assertThat(captured.out()).isEqualTo("name\na\\nb\\t\\u001b[2Jc\n");
  }
}
