package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetId;
import dev.leat.api.Disposition.Absence;
import dev.leat.api.Keys;
import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.load.Loader.Extent;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.destination.HistoryModel;
import dev.leat.testkit.destination.HistoryModel.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random stories of a vault, told by CSV files that a folder holds: rows that come, change, change
 * back and go, a column that appears and changes its type, revisions that are set aside and taken
 * back, datasets that are deleted. After each, the vault is what a plain model in memory says.
 */
final class VaultStoryTest {
  private static final int STEPS = 7;
  private static final List<String> DATASETS = List.of("daily", "other");

  /** What prices the files write, as they come to hold more: none, whole, exact, text. */
  private static final List<List<String>> PRICES =
      List.of(List.of(""), List.of("1", "2"), List.of("1", "1.5"), List.of("1", "one"));

  @TempDir private Path folder;
  private final ManualClock clock = ManualClock.start();

  /** A file that was stored; the last of a row's texts is its price. */
  private record Stored(Told told, String dataset, int revision) {}

  private final List<Stored> stored = new ArrayList<>();
  private final Map<Stored, Boolean> aside = new HashMap<>();
  private final Map<String, String> newest = new HashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();
  private int level;

  static List<Long> few() {
    return List.of(3L, 1_000_003L);
  }

  static List<Long> many() {
    return new Random(20_240_601).longs(40).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("few")
  void aVaultIsWhatAPlainModelTells(long seed) throws IOException {
    play(new Random(seed));
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("many")
  void aVaultIsWhatAPlainModelTellsOftener(long seed) throws IOException {
    play(new Random(seed));
  }

  private void play(Random random) throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        sources:
          shop: {type: files, path: data}
        tags:
          prices: {columns: {name: {type: text}}}
        tables:
          prices: {from: shop/file, key: id, write: vault, tag: prices, owner: me}
        """);
    try (Leat leat = Leat.open(folder, LeatOptions.usual().clock(clock))) {
      for (int step = 0; step < STEPS; step++) {
        clock.advance(Duration.ofMinutes(1));
        change(leat, random);
        assertThat(leat.run(Scope.ALL).exitCode()).isZero();
        assertThat(content(leat)).as("step %d", step).isEqualTo(model());
      }
      List<List<String>> before = content(leat);
      assertThat(leat.load(Set.of(), Extent.REPLAY).exitCode()).isZero();
      assertThat(content(leat)).isEqualTo(before);
    }
  }

  private void change(Leat leat, Random random) throws IOException {
    int what = stored.size() < 2 ? 9 : random.nextInt(10);
    if (what < 2) {
      turn(leat, stored.get(random.nextInt(stored.size())));
    } else if (what == 2) {
      delete(leat, DATASETS.get(random.nextInt(2)));
    } else {
      write(DATASETS.get(random.nextInt(2)), random);
    }
  }

  private void turn(Leat leat, Stored file) {
    boolean back = aside.getOrDefault(file, false);
    if (back) {
      leat.administration().takeBack(id(file.dataset()), file.revision(), Optional.empty());
    } else {
      leat.administration()
          .setAside(id(file.dataset()), file.revision(), Optional.empty(), "wrong");
    }
    aside.put(file, !back);
  }

  /** It stays away from then on: its file upstream goes, too. */
  private void delete(Leat leat, String dataset) throws IOException {
    leat.administration().delete(Scope.of(id(dataset).keys()));
    leat.administration().restore(Scope.of(id(dataset).keys()));
    Files.deleteIfExists(path(dataset));
    stored.removeIf(file -> file.dataset().equals(dataset));
    newest.remove(dataset);
    revisions.remove(dataset);
  }

  private void write(String dataset, Random random) throws IOException {
    if (random.nextInt(3) == 0) {
      level = Math.min(level + 1, PRICES.size() - 1);
    }
    List<List<String>> rows = rows(random);
    boolean priced = rows.stream().anyMatch(row -> !row.get(2).isEmpty());
    var text = new StringBuilder(priced ? "id,name,price\n" : "id,name\n");
    rows.forEach(
        row -> text.append(String.join(",", priced ? row : row.subList(0, 2))).append('\n'));
    Path file = path(dataset);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    if (!text.toString().equals(newest.put(dataset, text.toString()))) {
      int revision = revisions.merge(dataset, 1, Integer::sum);
      var told = new Told(stored.size(), dataset, clock.instant(), rows);
      stored.add(new Stored(told, dataset, revision));
    }
  }

  /** The first row has a key: a file without any is refused. */
  private List<List<String>> rows(Random random) {
    var rows = new ArrayList<List<String>>();
    for (int row = 1 + random.nextInt(4); row > 0; row--) {
      int key = rows.isEmpty() ? 1 + random.nextInt(3) : random.nextInt(4);
      List<String> prices = PRICES.get(level);
      rows.add(
          List.of(
              key == 0 ? "" : String.valueOf(key),
              "name " + random.nextInt(2),
              random.nextInt(3) == 0 ? "" : prices.get(random.nextInt(prices.size()))));
    }
    return rows;
  }

  private Path path(String dataset) {
    return folder.resolve("data").resolve(dataset + ".csv");
  }

  private static DatasetId id(String dataset) {
    return new DatasetId("shop", "file", Keys.of("path", dataset + ".csv"));
  }

  /**
   * A row is another one when it has a column more, a price of another kind, or is in the file of
   * another dataset, whose path is a column.
   */
  private List<List<String>> model() {
    var files = new ArrayList<Told>();
    int known = 0;
    for (Stored file : stored) {
      if (!aside.getOrDefault(file, false)) {
        known = Math.max(known, kind(file.told().rows()));
        files.add(marked(file.told(), known));
      }
    }
    return HistoryModel.versions(files, Absence.CLOSES).stream()
        .map(VaultStoryTest::withoutFile)
        .sorted(Comparator.comparing(List::toString))
        .toList();
  }

  private static int kind(List<List<String>> rows) {
    return rows.stream()
        .map(row -> row.get(2))
        .mapToInt(
            price -> price.isEmpty() ? 0 : price.equals("one") ? 3 : price.contains(".") ? 2 : 1)
        .max()
        .orElse(0);
  }

  private static Told marked(Told file, int known) {
    List<List<String>> rows =
        file.rows().stream()
            .map(
                row -> {
                  String price = row.get(2).isEmpty() ? "NULL" : row.get(2);
                  boolean text = known == 3 && !price.equals("NULL");
                  String kind = known == 0 ? "absent" : text ? "text" : "there";
                  return List.of(
                      row.get(0).isEmpty() ? "NULL" : row.get(0),
                      row.get(1),
                      price,
                      kind + " in " + file.dataset());
                })
            .toList();
    return new Told(file.file(), file.dataset(), file.at(), rows);
  }

  /** The number of a file is the catalog's own. */
  private static List<String> withoutFile(List<String> version) {
    var columns = new ArrayList<>(version);
    columns.remove(columns.size() - 2);
    return columns;
  }

  private List<List<String>> content(Leat leat) {
    var rows = new ArrayList<List<String>>();
    for (List<String> satellite :
        Workplace.rows(leat, "SELECT satellite, schema_text FROM _leat_satellites")) {
      String price = satellite.get(1).contains("price") ? "CAST(price AS VARCHAR)" : "NULL";
      rows.addAll(
          Workplace.rows(
              leat,
              "SELECT CAST(id AS VARCHAR), name, regexp_replace(%s, '[.]0$', ''), %s, %s, is_current, _leat_row FROM %s"
                  .formatted(price, time("valid_from"), time("valid_to"), satellite.get(0))));
    }
    return rows.stream().sorted(Comparator.comparing(List::toString)).toList();
  }

  private static String time(String column) {
    return "strftime(" + column + " AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')";
  }
}
