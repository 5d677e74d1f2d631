package dev.leat.connect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*.csv a.csv",
        "*.csv deep/er/a.csv",
        "./*.csv a.csv",
        "orders/*.csv orders/a.csv",
        "orders/**/*.csv orders/a.csv",
        "orders/**/*.csv orders/x/y/a.csv",
        "**/orders/*.csv orders/a.csv",
        "orders/** orders/x/y",
        "{a,b}?.csv b1.csv",
        "a,b.csv a,b.csv",
        "[a-c]x.csv bx.csv",
        "[!a-c]x.csv dx.csv",
        "a+(1).csv a+(1).csv",
        "[^]].csv ^].csv",
      })
  void matches(String glob, String path) {
    assertThat(Glob.of(glob).matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*.csv a.csv.gz",
        "*.csv a.CSV",
        "./*.csv deep/a.csv",
        "orders/*.csv orders/x/a.csv",
        "orders/*.csv a/orders/b.csv",
        "a.csv abcsv",
        "{a,b}.csv ab.csv",
        "[a-c]x.csv dx.csv",
        "[!a]x /x",
        "a?b a/b",
      })
  void doesNotMatch(String glob, String path) {
    assertThat(Glob.of(glob).matches(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a,b", "[a", "a}"})
  void refusesWhatIsNotClosed(String glob) {
    assertThatThrownBy(() -> Glob.of(glob)).hasMessage("'" + glob + "' is not a pattern of paths");
  }

  @Test
  void keepsItsText() {
    assertThat(Glob.of("./*.csv").text()).isEqualTo("./*.csv");
  }
}
