package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Coverage;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.core.catalog.KeyIndexes.KeyType;
import dev.leat.core.catalog.KeyIndexes.Synced;
import dev.leat.core.catalog.KeyIndexes.Wanted;
import dev.leat.core.catalog.TestCatalogs.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyIndexesTest {
  private final MovingClock clock = new MovingClock();

  @TempDir Path folder;

  @Test
  void makesIndexesAndStatisticsOnceAndLookupsUseThem() {
    CatalogSettings settings = Kind.POSTGRES.settings(folder);
    var server = (CatalogUrl.Server) CatalogUrl.parse(settings.url());
    try (Catalog catalog = Catalog.open(settings, clock);
        Database database = PostgresDatabase.open(server, settings, UnaryOperator.identity())) {
      fill(database);

      Synced first = catalog.keyIndexes().sync(wanted());
      Synced second = catalog.keyIndexes().sync(wanted());

      assertThat(first.created())
          .hasSize(3)
          .allMatch(name -> name.matches("(ix|st)_dataset_statsbomb_match_.*"));
      assertThat(second).isEqualTo(new Synced(List.of(), first.created()));
      assertThat(
              explain(
                  database,
                  DatasetFilter.of("statsbomb", "match").key("match_id", KeyValue.of(77_777))))
          .contains(first.created().getFirst())
          .doesNotContain("Seq Scan");
      assertThat(catalog.datasets().coverage("statsbomb", "match", Keys.of("match_id", 77_777)))
          .isEqualTo(new Coverage(1, null));
    }
  }

  @Test
  void asManyKeysAsATypeHasAndNoneAtAll() {
    var many = new LinkedHashMap<String, KeyType>();
    for (int i = 0; i < 9; i++) {
      many.put("key_" + i, KeyType.TEXT);
    }
    try (Catalog catalog = Kind.POSTGRES.open(folder, clock)) {
      Synced made =
          catalog
              .keyIndexes()
              .sync(List.of(new Wanted("s", "many", many), new Wanted("s", "none", Map.of())));

      assertThat(made.created()).hasSize(9 + 1);
    }
  }

  @Test
  void doesNothingOnSqlite() {
    try (Catalog catalog = Kind.SQLITE.open(folder, clock)) {
      assertThat(catalog.keyIndexes().sync(wanted())).isEqualTo(new Synced(List.of(), List.of()));
    }
  }

  private static List<Wanted> wanted() {
    var keys = new LinkedHashMap<String, KeyType>();
    keys.put("match_id", KeyType.INTEGER);
    keys.put("season", KeyType.TEXT);
    return List.of(new Wanted("statsbomb", "match", keys));
  }

  private static void fill(Database database) {
    database.write(
        Durability.PROCESS,
        session ->
            session.update(
                "INSERT INTO {dataset} (bucket, source, type, canonical, keys, name, state,"
                    + " metadata, validation, created_at, updated_at, checked_at)"
                    + " SELECT 'main', 'statsbomb', 'match', 'match_id=' || i,"
                    + " json_build_object('match_id', i, 'season', 's' || i % 10), '', 'COMPLETE',"
                    + " '{}', 'PENDING', 0, 0, 0 FROM generate_series(1, 100000) i"));
  }

  private static String explain(Database database, DatasetFilter filter) {
    return database.read(
        session -> {
          Condition condition = Condition.of(session.dialect(), "main", filter);
          return String.join(
              "\n",
              session.list(
                  "EXPLAIN SELECT "
                      + DatasetRow.COLUMNS
                      + " FROM {dataset} d"
                      + condition.sql()
                      + " ORDER BY d.id LIMIT 500",
                  Row::text,
                  condition.values()));
        });
  }
}
