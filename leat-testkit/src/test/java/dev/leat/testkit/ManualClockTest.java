package dev.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class ManualClockTest {
  private final ManualClock clock = ManualClock.start();

  @Test
  void standsStillUntilMoved() {
    assertThat(clock.instant()).isEqualTo(ManualClock.START).isEqualTo(clock.instant());
    assertThat(clock.advance(Duration.ofSeconds(2))).isEqualTo(ManualClock.START.plusSeconds(2));
    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(2));
  }

  @Test
  void neverRunsBackwards() {
    clock.advanceTo(ManualClock.START.minusSeconds(1));

    assertThat(clock.instant()).isEqualTo(ManualClock.START);
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .hasMessage("time does not run backwards: PT-1S");
  }

  @Test
  void sharesItsHandsAcrossZones() {
    ManualClock amsterdam = clock.withZone(ZoneId.of("Europe/Amsterdam"));
    clock.advance(Duration.ofHours(1));

    assertThat(amsterdam.instant()).isEqualTo(clock.instant());
  }

  @Test
  void aPauseMovesTheClockAndIsRemembered() throws InterruptedException {
    ManualPause pause = ManualPause.on(clock);
    pause.pause(Duration.ofSeconds(3));
    pause.pause(Duration.ofSeconds(4));

    assertThat(pause.pauses()).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(4));
    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(7));
  }

  @Test
  void anInterruptedThreadDoesNotPause() {
    ManualPause pause = ManualPause.on(clock);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pause.pause(Duration.ofSeconds(3)))
        .isInstanceOf(InterruptedException.class);
    assertThat(pause.pauses()).isEmpty();
  }
}
