package dev.leat.core.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.api.Disposition;
import dev.leat.api.Export.Format;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadFile;
import dev.leat.api.Origin;
import dev.leat.core.load.TableOutcome.Loaded;
import dev.leat.core.load.WantedFiles.WantedFile;
import dev.leat.core.project.FilePlace;
import dev.leat.core.read.TableRequest;
import dev.leat.core.report.ExportTask;
import dev.leat.core.report.ExportedFiles;
import dev.leat.core.report.Exporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider's file, whose events were counted by other means. */
final class SampleLoadTest {
  private static final long EVENTS = 3803;

  @TempDir Path folder;

  @Test
  void everyEventBecomesARowAndAParquetRow() throws IOException {
    Path events =
        Path.of(System.getProperty("leat.samples", ""), "statsbomb", "events_3788741.json");
    assumeTrue(Files.exists(events), "needs -Dleat.samples");
    try (var shop = new Shop(folder)) {
      shop.table(TableRequest.of("events").withKey("id"))
          .write(new Disposition.Merge(List.of("id"), Optional.empty()))
          .put(1, 0, "json", events);
      Loaded loaded = (Loaded) shop.load();
      assertThat(loaded.effects().root()).isEqualTo(new Counts(EVENTS, 0, 0, 0, 0));
      assertThat(shop.rows("select count(*), count(distinct id) from events"))
          .containsExactly(List.of("" + EVENTS, "" + EVENTS));

      String id = shop.rows("select id from events where _leat_row = 5").get(0).get(0);
      List<Origin> origins = shop.destination().origins("events", Map.of("id", id));
      assertThat(origins).hasSize(1);
      assertThat(origins.get(0).file()).isEqualTo(Shop.facts(1, 0));
      assertThat(origins.get(0).row()).isEqualTo(5);

      LoadFile before = Shop.facts(1, 0);
      var after =
          new LoadFile(
              2, before.dataset(), 1, before.feed(), before.url(), "f".repeat(64), Shop.AT);
      shop.take(1).put(new WantedFile(after, "json", Files.size(events), () -> events));
      assertThat(((Loaded) shop.load()).effects().root()).isEqualTo(new Counts(0, 0, EVENTS, 0, 0));

      ExportedFiles exported =
          new Exporter(shop.destination(), folder.resolve("staging"))
              .export(
                  ExportTask.ofTable(
                      "events",
                      new FilePlace.Local(folder.resolve("lake")),
                      Format.PARQUET,
                      List.of()));
      assertThat(exported.rows()).isEqualTo(EVENTS);
      assertThat(exported.origins()).extracting(LoadFile::revision).containsExactly(1);
      assertThat(
              shop.rows("select count(*) from '%s'".formatted(exported.files().get(0).content())))
          .containsExactly(List.of("" + EVENTS));
    }
  }
}
