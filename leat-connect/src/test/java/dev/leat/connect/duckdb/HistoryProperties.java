package dev.leat.connect.duckdb;

import dev.leat.api.Disposition.Absence;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import dev.leat.testkit.destination.HistoryStory;
import dev.leat.testkit.destination.HistoryStory.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class HistoryProperties {
  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void aHistoryIsWhatAPlainModelTells(
      @ForAll @Size(min = 1, max = 7) List<@IntRange(max = 1_000_000) Integer> steps,
      @ForAll Absence absence,
      @ForAll Kept kept,
      @ForAll boolean shadows)
      throws SQLException, IOException {
    Path folder = Files.createTempDirectory("leat-history");
    Path file = folder.resolve("shop.duckdb");
    var limits = new Limits(Duration.ZERO, shadows ? 0 : 500_000);
    try (Connection workbench = DriverManager.getConnection("jdbc:duckdb:")) {
      var destination = new DuckDbDestination("duckdb:shop.duckdb", file, limits, time -> {});
      new HistoryStory(destination, workbench, "story", absence, kept).play(steps);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
