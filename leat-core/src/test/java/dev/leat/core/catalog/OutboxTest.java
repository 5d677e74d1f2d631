package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.core.catalog.Outbox.Entry;
import dev.leat.core.catalog.Outbox.Position;
import dev.leat.core.catalog.TestCatalogs.Kind;
import dev.leat.core.observe.EventReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OutboxTest {
  private final MovingClock clock = new MovingClock();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void eventsComeInOrderAndPageByPage(Kind kind) {
    try (Catalog catalog = kind.open(folder, clock)) {
      List<LeatEvent.DatasetCreated> told = List.of(event(1), event(2), event(3));
      catalog.outbox().append(told);

      List<Entry> first = catalog.outbox().page(Position.START, 2);
      List<Entry> rest = catalog.outbox().page(first.getLast().position(), 2);

      assertThat(first).hasSize(2);
      assertThat(rest).extracting(entry -> entry.event().orElseThrow()).containsExactly(event(3));
      clock.advance(Duration.ofDays(1));
      catalog.readers().advance("slow", first.getLast().position());
      assertThat(catalog.outbox().prune(clock.instant())).isEqualTo(2);
      assertThat(catalog.outbox().page(first.getLast().position(), 2)).isEqualTo(rest);
      catalog.readers().advance("slow", rest.getLast().position());
      assertThat(catalog.outbox().prune(clock.instant())).isEqualTo(1);
      catalog.outbox().append(List.of(event(4)));
      assertThat(catalog.outbox().page(rest.getLast().position(), 2)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readersPassOverTypesOfANewerProgram(Kind kind) {
    CatalogSettings settings = kind.settings(folder);
    try (Catalog catalog = Catalog.open(settings, clock)) {
      CatalogUrl url = CatalogUrl.parse(settings.url());
      try (Database database = Catalog.open(url, settings)) {
        database.write(
            Durability.POWER,
            session ->
                session.update(
                    "INSERT INTO {event} (bucket, type, payload, created_at)"
                        + " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                        + " WHERE i < 500) SELECT 'main', 'Teleported',"
                        + " '{\"type\": \"Teleported\"}', 0 FROM n"));
      }
      catalog.outbox().append(List.of(event(1)));
      var seen = new ArrayList<LeatEvent>();
      var reader = new EventReader(catalog, "a");

      int handled = reader.drain(entry -> seen.add(entry.event().orElseThrow()));

      assertThat(handled).isEqualTo(1);
      assertThat(seen).containsExactly(event(1));
      assertThat(reader.peek(10)).isEmpty();
    }
  }

  @Test
  void nothingIsLostWhenTwoWritersCommitOutOfOrder() throws SQLException {
    CatalogSettings settings = Kind.POSTGRES.settings(folder);
    var server = (CatalogUrl.Server) CatalogUrl.parse(settings.url());
    try (Catalog catalog = Catalog.open(settings, clock);
        Session slow = session(server);
        Session fast = session(server)) {
      Outbox.append(slow, "main", List.of(event(1)));
      Outbox.append(fast, "main", List.of(event(2)));
      fast.connection().commit();

      List<Entry> early = catalog.outbox().page(Position.START, 10);
      assertThat(early).as("the fast writer's event waits for the slow one").isEmpty();

      Outbox.append(fast, "main", List.of(event(3)));
      fast.connection().commit();
      slow.connection().commit();

      assertThat(catalog.outbox().page(Position.START, 10))
          .extracting(entry -> entry.event().orElseThrow())
          .containsExactly(event(1), event(2), event(3));
    }
  }

  @Test
  void aReaderThatIsAheadNeverMissesALateCommit() throws SQLException {
    CatalogSettings settings = Kind.POSTGRES.settings(folder);
    var server = (CatalogUrl.Server) CatalogUrl.parse(settings.url());
    try (Catalog catalog = Catalog.open(settings, clock);
        Session slow = session(server)) {
      catalog.outbox().append(List.of(event(1)));
      Outbox.append(slow, "main", List.of(event(2)));
      catalog.outbox().append(List.of(event(3)));
      List<Entry> before = catalog.outbox().page(Position.START, 10);
      slow.connection().commit();
      List<Entry> after = catalog.outbox().page(before.getLast().position(), 10);

      assertThat(before).extracting(e -> e.event().orElseThrow()).containsExactly(event(1));
      assertThat(after)
          .extracting(e -> e.event().orElseThrow())
          .containsExactly(event(2), event(3));
    }
  }

  @Test
  void nothingIsLostWhereADumpIsRestoredToAYoungerServer() {
    CatalogSettings settings = Kind.POSTGRES.settings(folder);
    try (Catalog catalog = Catalog.open(settings, clock)) {
      List.of(event(1), event(2), event(3)).forEach(e -> catalog.outbox().append(List.of(e)));
      catalog
          .readers()
          .advance("slow", catalog.outbox().page(Position.START, 1).getFirst().position());
    }
    CatalogUrl url = CatalogUrl.parse(settings.url());
    try (Database database = Catalog.open(url, settings)) {
      database.write(
          Durability.POWER,
          session ->
              session.update("UPDATE {event} SET xact = xact + 1000000000")
                  + session.update("UPDATE {reader} SET xact = xact + 1000000000"));
    }
    try (Catalog catalog = Catalog.open(settings, clock)) {
      catalog.outbox().append(List.of(event(4)));

      assertThat(catalog.outbox().page(catalog.readers().position("slow"), 10))
          .extracting(entry -> entry.event().orElseThrow())
          .containsExactly(event(2), event(3), event(4));
      assertThat(catalog.outbox().page(catalog.readers().position("new"), 10)).hasSize(4);
    }
  }

  private static Session session(CatalogUrl.Server server) throws SQLException {
    Connection connection = PostgresDatabase.connect(server);
    connection.setAutoCommit(false);
    return new Session(connection, Dialect.POSTGRES, "");
  }

  private LeatEvent.DatasetCreated event(int number) {
    return new LeatEvent.DatasetCreated(
        MovingClock.START, new DatasetId("s", "t", Keys.of("n", number)));
  }
}
