package dev.leat.connect.sql;

import dev.leat.api.DestinationError;
import dev.leat.api.LeatException;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.Reference;
import dev.leat.api.Reference.Orphans;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sees to it that rows refer to rows that are there, in the transaction of a load.
 *
 * <p>Own rows are looked at that this load wrote; those of others only where rows of theirs could
 * have lost what they refer to. Where nothing is wrong, each reference costs one anti-join.
 */
public final class References {
  private static final int SHOWN = 5;
  private static final String ORPHAN = "_leat_orphan";

  private final Statements sql;
  private final LoadRequest request;
  private final Ground ground;

  public References(Statements sql, LoadRequest request, Ground ground) {
    this.sql = sql;
    this.request = request;
    this.ground = ground;
  }

  /** The tables of a destination. */
  public interface Ground {
    /** A table, quoted and qualified. */
    String table(String name);

    /** Names and types of a table's columns; empty where there is no such table. */
    Map<String, String> columns(String name);

    /** The table {@code _leat_files}, quoted and qualified. */
    String files();
  }

  /** Staged rows of a load. */
  public interface Staged {
    /** Where the rows of the root table are; its columns are those of {@link #columns()}. */
    String root();

    Map<String, String> columns();

    /** A table of (file, row_number, column_name, value, reason). */
    String quarantine();

    /**
     * Takes records away, children included.
     *
     * @param records a table of (file, row_number)
     */
    void remove(String records);
  }

  /** Whether staged orphans go to quarantine. */
  public boolean quarantines() {
    return request.outgoing().stream().anyMatch(References::quarantined);
  }

  private static boolean quarantined(Reference reference) {
    return reference.orphans() == Orphans.QUARANTINED;
  }

  /** Moves staged records with orphans to quarantine where the rule is so; returns how many. */
  public long setAside(Staged staged) {
    long aside = 0;
    for (Reference reference : request.outgoing()) {
      if (quarantined(reference) && refers(reference, staged.columns(), staged.root())) {
        aside += setAside(reference, staged);
      }
    }
    return aside;
  }

  private long setAside(Reference reference, Staged staged) {
    sql.run("DROP TABLE IF EXISTS " + ORPHAN);
    sql.run(
        "CREATE TEMP TABLE %s AS SELECT c._leat_file AS file, c._leat_row AS row_number, %s AS value FROM %s c WHERE %s"
            .formatted(
                ORPHAN,
                reference.columns().stream()
                    .map(column -> "coalesce(CAST(c." + name(column) + " AS VARCHAR), 'null')")
                    .collect(Collectors.joining(" || ', ' || ")),
                staged.root(),
                isOrphan(reference)));
    long rows = sql.number("SELECT count(*) FROM " + ORPHAN);
    if (rows > 0) {
      sql.run(
          "INSERT INTO %s (file, row_number, column_name, value, reason) SELECT file, row_number, %s, value, %s FROM %s"
              .formatted(
                  staged.quarantine(),
                  text(String.join(", ", reference.columns())),
                  text("refers to no row of " + reference.parent()),
                  ORPHAN));
      staged.remove(ORPHAN);
    }
    sql.run("DROP TABLE " + ORPHAN);
    return rows;
  }

  /** Takes records away from tables of this connection. */
  public static void remove(Statements sql, String records, Iterable<String> tables) {
    for (String table : tables) {
      sql.run(
          "DELETE FROM %s t USING %s o WHERE t._leat_file = o.file AND t._leat_row = o.row_number"
              .formatted(table, records));
    }
  }

  /** Refuses what would leave rows that refer to nothing; for after the rows are written. */
  public void judge() {
    for (Reference reference : request.outgoing()) {
      if (refers(reference)) {
        refuseOrphans(reference);
      }
    }
    if (request.scope() == Scope.REBUILD || !request.remove().isEmpty()) {
      for (Reference reference : request.incoming()) {
        if (refers(reference)) {
          refuseLoss(reference);
        }
      }
    }
  }

  private void refuseOrphans(Reference reference) {
    String orphans =
        "%s c WHERE c._leat_load = %d AND %s"
            .formatted(ground.table(reference.table()), request.id(), isOrphan(reference));
    long rows = sql.number("SELECT count(*) FROM " + orphans);
    if (rows > 0) {
      throw new LeatException(
          DestinationError.REFERENCE_ORPHANS,
          "%s of %s %s to rows of %s that are not there: %s."
              .formatted(
                  rows(rows),
                  reference.table(),
                  rows == 1 ? "refers" : "refer",
                  reference.parent(),
                  examples(reference, orphans)),
          "Load %s first, correct the source, or set `orphans: quarantine`; nothing was written."
              .formatted(reference.parent()));
    }
  }

  private void refuseLoss(Reference reference) {
    String orphans = ground.table(reference.table()) + " c WHERE " + isOrphan(reference);
    long rows = sql.number("SELECT count(*) FROM " + orphans);
    if (rows > 0) {
      throw new LeatException(
          DestinationError.REFERENCE_IN_USE,
          "Rows of %s would go to which %s of %s %s: %s."
              .formatted(
                  reference.parent(),
                  rows(rows),
                  reference.table(),
                  rows == 1 ? "refers" : "refer",
                  examples(reference, orphans)),
          "Correct or delete what refers to them; nothing was written.");
    }
  }

