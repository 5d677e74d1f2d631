package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
  @Test
  void keepsEveryDigit() {
    assertThat(
            new JsonText()
                .with("long", 9_007_199_254_740_993L)
                .with("huge", new BigInteger("170141183460469231731687303715884105727"))
                .with("money", new BigDecimal("1.10"))
                .with("small", new BigDecimal("0.000000000000000000000001"))
                .with("double", 0.1)
                .toString())
        .isEqualTo(
            "{\"long\":9007199254740993,\"huge\":170141183460469231731687303715884105727,"
                + "\"money\":1.10,\"small\":0.000000000000000000000001,\"double\":0.1}");
  }

  @Test
  void writesWhatJsonHasNoNumberForAsText() {
    assertThat(JsonText.of(List.of(Double.NaN, Double.NEGATIVE_INFINITY)))
        .isEqualTo("[\"NaN\",\"-Infinity\"]");
  }

  @Test
  void escapesTexts() {
    assertThat(JsonText.of("a\"b\\c\nd\u0000é日😀\ud800"))
        .isEqualTo("\"a\\\"b\\\\c\\nd\\u0000é日😀\\ud800\"");
  }

  @Test
  void nests() {
    assertThat(
            new JsonText()
                .with("null", null)
                .with("map", Map.of("k", true))
                .with("object", new JsonText().with("a", 1))
                .with("time", LocalDateTime.of(2026, 1, 2, 3, 4))
                .with("raw", new JsonText.Raw("{\"x\":\n1}"))
                .toString())
        .isEqualTo(
            "{\"null\":null,\"map\":{\"k\":true},\"object\":{\"a\":1},"
                + "\"time\":\"2026-01-02T03:04:00\",\"raw\":{\"x\": 1}}");
  }
}
