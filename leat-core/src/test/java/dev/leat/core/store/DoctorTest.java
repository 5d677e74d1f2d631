package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.LINEUPS;
import static dev.leat.core.store.StoreFixture.MONDAY;
import static dev.leat.core.store.StoreFixture.RUN;
import static dev.leat.core.store.StoreFixture.complete;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.TestCatalogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class DoctorTest {
  private final TestCatalogs.Kind kind;

  @TempDir Path folder;

  DoctorTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @Test
  void restoresRevisionsInTheirOwnOrderWhereADraftWasOvertaken() {
    try (var lost = fixture("one")) {
      Draft one = lost.store.draft(match(1), lost.lease("one"));
      Draft two = lost.store.draft(match(1), lost.lease("two"));
      lost.land(one, EVENTS, "[1]", MONDAY);
      lost.land(two, LINEUPS, "[2]", MONDAY);
      two.commit(complete("A - B"), RUN);
      one.commit(complete("A - B"), RUN);
    }
    try (var rebuilt = fixture("two")) {
      assertThat(new Doctor(rebuilt.store).rebuild(rebuilt.lease("all")))
          .isEqualTo(new Doctor.Rebuilt(2, 2, List.of()));

      assertThat(rebuilt.content(match(1), EVENTS)).isEqualTo("[1]");
      assertThat(rebuilt.content(match(1), LINEUPS)).isEqualTo("[2]");
    }
  }

  @Test
  void restoresALostCatalogFromTheManifests() {
    try (var lost = fixture("one")) {
      Lease lease = lost.lease("all");
      for (int i = 1; i <= 12; i++) {
        lost.put(match(1), lease, "[" + i + "]", MONDAY);
      }
      Draft draft = lost.store.draft(match(2), lease);
      lost.land(draft, EVENTS, "[a]", MONDAY);
      lost.land(draft, LINEUPS, "[b]", MONDAY);
      draft.commit(complete("C - D"), RUN);
      lost.land(lost.store.draft(match(3), lease), EVENTS, "[never committed]", MONDAY);
    }
    try (var rebuilt = fixture("two")) {
      var doctor = new Doctor(rebuilt.store);

      assertThat(doctor.rebuild(rebuilt.lease("all")))
          .isEqualTo(new Doctor.Rebuilt(13, 14, List.of()));
      assertThat(doctor.rebuild(rebuilt.lease("again")))
          .isEqualTo(new Doctor.Rebuilt(0, 0, List.of()));

      assertThat(rebuilt.store.datasets(DatasetFilter.ALL))
          .extracting(dataset -> dataset.row().name())
          .containsExactly("a match", "C - D");
      assertThat(rebuilt.content(match(1), EVENTS)).isEqualTo("[12]");
      assertThat(rebuilt.content(match(2), LINEUPS)).isEqualTo("[b]");
      assertThat(doctor.damaged()).isEmpty();
    }
  }

  @Test
  void oneDamagedManifestKeepsNoOtherFromComingBack() throws Exception {
    Path damaged;
    try (var lost = fixture("one")) {
      Lease lease = lost.lease("all");
      lost.put(match(1), lease, "[1]", MONDAY);
      lost.put(match(2), lease, "[2]", MONDAY);
      damaged = path(lost, 1).resolveSibling(Manifest.FILE);
      Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 40));
    }
    try (var rebuilt = fixture("two")) {
      Doctor.Rebuilt told = new Doctor(rebuilt.store).rebuild(rebuilt.lease("all"));

      assertThat(told.revisions()).isEqualTo(1);
      assertThat(told.unreadable())
          .singleElement()
          .asString()
          .contains("/" + Manifest.FILE, "is damaged");
      assertThat(rebuilt.content(match(2), EVENTS)).isEqualTo("[2]");
      assertThat(rebuilt.store.dataset(match(1))).isEmpty();
    }
  }

  @Test
  void namesEveryDamagedAndEveryMissingFile() throws Exception {
    try (var on = fixture("one")) {
      Lease lease = on.lease("all");
      on.put(match(1), lease, "[1]", MONDAY);
      on.put(match(2), lease, "[2]", MONDAY);
      on.put(match(3), lease, "[3]", MONDAY);
      Path first = path(on, 1);
      byte[] bytes = Files.readAllBytes(first);
      bytes[1] ^= 1;
      Files.write(first, bytes);
      Files.delete(path(on, 2));

      assertThat(new Doctor(on.store).damaged())
          .extracting(damaged -> damaged.problem().code())
          .containsExactly(FileError.FILE_CORRUPT, FileError.FILE_MISSING);
    }
  }

  private static Path path(StoreFixture on, long id) {
    StoredFile file = on.store.dataset(match(id)).orElseThrow().file(EVENTS).orElseThrow();
    return on.files.local(file.bytes().path()).orElseThrow();
  }

  private StoreFixture fixture(String catalog) {
    return new StoreFixture(
        kind.settings(folder.resolve(catalog)), FileStores.open(folder.resolve("store")));
  }
}
