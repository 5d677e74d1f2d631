package dev.leat.connect.duckdb;

import dev.leat.api.Destination;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.HistoryConformance;
import dev.leat.testkit.destination.MergeConformance;
import dev.leat.testkit.destination.ModelConformance;
import dev.leat.testkit.destination.NamesConformance;
import dev.leat.testkit.destination.ReferenceConformance;
import dev.leat.testkit.destination.VaultConformance;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbDestinationTest
    implements DestinationConformance,
        MergeConformance,
        NamesConformance,
        ModelConformance,
        HistoryConformance,
        VaultConformance,
        ReferenceConformance {
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
        new Limits(Duration.ZERO, 500_000),
        time -> {});
  }

  @Override
  public Connection workbench() {
    return workbench;
  }
}
