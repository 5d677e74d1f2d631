package dev.leat.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.Disposition.Absence;
import dev.leat.api.TableSchema;
import dev.leat.testkit.destination.HistoryModel.Told;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Loads made-up files into a history, a few at a time, and compares it with the plain model after
 * each load: rows that come, change, change back and go, from datasets that share keys; files that
 * come late, or go; a column that appears and then changes its type.
 */
public final class HistoryStory {
  private static final Instant START = Instant.parse("2024-05-01T10:00:00.123456Z");
  private static final int LATEST = 1000;

  /** How the column price is written, as files come to hold more: absent, whole, exact, text. */
  private static final List<ColumnType> PRICES =
      List.of(Simple.BIGINT, Simple.BIGINT, new Decimal(10, 2), Simple.TEXT);

  private final LoadBench bench;

  /** How versions are kept. */
  public enum Kept {
    /** In one table, which has the columns of all files. */
    TABLE,
    /** In satellites, each file's rows with the columns of its time. */
    VAULT
  }

  private final String table;
  private final Absence absence;
  private final Kept kept;
  private final List<Told> files = new ArrayList<>();
  private final Map<Long, Integer> levels = new HashMap<>();
  private long ids;
  private int minute;
  private int level;

  public HistoryStory(
      Destination destination, Connection workbench, String table, Absence absence, Kept kept) {
    this.table = table;
    this.absence = absence;
    this.kept = kept;
    var history = new Disposition.Scd2(List.of("id"), Optional.empty(), absence);
    Disposition disposition =
        switch (kept) {
          case TABLE -> history;
          case VAULT ->
              new Disposition.Vault(table, "shop", "all", history, List.of(), Map.of(), List.of());
        };
    this.bench = new LoadBench(destination, workbench, table, disposition);
  }

  /**
   * Plays a story.
   *
   * @param steps each number makes up what happens before the next load
   */
  public void play(List<Integer> steps) {
    for (int step : steps) {
      change(new Random(step));
      load();
      assertThat(content()).as("after %s of %s", step, steps).isEqualTo(model());
    }
    List<List<String>> before = content();
    if (!before.isEmpty()) {
      bench.rebuild(made());
      assertThat(content()).as("rebuilt after %s", steps).isEqualTo(before);
    }
  }

  private void change(Random random) {
    if (random.nextInt(5) == 0) {
      level = Math.min(level + 1, PRICES.size() - 1);
    }
    if (random.nextInt(12) == 0 && !files.isEmpty()) {
      files.remove(random.nextInt(files.size()));
    }
    int count = 1 + random.nextInt(3);
    for (int file = 0; file < count; file++) {
      boolean late = random.nextInt(12) == 0;
      minute += late ? 0 : random.nextInt(3);
      int at = late ? random.nextInt(minute + 1) : minute;
      files.add(
          new Told(
              ++ids,
              random.nextInt(4) == 0 ? "other" : "daily",
              START.plusSeconds(60L * Math.min(at, LATEST)),
              rows(random)));
      levels.put(ids, level);
    }
  }

  private List<List<String>> rows(Random random) {
    var rows = new ArrayList<List<String>>();
    for (int row = random.nextInt(5); row > 0; row--) {
      int key = random.nextInt(4);
      rows.add(
          List.of(
              key == 0 ? "NULL" : String.valueOf(key),
              random.nextInt(4) == 0 ? "NULL" : "name " + random.nextInt(2),
              price(random)));
    }
    return rows.stream().map(this::marked).toList();
  }

  /** In a vault a row is another one when it has a column more, or a price of another kind. */
  private List<String> marked(List<String> row) {
    var marked = new ArrayList<>(row);
    String price = row.get(2);
    boolean text = level == PRICES.size() - 1 && !price.equals("NULL");
    marked.add(kept == Kept.TABLE ? "" : level == 0 ? "absent" : text ? "text" : "there");
    return marked;
  }

  private String price(Random random) {
    if (level == 0 || random.nextInt(3) == 0) {
      return "NULL";
    }
    return switch (level) {
      case 1 -> String.valueOf(random.nextInt(2));
      case 2 -> List.of("1", "1.50").get(random.nextInt(2));
      default -> List.of("1", "one").get(random.nextInt(2));
    };
  }

  private void load() {
    List<HandMade> wanted = List.of(made());
    CommitOutcome outcome = bench.attempt(bench.request(wanted), wanted);
    if (outcome instanceof Rejected rejected) {
      assertThat(rejected.reason()).as(rejected.text()).isEqualTo(Reason.RESHAPED);
      bench.rebuild(made());
    } else {
      assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
    }
  }

  private HandMade[] made() {
    return files.stream()
        .sorted(Comparator.comparing(Told::at).thenComparing(Told::file))
        .map(this::made)
        .toArray(HandMade[]::new);
  }

  private HandMade made(Told file) {
    int width = kept == Kept.TABLE ? this.level : levels.getOrDefault(file.file(), this.level);
    List<Column> columns =
        new ArrayList<>(List.of(new Column("id", Simple.BIGINT), new Column("name", Simple.TEXT)));
    if (width > 0) {
      columns.add(new Column("price", PRICES.get(width)));
    }
    var rows = new ArrayList<List<String>>();
    for (List<String> row : file.rows()) {
      var literals = new ArrayList<>(List.of(row.get(0), literal(row.get(1))));
      if (width > 0) {
        literals.add(width == PRICES.size() - 1 ? literal(row.get(2)) : row.get(2));
      }
      rows.add(literals);
    }
    return HandMade.ofRows(file.file(), 0, new TableSchema(table, columns, List.of("id"), 0), rows)
        .fetched(file.dataset(), file.at());
  }

  private static String literal(String value) {
    return value.equals("NULL") ? value : "'" + value + "'";
  }

  private List<List<String>> content() {
    String price = levels.values().stream().anyMatch(each -> each > 0) ? "price" : "NULL";
    String select =
        "select id, name, %s as price, valid_from, valid_to, is_current, _leat_file, _leat_row from %s"
            .formatted(price, table);
    if (kept == Kept.VAULT) {
      return vaulted();
    }
    return bench.rows(select).stream()
        .map(this::plain)
        .sorted(Comparator.comparing(List::toString))
        .toList();
  }

  private List<List<String>> vaulted() {
    var rows = new ArrayList<List<String>>();
    for (List<String> satellite :
        bench.rows("select satellite, schema_text from _leat_satellites")) {
      boolean priced = satellite.get(1).contains("price");
      rows.addAll(
          bench.rows(
              "select id, name, %s as price, valid_from, valid_to, is_current, _leat_file, _leat_row from %s"
                  .formatted(priced ? "price" : "NULL", satellite.get(0))));
    }
    return rows.stream().map(this::plain).sorted(Comparator.comparing(List::toString)).toList();
  }

  /** Decimals have zeros that the files do not have. */
  private List<String> plain(List<String> row) {
    var columns = new ArrayList<>(row);
    columns.set(2, row.get(2).replaceFirst("\\.00$", ""));
    return columns;
  }

  private List<List<String>> model() {
    return HistoryModel.versions(files, absence);
  }
}