  private static String rows(long rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }

  /** Whether a table has the columns that refer, of types that can be compared with the key's. */
  private boolean refers(Reference reference, Map<String, String> child, String rows) {
    if (isBare(child, reference.columns(), rows)) {
      return false;
    }
    boolean comparable = !isBareParent(reference);
    Map<String, String> parent = ground.columns(reference.parent());
    for (int i = 0; i < reference.columns().size(); i++) {
      String column = reference.columns().get(i);
      String key = reference.key().get(i);
      String type = require(child, reference.table(), column);
      if (comparable) {
        String keyType = require(parent, reference.parent(), key);
        if (!family(type).equals(family(keyType))) {
          throw new LeatException(
              DestinationError.REFERENCE_COLUMN,
              "%s.%s is %s and cannot refer to %s.%s, which is %s."
                  .formatted(reference.table(), column, type, reference.parent(), key, keyType),
              "Declare the same `type` for both columns.");
        }
      }
    }
    return true;
  }

  private boolean refers(Reference reference) {
    return refers(reference, ground.columns(reference.table()), ground.table(reference.table()));
  }

  private boolean isBareParent(Reference reference) {
    return isBare(
        ground.columns(reference.parent()), reference.key(), ground.table(reference.parent()));
  }

  /** Whether no file has had a record yet: then a table lacks columns that its records have. */
  private boolean isBare(Map<String, String> columns, List<String> wanted, String table) {
    return columns.isEmpty()
        || (!columns.keySet().containsAll(wanted)
            && sql.number("SELECT count(*) FROM " + table) == 0);
  }

  private static String require(Map<String, String> columns, String table, String column) {
    String type = columns.get(column);
    if (type == null) {
      throw new LeatException(
          DestinationError.REFERENCE_COLUMN,
          "The table " + table + " has no column " + column + ", which its references need.",
          "Correct `references`; it has "
              + columns.keySet().stream()
                  .filter(name -> !name.startsWith("_leat_"))
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return type;
  }

  /** Of a row c. Equality alone can be hashed, so nulls have a branch of their own. */
  private String isOrphan(Reference reference) {
    List<String> columns = reference.columns().stream().map(each -> "c." + name(each)).toList();
    String full =
        columns.stream()
            .map(column -> column + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String lost = "(" + full + " AND " + missing(reference, "=") + ")";
    if (columns.size() == 1) {
      return lost;
    }
    String some =
        columns.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" OR "));
    return "(%s OR ((%s) AND NOT (%s) AND %s))"
        .formatted(lost, some, full, missing(reference, "IS NOT DISTINCT FROM"));
  }

  private String missing(Reference reference, String equals) {
    if (isBareParent(reference)) {
      return "true";
    }
    return "NOT EXISTS (SELECT 1 FROM %s p WHERE %s)"
        .formatted(
            ground.table(reference.parent()),
            IntStream.range(0, reference.key().size())
                .mapToObj(
                    i ->
                        "c.%s %s p.%s"
                            .formatted(
                                name(reference.columns().get(i)),
                                equals,
                                name(reference.key().get(i))))
                .collect(Collectors.joining(" AND ")));
  }

  /** The first values that refer to nothing, each with a file that it is in. */
  private String examples(Reference reference, String orphans) {
    String columns =
        reference.columns().stream()
            .map(each -> "c." + name(each))
            .collect(Collectors.joining(", "));
    record Example(String value, long file) {}
    List<Example> found =
        sql.list(
            "SELECT min(c._leat_file), %s FROM %s GROUP BY %1$s ORDER BY %1$s LIMIT %d"
                .formatted(columns, orphans, SHOWN + 1),
            row -> {
              var values = new ArrayList<String>();
              for (int i = 0; i < reference.columns().size(); i++) {
                String value = row.getString(i + 2);
                values.add(value == null ? "null" : value);
              }
              String value =
                  values.size() == 1 ? values.get(0) : "(" + String.join(", ", values) + ")";
              return new Example(value, row.getLong(1));
            });
    String named =
        reference.columns().size() == 1
            ? reference.columns().get(0)
            : "(" + String.join(", ", reference.columns()) + ")";
    String shown =
        found.stream()
            .limit(SHOWN)
            .map(each -> named + " = " + each.value() + " in " + file(reference, each.file()))
            .collect(Collectors.joining("; "));
    return found.size() > SHOWN ? shown + "; and others" : shown;
  }

  private String file(Reference reference, long file) {
    return sql.first(
            "SELECT feed, source, dataset_type, dataset, revision FROM %s WHERE table_name = %s AND file = %d"
                .formatted(ground.files(), text(reference.table()), file),
            row ->
                "%s of %s/%s/%s, revision %d"
                    .formatted(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5)))
        .orElse("file " + file);
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** What types that can be compared with each other have in common. */
  private static String family(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    if (lower.matches("(big|huge|small)?int(eger)?|decimal.*|numeric.*|double.*")) {
      return "number";
    }
    return lower.equals("varchar") ? "text" : lower;
  }
}
