package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class LeasesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Holder ONE = new Holder("elsewhere", 1, 1, "one");
  private static final Holder TWO = new Holder("elsewhere", 2, 1, "two");

  private final TestCatalogs.Kind kind;
  private final MovingClock clock = new MovingClock();
  private Catalog catalog;

  LeasesTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    catalog = kind.open(folder, clock);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void oneHoldsWhatAnotherIsRefused() {
    assertThat(catalog.leases().acquire("a", ONE, MINUTE))
        .contains(new Lease("main/a", ONE.toString(), 1, clock.instant().plus(MINUTE)));

    assertThat(catalog.leases().acquire("a", TWO, MINUTE)).isEmpty();
    assertThat(catalog.leases().acquire("a", ONE, MINUTE)).isEmpty();
    assertThat(catalog.leases().acquire("b", TWO, MINUTE)).isPresent();
  }

  @Test
  void aReleasedLeaseIsFreeUnderAHigherEpoch() {
    Lease first = catalog.leases().acquire("a", ONE, MINUTE).orElseThrow();
    catalog.leases().release(first);

    assertThat(catalog.leases().held("a")).isEmpty();
    assertThat(catalog.leases().acquire("a", TWO, MINUTE).orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void anExpiredLeaseIsTakenOverAndItsHolderIsTold() {
    Lease late = catalog.leases().acquire("a", ONE, MINUTE).orElseThrow();
    clock.advance(MINUTE);

    Lease taken = catalog.leases().acquire("a", TWO, MINUTE).orElseThrow();

    assertThat(taken.epoch()).isEqualTo(2);
    assertThatThrownBy(() -> catalog.leases().renew(late, MINUTE))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(CatalogError.LEASE_LOST);
              assertThat(e.problem())
                  .isEqualTo(
                      "another run took over main/a; what this one did not commit is left to it");
              assertThat(e.remedy())
                  .isEqualTo(
                      "nothing to repair; if this machine was not asleep, check that its clock is"
                          + " right");
            });
    catalog.leases().release(late);
    assertThat(catalog.leases().held("a")).contains(taken);
  }

  @Test
  void aRenewedLeaseOutlivesItsFirstTerm() {
    Lease lease = catalog.leases().acquire("a", ONE, MINUTE).orElseThrow();
    clock.advance(Duration.ofSeconds(59));
    catalog.leases().renew(lease, MINUTE);
    clock.advance(Duration.ofSeconds(59));

    assertThat(catalog.leases().acquire("a", TWO, MINUTE)).isEmpty();
  }

  @Test
  void aDeadProcessOfThisMachineHoldsNothing() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Holder dead = new Holder(Holder.here("x").machine(), ended.pid(), 1, "dead run");
    catalog.leases().acquire("a", dead, MINUTE);

    assertThat(catalog.leases().held("a")).isEmpty();
    assertThat(catalog.leases().acquire("a", Holder.here("next run"), MINUTE).orElseThrow().epoch())
        .isEqualTo(2);
    assertThat(catalog.leases().acquire("a", TWO, MINUTE)).isEmpty();
  }

  @Test
  void jobsOfDeadHoldersAreAbandoned() {
    Lease late = catalog.leases().acquire("a", ONE, MINUTE).orElseThrow();
    Lease alive = catalog.leases().acquire("b", ONE, Duration.ofHours(1)).orElseThrow();
    long lost = catalog.jobs().start(job(late));
    long running = catalog.jobs().start(job(alive));
    assertThat(catalog.jobs().reconcile()).isZero();

    clock.advance(MINUTE);
    catalog.leases().acquire("a", TWO, MINUTE);

    assertThat(catalog.jobs().reconcile()).isEqualTo(1);
    Jobs.JobRow abandoned = catalog.jobs().find(lost).orElseThrow();
    assertThat(abandoned.end().state()).isEqualTo(Jobs.State.ABANDONED);
    assertThat(abandoned.end().error()).isEqualTo("its process ended without saying so");
    assertThat(Objects.requireNonNull(abandoned.endedAt())).isEqualTo(clock.instant());
    assertThat(catalog.jobs().find(running).orElseThrow().end().state())
        .isEqualTo(Jobs.State.RUNNING);
  }

  private static Jobs.Start job(Lease lease) {
    return new Jobs.Start("run", "src", "match", "*", List.of("events__v1"), lease);
  }
}
