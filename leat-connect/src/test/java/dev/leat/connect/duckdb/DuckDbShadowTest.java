package dev.leat.connect.duckdb;

import dev.leat.api.Destination;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.HistoryConformance;
import dev.leat.testkit.destination.MergeConformance;
import dev.leat.testkit.destination.ReferenceConformance;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The same promises where rebuilds write to shadow tables from the first row on. */
final class DuckDbShadowTest
    implements DestinationConformance, MergeConformance, HistoryConformance, ReferenceConformance {
  @TempDir Path folder;
  private Connection workbench;

  @BeforeEach
  void openWorkbench() throws SQLException {
    workbench = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void closeWorkbench() throws SQLException {
    workbench.close();
  }

  @Override
  public Destination destination() {
    return new DuckDbDestination(
        "duckdb:shop.duckdb",
        folder.resolve("shop.duckdb"),
        new Limits(Duration.ZERO, 0),
        time -> {});
  }

  @Override
  public Connection workbench() {
    return workbench;
  }
}
