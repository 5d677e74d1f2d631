package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.ErrorCode;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.TestCatalogs.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CatalogTest {
  private static final Holder HOLDER = new Holder("elsewhere", 1, 1, "run");

  private final MovingClock clock = new MovingClock();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void anOlderCatalogIsMigratedWithItsDataIntact(Kind kind) {
    CatalogSettings settings = kind.bare(folder, "");
    CatalogUrl url = CatalogUrl.parse(settings.url());
    try (Database older = Catalog.open(url, settings)) {
      new Migration(older, url, settings).migrateTo(1);
      older.write(
          Durability.POWER,
          session ->
              session.update(
                  "INSERT INTO {dataset} (bucket, source, type, canonical, keys, name, state,"
                      + " metadata, validation, created_at, updated_at, checked_at)"
                      + " VALUES ('main', 's', 't', 'a=1', '{\"a\": 1}', 'kept', 'COMPLETE',"
                      + " '{}', 'PENDING', 0, 0, 0)"));
      assertThat(new Migration(older, url, settings).version()).isEqualTo(1);
    }

    assertThat(Catalog.migrate(settings)).isEqualTo(new Catalog.Migrated(1, Migration.NEWEST));
    assertThat(Catalog.migrate(settings))
        .isEqualTo(new Catalog.Migrated(Migration.NEWEST, Migration.NEWEST));

    try (Catalog catalog = Catalog.open(settings, clock)) {
      assertThat(catalog.datasets().page(DatasetFilter.ALL, 0, 10))
          .extracting(DatasetRow::name)
          .containsExactly("kept");
      assertThat(catalog.datasets().tombstones("s", "t", List.of(Keys.of("a", 1)))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewerCatalogIsLeftAlone(Kind kind) {
    CatalogSettings settings = kind.settings(folder);
    Catalog.open(settings, clock).close();
    CatalogUrl url = CatalogUrl.parse(settings.url());
    try (Database database = Catalog.open(url, settings)) {
      database.write(
          Durability.POWER,
          session -> session.update("UPDATE {catalog_version} SET schema_version = 99"));
    }

    assertThatThrownBy(() -> Catalog.open(settings, clock))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.code()).isEqualTo(CatalogError.CATALOG_NEWER);
              assertThat(e.problem())
                  .isEqualTo(
                      "the catalog "
                          + url
                          + " has version 99; this program knows "
                          + Migration.NEWEST);
              assertThat(e.remedy()).isEqualTo("use the newer program that wrote it");
            });
  }

  @ParameterizedTest
  @EnumSource
  void aPrefixKeepsTwoCatalogsApartInOneDatabase(Kind kind) throws SQLException {
    CatalogSettings plain = kind.bare(folder, "");
    CatalogSettings prefixed = CatalogSettings.of(plain.url(), "leat_", "main");

    try (Catalog one = Catalog.open(plain, clock);
        Catalog two = Catalog.open(prefixed, clock)) {
      create(one, 1);
      create(two, 2);
      create(two, 3);

      assertThat(one.datasets().count(DatasetFilter.ALL)).isEqualTo(1);
      assertThat(two.datasets().count(DatasetFilter.ALL)).isEqualTo(2);
    }
    CatalogUrl url = CatalogUrl.parse(plain.url());
    try (Database database = Catalog.open(url, plain)) {
      List<String> names = database.read(session -> objects(session, kind));
      long unprefixed = names.stream().filter(name -> !name.startsWith("leat_")).count();
      assertThat(names).hasSize((int) (2 * unprefixed));
    }
  }

  private static List<String> objects(Session session, Kind kind) throws SQLException {
    return session.list(
        kind == Kind.SQLITE
            ? "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY name"
            : "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = 'public' AND relkind IN ('r', 'i') ORDER BY relname",
        Row::text);
  }

  @ParameterizedTest
  @EnumSource
  void bucketsAreNamespaces(Kind kind) {
    CatalogSettings main = kind.settings(folder);
    try (Catalog one = Catalog.open(main, clock);
        Catalog two = Catalog.open(CatalogSettings.of(main.url(), "", "test"), clock)) {
      create(one, 1);

      assertThat(two.datasets().find(id(1))).isEmpty();
      create(two, 1);
      assertThat(two.datasets().count(DatasetFilter.ALL)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyWritersAtOnceLoseNothing(Kind kind) throws Exception {
    try (Catalog catalog = kind.open(folder, clock);
        var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Lease lease = catalog.leases().acquire("a", HOLDER, Duration.ofHours(1)).orElseThrow();
      var tasks = new ArrayList<Callable<CommitRequest.Outcome>>();
      for (int i = 0; i < 400; i++) {
        int number = i % 200;
        tasks.add(() -> catalog.commits().commit(request(number, lease)));
      }
      var outcomes = new ArrayList<CommitRequest.Outcome>();
      for (var done : workers.invokeAll(tasks)) {
        outcomes.add(done.get());
      }

      assertThat(catalog.datasets().count(DatasetFilter.ALL)).isEqualTo(200);
      assertThat(outcomes).filteredOn(o -> o instanceof CommitRequest.Outcome.Created).hasSize(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aUnitThatFailsUndoesOnlyItself(Kind kind) throws Exception {
    CatalogSettings settings = kind.settings(folder);
    Catalog.open(settings, clock).close();
    try (Database database = Catalog.open(CatalogUrl.parse(settings.url()), settings);
        var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < 100; i++) {
        int number = i;
        tasks.add(() -> insertAndMaybeFail(database, number));
      }
      for (var done : workers.invokeAll(tasks)) {
        done.get();
      }

      assertThat(database.<Long>read(session -> session.number("SELECT count(*) FROM {lease}")))
          .isEqualTo(50);
    }
  }

  private static boolean insertAndMaybeFail(Database database, int number) {
    try {
      return database.write(
          Durability.PROCESS,
          session -> {
            session.update("INSERT INTO {lease} VALUES (?, 'h', 1, 0)", "lease " + number);
            if (number % 2 == 0) {
              throw new IllegalStateException("on purpose");
            }
            return true;
          });
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Test
  void aFileLockedByAnotherProgramIsAClearError() throws Exception {
    CatalogSettings settings = Kind.SQLITE.settings(folder).busyMax(Duration.ofMillis(50));
    Path file = folder.resolve("catalog.db");
    try (Catalog catalog = Catalog.open(settings, clock);
        var other = SqliteDatabase.connect(file, Duration.ZERO);
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");

      assertFails(
          () -> create(catalog, 1),
          CatalogError.CATALOG_LOCKED,
          "the catalog " + file + " is locked by another program",
          "wait until that program is done, or close the tool that has the file open");
      statement.execute("ROLLBACK");
      create(catalog, 1);
    }
  }

  @Test
  void aFileThatIsNoCatalogIsAClearError() throws Exception {
    Path file = folder.resolve("catalog.db");
    Files.writeString(file, "not a database at all, but long enough to look like one".repeat(99));

    assertFails(
        () -> Catalog.open(Kind.SQLITE.settings(folder), clock).close(),
        CatalogError.CATALOG_UNREADABLE,
        "the file " + file + " is not a readable catalog",
        "restore it from a backup, or rebuild it with 'leat doctor --rebuild'");
  }

  @Test
  void aNetworkDiskIsRefused() {
    assertFails(
        () -> NetworkDisk.refuse(Path.of("/mnt/share/catalog.db"), "nfs4"),
        CatalogError.CATALOG_ON_NETWORK_DISK,
        "the catalog /mnt/share/catalog.db lies on a network disk (nfs4)",
        "SQLite is not safe there: put it on a local disk, or use a PostgreSQL catalog");
    NetworkDisk.refuse(Path.of("/home/catalog.db"), "ext4");
  }

  @Test
  void aServerThatIsNotThereIsAClearError() {
    assertFails(
        () ->
            Catalog.open(
                    CatalogSettings.of("postgresql://leat:p@ss/w@localhost:1/cat", "", "main"),
                    clock)
                .close(),
        CatalogError.CATALOG_UNREACHABLE,
        "the catalog postgresql://leat@localhost:1/cat cannot be reached: Connection to"
            + " localhost:1 refused. Check that the hostname and port are correct and that the"
            + " postmaster is accepting TCP/IP connections",
        "check host, port and database, and that the server runs; then run again");
  }

  @Test
  void everySpellingOfAPasswordOpensTheCatalog() {
    String existing = Kind.POSTGRES.settings(folder).url();
    String database = existing.substring(existing.lastIndexOf('/') + 1);
    TestCatalogs.Server.execute("CREATE ROLE keeper LOGIN SUPERUSER PASSWORD 'p@ss/w%41'");

    for (String password : List.of("p@ss/w%41", "p%40ss%2Fw%2541")) {
      String url = TestCatalogs.Server.url("keeper", password, database);
      try (Catalog catalog = Catalog.open(CatalogSettings.of(url, "", "main"), clock)) {
        assertThat(catalog.datasets().count(DatasetFilter.ALL)).isZero();
      }
    }
  }

  private static void assertFails(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable act,
      ErrorCode code,
      String problem,
      String remedy) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> {
              assertThat(e.problem()).isEqualTo(problem);
              assertThat(e.remedy()).isEqualTo(remedy);
              assertThat(e.code()).isEqualTo(code);
            });
  }

  private static DatasetId id(int number) {
    return new DatasetId("s", "t", Keys.of("n", number));
  }

  private static void create(Catalog catalog, int number) {
    Lease lease = catalog.leases().acquire("l" + number, HOLDER, Duration.ofHours(1)).orElseThrow();
    catalog.commits().commit(request(number, lease));
  }

  private static CommitRequest request(int number, Lease lease) {
    return new CommitRequest(
        id(number),
        lease,
        null,
        0,
        1,
        "main/s/t/n=" + number + "/1",
        List.of(),
        List.of(),
        new Description("", DatasetState.COMPLETE, Map.of()),
        new Origin(Origin.Kind.TASK, "run"),
        List.of());
  }
}
