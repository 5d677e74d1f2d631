package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.read.NumberEvidence.Found;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One file has one style of numbers, which all values of its columns prove, or none. */
final class NumberEvidenceTest {
  private static Found found(char delimiter, String... records) {
    var evidence = new NumberEvidence(delimiter);
    for (String record : records) {
      evidence.add(new ArrayList<>(List.of(record.split("\\|"))));
    }
    return evidence.found();
  }

  private static void expect(Found found, NumberStyle style, Boolean... columns) {
    assertThat(found.style()).isEqualTo(style);
    assertThat(found.columns()).containsExactly(columns);
    assertThat(found.unclear()).doesNotContain(true);
  }

  @Test
  void aDecimalCommaIsProven() {
    expect(found(';', "1|12,5|x", "2|7|y"), NumberStyle.COMMA, false, true, false);
    expect(found(';', "1.234,50|1,234"), NumberStyle.COMMA, true, true);
    expect(found(';', "1.234.567,5|-0,25"), NumberStyle.COMMA, true, true);
    expect(found(',', "1.234,50"), NumberStyle.COMMA, true);
  }

  @Test
  void thousandsAreProven() {
    expect(found(',', "1,234.50|1,234", "12.00|5"), NumberStyle.POINT, true, true);
    expect(found(',', "1,234,567"), NumberStyle.POINT, true);
  }

  @Test
  void nothingIsChangedWithoutProof() {
    expect(found(',', "12.5|1.234|x"), NumberStyle.PLAIN, false, false, false);
    expect(found(',', "1,2", "3,4"), NumberStyle.PLAIN, false);
    expect(found(';', "12,5", "none"), NumberStyle.PLAIN, false);
    expect(found(';', "007,5"), NumberStyle.PLAIN, false);
    expect(found(';', "+12,5"), NumberStyle.PLAIN, false);
  }

  @Test
  void whatIsUnclearIsTold() {
    assertThat(found(';', "1,234", "5,678").unclear()).containsExactly(true);
    Found both = found(';', "12,5|1.5", "7,25|2.75");
    assertThat(both.style()).isEqualTo(NumberStyle.PLAIN);
    assertThat(both.unclear()).containsExactly(true, false);
    Found beside = found(';', "12,5|52.123");
    assertThat(beside.style()).isEqualTo(NumberStyle.COMMA);
    assertThat(beside.columns()).containsExactly(true, false);
    assertThat(beside.unclear()).containsExactly(false, true);
  }
}
