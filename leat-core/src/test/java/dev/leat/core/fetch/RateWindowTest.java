package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.project.RateLimit;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.ManualPause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RateWindowTest {
  @Property(tries = 200)
  void noWindowEverHoldsMoreThanTheLimit(
      @ForAll @IntRange(min = 1, max = 12) int requestsMax,
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 20_000) Integer> gaps)
      throws InterruptedException {
    ManualClock clock = ManualClock.start();
    var limit = new RateLimit(requestsMax, Duration.ofMinutes(1));
    var window = new RateWindow(limit, clock, ManualPause.on(clock)::pause);

    List<Instant> left = new ArrayList<>();
    for (int gap : gaps) {
      clock.advance(Duration.ofMillis(gap / 2));
      RateWindow.Ticket ticket = window.await(() -> {});
      left.add(clock.instant());
      clock.advance(Duration.ofMillis(gap / 2));
      ticket.answered();
    }

    for (int i = requestsMax; i < left.size(); i++) {
      assertThat(Duration.between(left.get(i - requestsMax), left.get(i)))
          .isGreaterThan(limit.per());
    }
  }

  @Property(tries = 50)
  void nobodyWaitsWithoutNeed(@ForAll @IntRange(min = 1, max = 50) int requestsMax)
      throws InterruptedException {
    ManualClock clock = ManualClock.start();
    ManualPause pause = ManualPause.on(clock);
    var window =
        new RateWindow(new RateLimit(requestsMax, Duration.ofMinutes(1)), clock, pause::pause);

    for (int i = 0; i < requestsMax; i++) {
      window.await(() -> {}).answered();
    }
    assertThat(pause.pauses()).isEmpty();

    window.await(() -> {}).answered();
    assertThat(pause.pauses()).containsExactly(Duration.ofMillis(60_001));
  }

  @Test
  void aSlowRequestKeepsItsPlaceUntilItIsAnswered() throws InterruptedException {
    ManualClock clock = ManualClock.start();
    ManualPause pause = ManualPause.on(clock);
    var window = new RateWindow(new RateLimit(1, Duration.ofMinutes(1)), clock, pause::pause);
    RateWindow.Ticket slow = window.await(() -> {});
    clock.advance(Duration.ofSeconds(50));
    slow.answered();
    clock.advance(Duration.ofSeconds(50));
    slow.answered();

    window.await(() -> {});

    assertThat(pause.pauses()).containsExactly(Duration.ofMillis(10_001));
  }
}
