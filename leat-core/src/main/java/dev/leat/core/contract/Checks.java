package dev.leat.core.contract;

import dev.leat.api.FileIds;
import dev.leat.core.contract.CheckResult.Outcome;
import dev.leat.core.project.CheckRule;
import dev.leat.core.project.CheckRule.Absence;
import dev.leat.core.project.CheckRule.Kind;
import dev.leat.core.project.CheckRule.Range;
import dev.leat.core.read.TableRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a table against its checks: one SELECT for all that can be counted, whatever they are.
 *
 * <p>Only what does not hold is looked at again, for examples and for the files that it is in.
 */
public final class Checks {
  private static final int SHOWN = 3;

  private final String table;
  private final List<CheckRule> rules;
  private final Asker asker;
  private final Instant now;
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<String> numbers = new LinkedHashSet<>();

  private Checks(String table, List<CheckRule> rules, Asker asker, Instant now) {
    this.table = table;
    this.rules = rules;
    this.asker = asker;
    this.now = now;
  }

  /**
   * Looks at the table as the asker sees it.
   *
   * @param now by which freshness is judged
   */
  public static List<CheckResult> judge(
      String table, List<CheckRule> rules, Asker asker, Instant now) {
    return rules.isEmpty() ? List.of() : new Checks(table, rules, asker, now).judge();
  }

  private List<CheckResult> judge() {
    for (Asker.TableColumn column : asker.columns(table)) {
      columns.add(column.name());
      if (column.isNumber()) {
        numbers.add(column.name());
      }
    }
    if (columns.isEmpty()) {
      return rules.stream().map(rule -> onNothing(rule)).toList();
    }
    List<@Nullable Object> measured = measure();
    long rows = Asker.number(measured.get(0));
    var results = new ArrayList<CheckResult>();
    for (int i = 0; i < rules.size(); i++) {
      results.add(result(rules.get(i), rows, measured.get(i + 1)));
    }
    return results;
  }

  /** A table that no record has made yet has no rows, and so none that are wrong. */
  private CheckResult onNothing(CheckRule rule) {
    return rule.kind() instanceof Kind.Rows rows
        ? whole(rule, 0, rows.range().holds(0), "it has 0 rows, not " + rows.range())
        : whole(rule, 0, true, "");
  }

