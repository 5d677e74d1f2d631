package dev.leat.connect.sql;

import dev.leat.api.Disposition.Absence;
import dev.leat.api.LeatEvent.Counts;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Makes versions of rows, in SQL that DuckDB and PostgreSQL both understand.
 *
 * <p>Files have one order: when they were fetched, then revision, then id. A file states rows; it
 * also denies rows, where files are snapshots: those that the file of its dataset before it stated
 * and that it leaves out. What is stated and denied of a key, in the order of files, is its story,
 * and the story's turns are its versions:
 *
 * <ul>
 *   <li>a statement of what holds already is no turn;
 *   <li>a denial counts only where the dataset that denies is the one that stated the key last, so
 *       that files of different datasets do not delete one another's rows;
 *   <li>a version lasts from its turn to the next.
 * </ul>
 *
 * <p>A version's file and row are those of its first statement by the dataset that states it now.
 * The versions are a function of the set of files: what a table holds already stands for all files
 * before, so loads that bring newer files only continue the story, and any other load is a rebuild.
 *
 * <p>All decisions are in temporary tables: {@code _leat_course} the order of files, {@code
 * _leat_busy} keys of which more than one thing is said, {@code _leat_denied} denials, {@code
 * _leat_event} the stories of busy keys, {@code _leat_version} their versions.
 */
public final class History {
  /**
   * How a destination speaks.
   *
   * @param temporary qualifies the name of a temporary table
   * @param ordered a column of the staged rows as it is compared: texts by their bytes
   * @param suspects a condition on a key column that holds at least where a key comes twice, told
   *     the column and the table; true where the destination has nothing cheaper than to group
   */
  public record Dialect(
      Statements sql,
      UnaryOperator<String> temporary,
      UnaryOperator<String> ordered,
      BinaryOperator<String> suspects) {}

  /**
   * What makes versions.
   *
   * @param key the column with the digest of a row's key
   * @param hash the column with the digest of a row
   * @param cursor the column that says which of two rows of one file is newer
   */
  public record Rule(String key, String hash, Optional<String> cursor, Absence absence) {
    public Rule {
      cursor = cursor.map(Rule::quoted);
    }

    private static String quoted(String name) {
      return '"' + name.replace("\"", "\"\"") + '"';
    }
  }

  /**
   * Rows of one shape.
   *
   * @param rows staged rows, as {@link HistoryRows} makes them; they are changed
   * @param columns of the staged rows
   * @param target the table that they go to, with all of these columns; where a table is computed
   *     anew, there is none yet
   */
  public record Part(Optional<String> rows, List<String> columns, Optional<String> target) {
    public Part {
      columns = List.copyOf(columns);
    }
  }

  private static final List<String> VALIDITY = List.of("valid_from", "valid_to", "is_current");

  private final Statements sql;
  private final Dialect dialect;
  private final Rule rule;
  private final List<Part> parts;
  private final String rows;
  private final String held;
  private final String course;
  private final String busy;
  private final String denied;
  private final String event;
  private final String version;

  /**
   * @param files a SELECT of file, added, moment, revision, source, dataset_type, dataset, feed
   */
  public History(Dialect dialect, Rule rule, List<Part> parts, String files) {
    this.sql = dialect.sql();
    this.dialect = dialect;
    this.rule = rule;
    this.parts = List.copyOf(parts);
    this.rows = dialect.temporary().apply("_leat_rows");
    this.held = dialect.temporary().apply("_leat_held");
    this.course = dialect.temporary().apply("_leat_course");
    this.busy = dialect.temporary().apply("_leat_busy");
    this.denied = dialect.temporary().apply("_leat_denied");
    this.event = dialect.temporary().apply("_leat_event");
    this.version = dialect.temporary().apply("_leat_version");
    order(files);
  }

  private void order(String files) {
    make(
        "_leat_course",
        """
        SELECT file, added, moment,
          row_number() OVER (ORDER BY moment, revision, file) AS place,
          dense_rank() OVER (ORDER BY source, dataset_type, dataset, feed) AS dataset
        FROM (%s) f\
        """
            .formatted(files));
  }

  /** Whether an added file is older than one that the table holds. */
  public boolean isLate() {
    return sql.number(
            "SELECT count(*) FROM %s WHERE added AND place < (SELECT max(place) FROM %1$s WHERE NOT added)"
                .formatted(course))
        > 0;
  }

