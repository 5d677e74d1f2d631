package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextWidthTest {
  @Test
  void countsColumnsOfATerminal() {
    assertThat(TextWidth.of("Jonas")).isEqualTo(5);
    assertThat(TextWidth.of("Valančiūnas")).isEqualTo(11);
    assertThat(TextWidth.of("Valanc\u030ciu\u0304nas")).isEqualTo(11);
    assertThat(TextWidth.of("日本代表")).isEqualTo(8);
    assertThat(TextWidth.of("한국")).isEqualTo(4);
    assertThat(TextWidth.of("⚽ ok")).isEqualTo(5);
    assertThat(TextWidth.of("😀")).isEqualTo(2);
    assertThat(TextWidth.of("a\u200bb")).isEqualTo(2);
    assertThat(TextWidth.of("🇳🇱 nl")).isEqualTo(5);
    assertThat(TextWidth.of("👩\u200d👩\u200d👧\u200d👦")).isEqualTo(2);
    assertThat(TextWidth.of("")).isZero();
  }

  @Test
  void breaksLines() {
    assertThat(TextWidth.wrap("日本代表ab", 5)).containsExactly("日本", "代表a", "b");
    assertThat(TextWidth.wrap("", 5)).containsExactly("");
  }

  @Test
  void cutsWhatDoesNotFit() {
    assertThat(TextWidth.cut("Barcelona", 9)).isEqualTo("Barcelona");
    assertThat(TextWidth.cut("Barcelona", 5)).isEqualTo("Barc…");
    assertThat(TextWidth.cut("日本代表", 8)).isEqualTo("日本代表");
    assertThat(TextWidth.cut("日本代表", 6)).isEqualTo("日本…");
    assertThat(TextWidth.cut("日本代表", 4)).isEqualTo("日…");
    assertThat(TextWidth.cut("😀😀😀", 4)).isEqualTo("😀…");
  }
}
