package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.fetch.FetchError;
import dev.leat.testkit.source.FakeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that keeps something back: one file, a listing, or all. */
final class DeniedTest {
  @TempDir private Path folder;
  private World world;

  @BeforeEach
  void open() {
    world = World.in(folder, TestCatalogs.Kind.SQLITE);
    world.yaml("sources:\n  fake:\n    type: fake\n    concurrency: 1\n");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static LeatException denied() {
    return new LeatException(FetchError.ACCESS_DENIED, "access denied: answered 403", "pay");
  }

  /** Matches from 1 on; those of the given kind are denied. */
  private static List<Offer> matches(int count, IntPredicate denied) {
    var offers = new ArrayList<Offer>();
    for (int match = 1; match <= count; match++) {
      FakeFile file = file("events__v1", "match " + match);
      offers.add(offer(match, denied.test(match) ? file.failing(denied()) : file));
    }
    return offers;
  }

  @Test
  void oneFileThatIsDeniedFailsItsTaskOnly() {
    world.source().offers(request -> matches(12, match -> match % 2 == 0));
    RunReport report = world.fetch();

    JobReport job = report.jobs().getFirst();
    assertThat(job.state()).isEqualTo(JobReport.State.FINISHED);
    assertThat(job.successful()).isEqualTo(6);
    assertThat(job.failed()).isEqualTo(6);
    assertThat(report.exitCode()).isEqualTo(1);
  }

  @Test
  void fiveInARowEndTheSource() {
    world.source().offers(request -> matches(12, match -> match > 2));
    RunReport report = world.fetch();

    JobReport job = report.jobs().getFirst();
    assertThat(job.state()).isEqualTo(JobReport.State.ABORTED);
    assertThat(job.reason()).isEqualTo("access denied: answered 403");
    assertThat(job.successful()).isEqualTo(2);
    assertThat(job.failed()).isBetween(5L, 6L);
  }

  @Test
  void aDeniedListingEndsTheSource() {
    FakeFile listing = file("matches__v1", "none of your business").failing(denied());
    world
        .source()
        .lists(
            (type, discovery) -> {
              var body = discovery.listing("season", Keys.NONE, listing.offered());
              assertThat(body.changed()).isTrue();
              return List.of();
            });
    RunReport report = world.fetch();

    assertThat(report.allFailures())
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.error().code()).isEqualTo(FetchError.CREDENTIALS_REJECTED);
              assertThat(failure.error().problem()).isEqualTo("access denied: answered 403");
            });
    assertThat(report.exitCode()).isEqualTo(2);
  }
}
