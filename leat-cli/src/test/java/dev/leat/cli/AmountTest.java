package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AmountTest {
  @Test
  void writesBytes() {
    assertThat(Amount.bytes(0)).isEqualTo("0 B");
    assertThat(Amount.bytes(999)).isEqualTo("999 B");
    assertThat(Amount.bytes(1_000)).isEqualTo("1.0 kB");
    assertThat(Amount.bytes(999_949)).isEqualTo("999.9 kB");
    assertThat(Amount.bytes(999_999)).isEqualTo("1.0 MB");
    assertThat(Amount.bytes(12_800_000_000L)).isEqualTo("12.8 GB");
    assertThat(Amount.bytes(Long.MAX_VALUE)).isEqualTo("9223.4 PB");
  }

  @Test
  void writesTimes() {
    assertThat(Amount.time(Duration.ofMillis(849))).isEqualTo("0.8 s");
    assertThat(Amount.time(Duration.ofMillis(59_999))).isEqualTo("0 m 59 s");
    assertThat(Amount.time(Duration.ofSeconds(125))).isEqualTo("2 m 05 s");
    assertThat(Amount.time(Duration.ofMinutes(187))).isEqualTo("3 h 07 m");
  }
}