  /** Turns all rows of tables that are computed anew into versions, where they are. */
  public void settle() {
    look();
    findBusy();
    findDenied();
    sql.run("INSERT INTO " + busy + " SELECT k FROM " + denied);
    findVersions();
    for (String table : staged()) {
      sql.run(
          """
          DELETE FROM %s WHERE %s IN (SELECT k FROM %s) AND NOT EXISTS (
            SELECT 1 FROM %s v WHERE v.file = _leat_file AND v.pos = _leat_row)\
          """
              .formatted(table, rule.key(), busy, version));
      sql.run(
          """
          UPDATE %s SET valid_from = v.since, valid_to = v.until, is_current = v.until IS NULL
          FROM %s v WHERE v.file = _leat_file AND v.pos = _leat_row\
          """
              .formatted(table, version));
    }
  }

  /**
   * Continues the stories of a table's rows.
   *
   * @param load that does this
   */
  public Counts apply(long load) {
    look();
    long staged = sql.number("SELECT count(*) FROM " + rows);
    findBusy();
    long repeated = staged - sql.number("SELECT count(*) FROM " + rows);
    findDenied();
    dropKnown();
    sql.run("INSERT INTO " + busy + " SELECT k FROM " + denied);
    sql.run(
        "INSERT INTO %s SELECT r.k FROM %s r JOIN %s t ON t.k = r.k".formatted(busy, rows, held));
    findVersions();
    long succeeded = count("held = 1 AND until IS NOT NULL AND succeeded = 1");
    long ended = count("held = 1 AND until IS NOT NULL AND succeeded = 0");
    long inserted = write(load) - count("moved = 1");
    long unchanged = staged - repeated - inserted;
    return new Counts(inserted, succeeded, unchanged, ended, 0);
  }

  public void drop() {
    sql.run("DROP VIEW IF EXISTS " + rows);
    sql.run("DROP VIEW IF EXISTS " + held);
    for (String table : List.of(course, busy, denied, event, version)) {
      sql.run("DROP TABLE IF EXISTS " + table);
    }
  }

  private List<String> staged() {
    return parts.stream().flatMap(part -> part.rows().stream()).toList();
  }

  private List<String> targets() {
    return parts.stream().flatMap(part -> part.target().stream()).toList();
  }

  /** Makes views of all staged rows and of all that is current. */
  private void look() {
    view("_leat_rows", staged(), "true");
    view("_leat_held", targets(), "is_current");
  }

  private void view(String name, List<String> tables, String where) {
    String nothing =
        "SELECT '' AS k, '' AS h, 0 AS file, 0 AS pos, CAST(NULL AS TIMESTAMPTZ) AS moment"
            + " WHERE 1 = 0";
    String select =
        tables.stream()
            .map(
                table ->
                    "SELECT %s AS k, %s AS h, _leat_file AS file, _leat_row AS pos, valid_from AS moment FROM %s WHERE %s"
                        .formatted(rule.key(), rule.hash(), table, where))
            .collect(Collectors.joining(" UNION ALL "));
    sql.run("DROP VIEW IF EXISTS " + dialect.temporary().apply(name));
    sql.run("CREATE TEMP VIEW " + name + " AS " + (tables.isEmpty() ? nothing : select));
  }

  private long count(String where) {
    return sql.number("SELECT count(*) FROM " + version + " WHERE " + where);
  }

  /** Finds keys that come more than once; of those in one file, the newest row stays. */
  private void findBusy() {
    make(
        "_leat_busy",
        "SELECT k FROM %s WHERE %s GROUP BY k HAVING count(*) > 1"
            .formatted(rows, dialect.suspects().apply("k", rows)));
    String newest =
        rule.cursor()
                .map(
                    column ->
                        "CASE WHEN %s IS NULL THEN 0 ELSE 1 END DESC, %s DESC, "
                            .formatted(column, dialect.ordered().apply(column)))
                .orElse("")
            + "_leat_row DESC";
    String loser = dialect.temporary().apply("_leat_loser");
    for (String table : staged()) {
      make(
          "_leat_loser",
          """
          SELECT file, pos FROM (
            SELECT _leat_file AS file, _leat_row AS pos,
              row_number() OVER (PARTITION BY _leat_file, %2$s ORDER BY %1$s) AS nth
            FROM %3$s WHERE %2$s IN (SELECT k FROM %4$s)) r
          WHERE nth > 1\
          """
              .formatted(newest, rule.key(), table, busy));
      sql.run(
          "DELETE FROM %s AS r USING %s l WHERE r._leat_file = l.file AND r._leat_row = l.pos"
              .formatted(table, loser));
      sql.run("DROP TABLE " + loser);
    }
  }