  private List<@Nullable Object> measure() {
    String select =
        Stream.concat(Stream.of("count(*)"), rules.stream().map(this::expression))
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + Sql.name(table)));
    return asker.rows(select).get(0);
  }

  private String expression(CheckRule rule) {
    if (!missing(rule).isEmpty()) {
      return "0";
    }
    return switch (rule.kind()) {
      case Kind.Rows rows -> "0";
      case Kind.Query query -> "0";
      case Kind.Distinct distinct -> "count(DISTINCT " + column(distinct.column()) + ")";
      case Kind.Fresh fresh -> "max(" + column(fresh.column()) + ")";
      case Kind.Linked linked -> "(SELECT count(*) FROM " + astray(linked) + ")";
      case Kind.Unique unique ->
          (rule.absence() == Absence.BROKEN
                  ? "count(*)"
                  : "(SELECT count(*) FROM " + keyed(rule, unique) + ")")
              + " - (SELECT count(*) FROM (SELECT DISTINCT %s FROM %s) AS d)"
                  .formatted(names(unique.columns()), keyed(rule, unique));
      case Kind.Condition condition ->
          condition.names().isEmpty()
              ? counted(condition)
              : "(SELECT " + counted(condition) + " FROM " + from(condition) + ")";
      default -> counted(rule.kind());
    };
  }

  /** Rows that may repeat one another: what need not be there repeats nothing where it is not. */
  private String keyed(CheckRule rule, Kind.Unique unique) {
    return rule.absence() == Absence.BROKEN
        ? Sql.name(table)
        : unique.columns().stream()
            .map(name -> column(name) + " IS NOT NULL")
            .collect(
                Collectors.joining(
                    " AND ", "(SELECT * FROM " + Sql.name(table) + " WHERE ", ") AS k"));
  }

  /** Rows whose other tag's row is not there, as a relation; no hub has no keys. */
  private String astray(Kind.Linked linked) {
    String key = Sql.name(linked.key());
    String none =
        asker.columns(linked.hub()).isEmpty()
            ? ""
            : " AND NOT EXISTS (SELECT 1 FROM %s h WHERE h.pk = t.%s)"
                .formatted(Sql.name(linked.hub()), key);
    return "(SELECT * FROM %s t WHERE t.%s IS NOT NULL%s) AS astray"
        .formatted(Sql.name(table), key, none);
  }

  private String counted(Kind kind) {
    return "count(*) FILTER (WHERE " + wrong(kind) + ")";
  }

  /** The table by the names that a check has for its columns. */
  private String from(Kind kind) {
    if (!(kind instanceof Kind.Condition condition) || condition.names().isEmpty()) {
      return Sql.name(table);
    }
    return condition.names().entrySet().stream()
        .map(
            it ->
                (columns.contains(own(it.getValue())) ? column(it.getValue()) : "NULL")
                    + " AS "
                    + Sql.name(it.getKey()))
        .collect(
            Collectors.joining(
                ", ", "(SELECT _leat_file, ", " FROM " + Sql.name(table) + ") AS named"));
  }

  /** The condition of rows that are wrong, of kinds that look at each row alone. */
  private String wrong(Kind kind) {
    return switch (kind) {
      case Kind.Nulls nulls -> column(nulls.column()) + " IS NULL";
      case Kind.Accepted accepted -> unaccepted(accepted);
      case Kind.Bounds bounds ->
          Stream.concat(
                  bounds.min().stream()
                      .map(min -> column(bounds.column()) + " < " + Sql.literal(min)),
                  bounds.max().stream()
                      .map(max -> column(bounds.column()) + " > " + Sql.literal(max)))
              .collect(Collectors.joining(" OR "));
      case Kind.Condition condition -> "NOT (" + condition.sql().strip() + ")";
      case Kind.Rows rows -> "false";
      case Kind.Query query -> "false";
      case Kind.Linked linked -> "false";
      case Kind.Distinct distinct -> "false";
      case Kind.Fresh fresh -> "false";
      case Kind.Unique unique -> "false";
    };
  }

  /** Numbers are compared as numbers: 1.5 is 1.50, however the destination writes it. */
  private String unaccepted(Kind.Accepted accepted) {
    String column = column(accepted.column());
    if (!numbers.contains(own(accepted.column()))) {
      String texts = accepted.values().stream().map(Sql::text).collect(Collectors.joining(", "));
      return "CAST(%s AS VARCHAR) NOT IN (%s)".formatted(column, texts);
    }
    List<String> values = accepted.values().stream().filter(Sql::isNumber).toList();
    return values.isEmpty()
        ? column + " IS NOT NULL"
        : column + " NOT IN (" + String.join(", ", values) + ")";
  }

  private CheckResult result(CheckRule rule, long rows, @Nullable Object measured) {
    List<String> missing = missing(rule);
    if (!missing.isEmpty()) {
      boolean passes = rows == 0 || rule.absence() == Absence.PASSED;
      return whole(rule, rows, passes, "it has no column " + String.join(", ", missing));
    }
    return switch (rule.kind()) {
      case Kind.Rows kind ->
          whole(
              rule,
              rows,
              kind.range().holds(rows),
              "it has " + rows + " rows, not " + kind.range());
      case Kind.Distinct kind -> distinct(rule, kind, rows, Asker.number(measured));
      case Kind.Fresh kind -> fresh(rule, kind, rows, measured);
      case Kind.Unique kind -> repeated(rule, kind, rows, Asker.number(measured));
      case Kind.Query kind -> query(rule, kind, rows);
      case Kind.Linked kind -> linked(rule, kind, rows, Asker.number(measured));
      case Kind.Nulls kind -> each(rule, rows, measured, "have no " + kind.column(), null);
      case Kind.Accepted kind ->
          each(
              rule,
              rows,
              measured,
              "have " + kind.column() + " other than " + String.join(", ", kind.values()),
              kind.column());
      case Kind.Bounds kind ->
          each(rule, rows, measured, "have " + kind.column() + " " + outside(kind), kind.column());
      case Kind.Condition kind ->
          each(rule, rows, measured, "do not meet " + kind.sql().strip(), null);
    };
  }

  private CheckResult distinct(CheckRule rule, Kind.Distinct kind, long rows, long values) {
    Range range = kind.range();
    return whole(
        rule,
        rows,
        range.holds(values),
        kind.column() + " has " + values + " different values, not " + range);
  }

  private static String outside(Kind.Bounds kind) {
    return Stream.concat(
            kind.min().stream().map(min -> "below " + min),
            kind.max().stream().map(max -> "above " + max))
        .collect(Collectors.joining(" or "));
  }

  private CheckResult fresh(CheckRule rule, Kind.Fresh kind, long rows, @Nullable Object newest) {
    Optional<Instant> at = instant(newest);
    boolean fresh = at.isPresent() && !at.get().plus(kind.within()).isBefore(now);
    return whole(
        rule,
        rows,
        fresh,
        at.isEmpty()
            ? kind.column() + " has no time"
            : "the newest %s is %s, more than %s ago"
                .formatted(kind.column(), newest, words(kind.within())));
  }

  private static String words(Duration within) {
    return within.toString().replace("PT", "").replace("P", "").toLowerCase(Locale.ROOT);
  }

  /** A day lasts to its end. */
  private static Optional<Instant> instant(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    return switch (value) {
      case Instant at -> Optional.of(at);
      case LocalDateTime at -> Optional.of(at.toInstant(ZoneOffset.UTC));
      case LocalDate day -> Optional.of(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
      case String text -> parsed(text);
      default -> Optional.empty();
    };
  }

  private static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private CheckResult repeated(CheckRule rule, Kind.Unique kind, long rows, long wrong) {
    String found =
        "%d of %d rows repeat %s".formatted(wrong, rows, String.join(", ", kind.columns()));
    if (rule.threshold().allows(wrong, rows)) {
      return new CheckResult(table, rule, Outcome.PASSED, found, wrong, rows, FileIds.NONE);
    }
    String names = names(kind.columns());
    String examples =
        examples(
            "SELECT %s FROM %s GROUP BY %1$s HAVING count(*) > 1 ORDER BY %1$s LIMIT %d"
                .formatted(names, keyed(rule, kind), SHOWN));
    FileIds files =
        files(
            "(SELECT _leat_file, count(*) OVER (PARTITION BY %s) AS n FROM %s) AS r WHERE n > 1"
                .formatted(names, keyed(rule, kind)));
    return new CheckResult(
        table, rule, CheckResult.broken(rule), found + ": " + examples, wrong, rows, files);
  }

  private CheckResult linked(CheckRule rule, Kind.Linked kind, long rows, long wrong) {
    String found =
        "%d of %d rows belong to no row of %s that is there".formatted(wrong, rows, kind.tag());
    if (rule.threshold().allows(wrong, rows)) {
      return new CheckResult(table, rule, Outcome.PASSED, found, wrong, rows, FileIds.NONE);
    }
    String astray = astray(kind);
    String examples =
        examples(
            "SELECT DISTINCT %s FROM %s ORDER BY %1$s LIMIT %d"
                .formatted(names(kind.columns()), astray, SHOWN));
    return new CheckResult(
        table,
        rule,
        CheckResult.broken(rule),
        found + ": " + String.join(", ", kind.columns()) + " " + examples,
        wrong,
        rows,
        files(astray));
  }

  private String examples(String select) {
    return asker.rows(select).stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  private CheckResult query(CheckRule rule, Kind.Query kind, long rows) {
    String inner = "(" + kind.sql().strip().replaceAll(";\\s*$", "") + ") AS found";
    long wrong = Asker.number(asker.rows("SELECT count(*) FROM " + inner).get(0).get(0));
    String found = "its query finds " + (wrong == 1 ? "1 row" : wrong + " rows");
    if (rule.threshold().allows(wrong, Math.max(wrong, rows))) {
      return new CheckResult(table, rule, Outcome.PASSED, found, wrong, rows, FileIds.NONE);
    }
    String examples = examples("SELECT * FROM " + inner + " LIMIT " + SHOWN);
    return new CheckResult(
        table, rule, CheckResult.broken(rule), found + ": " + examples, wrong, rows, FileIds.NONE);
  }

  private CheckResult each(
      CheckRule rule, long rows, @Nullable Object measured, String what, @Nullable String shown) {
    long wrong = Asker.number(measured);
    String found = "%d of %d rows %s".formatted(wrong, rows, what);
    if (rule.threshold().allows(wrong, rows)) {
      return new CheckResult(table, rule, Outcome.PASSED, found, wrong, rows, FileIds.NONE);
    }
    String those = from(rule.kind()) + " WHERE " + wrong(rule.kind());
    String examples = "";
    if (shown != null) {
      examples =
          asker
              .rows(
                  "SELECT DISTINCT %s FROM %s ORDER BY 1 LIMIT %d"
                      .formatted(column(shown), those, SHOWN))
              .stream()
              .map(row -> String.valueOf(row.get(0)))
              .collect(Collectors.joining(", ", ": ", ""));
    }
    return new CheckResult(
        table, rule, CheckResult.broken(rule), found + examples, wrong, rows, files(those));
  }

  private FileIds files(String from) {
    return FileIds.of(
        asker.rows("SELECT DISTINCT _leat_file FROM " + from).stream()
            .mapToLong(row -> Asker.number(row.get(0))));
  }

  private CheckResult whole(CheckRule rule, long rows, boolean holds, String found) {
    return new CheckResult(
        table,
        rule,
        holds ? Outcome.PASSED : CheckResult.broken(rule),
        holds ? "" : found,
        holds ? 0 : 1,
        rows,
        FileIds.NONE);
  }

  /** The columns that a check names and the table does not have. */
  private List<String> missing(CheckRule rule) {
    return rule.columns().stream().filter(name -> !columns.contains(own(name))).toList();
  }

  private String names(List<String> fields) {
    return fields.stream().map(this::column).collect(Collectors.joining(", "));
  }

  private String column(String field) {
    return Sql.name(own(field));
  }

  /** The table's name of a column that may be named as the provider names it. */
  private String own(String field) {
    return columns.contains(field) ? field : Objects.requireNonNull(TableRequest.columnOf(field));
  }
}
