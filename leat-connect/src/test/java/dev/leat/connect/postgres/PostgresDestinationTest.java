package dev.leat.connect.postgres;

import dev.leat.api.Destination;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.HistoryConformance;
import dev.leat.testkit.destination.MergeConformance;
import dev.leat.testkit.destination.ModelConformance;
import dev.leat.testkit.destination.NamesConformance;
import dev.leat.testkit.destination.ReferenceConformance;
import dev.leat.testkit.destination.VaultConformance;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class PostgresDestinationTest
    implements DestinationConformance,
        MergeConformance,
        NamesConformance,
        ModelConformance,
        HistoryConformance,
        VaultConformance,
        ReferenceConformance {
  private final PostgresDestination destination = TestServer.destination(TestServer.database());
  private Connection workbench;

  @BeforeEach
  void openWorkbench() throws SQLException {
    workbench = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void close() throws SQLException {
    destination.close();
    workbench.close();
  }

  @Override
  public Destination destination() {
    return destination;
  }

  @Override
  public Connection workbench() {
    return workbench;
  }
}