  /** Finds what newer files of a dataset leave out. */
  private void findDenied() {
    String nothing = rule.absence() == Absence.CLOSES ? "" : " LIMIT 0";
    make(
        "_leat_denied",
        """
        SELECT k, file FROM (
          SELECT r.k, n.next AS file FROM %1$s r
          JOIN (
            SELECT file, lead(file) OVER (PARTITION BY dataset ORDER BY place) AS next
            FROM %2$s WHERE added) n ON n.file = r.file
          WHERE n.next IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM %1$s x WHERE x.file = n.next AND x.k = r.k)
          UNION ALL
          SELECT t.k, n.file FROM %3$s t
          JOIN %2$s c ON c.file = t.file
          JOIN (
            SELECT DISTINCT ON (dataset) dataset, file FROM %2$s
            WHERE added ORDER BY dataset, place) n ON n.dataset = c.dataset
          WHERE NOT EXISTS (SELECT 1 FROM %1$s x WHERE x.file = n.file AND x.k = t.k)) d%4$s\
        """
            .formatted(rows, course, held, nothing));
  }

  /**
   * Forgets rows of the oldest added file that say what holds already. They are the first that is
   * said of their keys, so nothing can come of them; a file that another one of its dataset follows
   * is left alone, because its rows may be denied.
   */
  private void dropKnown() {
    record First(long file, long dataset) {}
    sql.first(
            "SELECT file, dataset FROM %s WHERE added ORDER BY place LIMIT 1".formatted(course),
            row -> new First(row.getLong(1), row.getLong(2)))
        .filter(first -> rule.absence() == Absence.KEEPS || isAlone(first.dataset()))
        .ifPresent(
            first ->
                staged()
                    .forEach(
                        table ->
                            sql.run(
                                """
                                DELETE FROM %s WHERE _leat_file = %d AND %s IN (
                                  SELECT t.h FROM %s t JOIN %s c ON c.file = t.file
                                  WHERE c.dataset = %d)\
                                """
                                    .formatted(
                                        table,
                                        first.file(),
                                        rule.hash(),
                                        held,
                                        course,
                                        first.dataset()))));
  }

  private boolean isAlone(long dataset) {
    return sql.number(
            "SELECT count(*) FROM %s WHERE added AND dataset = %d".formatted(course, dataset))
        == 1;
  }

  private void findVersions() {
    make(
        "_leat_event",
        """
        SELECT t.k, 0 AS place, c.dataset, t.h, t.moment, t.file, t.pos, 1 AS held
        FROM %1$s t JOIN %2$s c ON c.file = t.file WHERE t.k IN (SELECT k FROM %3$s)
        UNION ALL
        SELECT r.k, c.place, c.dataset, r.h, c.moment, r.file, r.pos, 0
        FROM %4$s r JOIN %2$s c ON c.file = r.file WHERE r.k IN (SELECT k FROM %3$s)
        UNION ALL
        SELECT d.k, c.place, c.dataset, NULL, c.moment, NULL, NULL, 0
        FROM %5$s d JOIN %2$s c ON c.file = d.file\
        """
            .formatted(held, course, busy, rows, denied));
    make("_leat_version", Story.versions(event));
  }

  private long write(long load) {
    for (String target : targets()) {
      sql.run(
          """
          UPDATE %s AS t SET valid_to = v.until, is_current = false, _leat_load = %d
          FROM %s v WHERE t.is_current AND t.%s = v.k AND v.held = 1 AND v.moved = 0
          AND v.until IS NOT NULL\
          """
              .formatted(target, load, version, rule.key()));
      sql.run(
          "DELETE FROM %s AS t USING %s v WHERE t.is_current AND t.%s = v.k AND v.moved = 1"
              .formatted(target, version, rule.key()));
    }
    long inserted = 0;
    for (Part part : parts) {
      if (part.rows().isPresent() && part.target().isPresent()) {
        inserted += insert(part.rows().get(), part.columns(), part.target().get());
      }
    }
    return inserted;
  }

  private long insert(String from, List<String> columns, String target) {
    List<String> data =
        columns.stream().filter(column -> !VALIDITY.contains(column)).map(Rule::quoted).toList();
    String names = String.join(", ", data);
    String values = data.stream().map(name -> "r." + name).collect(Collectors.joining(", "));
    long told =
        sql.run(
            """
            INSERT INTO %s (%s, valid_from, valid_to, is_current)
            SELECT %s, v.since, v.until, v.until IS NULL FROM %s r
            JOIN %s v ON v.file = r._leat_file AND v.pos = r._leat_row
            WHERE v.held = 0 OR v.moved = 1\
            """
                .formatted(target, names, values, from, version));
    long fresh =
        sql.run(
            """
            INSERT INTO %s (%s, valid_from, valid_to, is_current)
            SELECT %s, r.valid_from, r.valid_to, r.is_current FROM %s r
            WHERE NOT EXISTS (SELECT 1 FROM %s b WHERE b.k = r.%s)\
            """
                .formatted(target, names, values, from, busy, rule.key()));
    return told + fresh;
  }

  private void make(String name, String select) {
    sql.run("DROP TABLE IF EXISTS " + dialect.temporary().apply(name));
    sql.run("CREATE TEMP TABLE " + name + " AS " + select);
  }
}
