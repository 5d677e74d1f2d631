package dev.leat.connect.postgres;

import dev.leat.api.Disposition.Absence;
import dev.leat.testkit.destination.HistoryStory;
import dev.leat.testkit.destination.HistoryStory.Kept;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
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
      @ForAll Kept kept)
      throws SQLException {
    try (PostgresDestination destination = TestServer.destination(TestServer.database());
        Connection workbench = DriverManager.getConnection("jdbc:duckdb:")) {
      new HistoryStory(destination, workbench, "story", absence, kept).play(steps);
    }
  }
}
