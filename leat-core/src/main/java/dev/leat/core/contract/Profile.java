package dev.leat.core.contract;

import dev.leat.core.contract.Asker.TableColumn;
import dev.leat.core.project.Quality.ProfileRule;
import dev.leat.core.project.QuarantineLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a table held after a load, in numbers.
 *
 * @param rows of the root table
 */
public record Profile(String table, long rows, List<OfColumn> columns) {
  /** Types whose values are counted and compared; of others only nulls are. */
  private static final Pattern COMPARABLE =
      Pattern.compile(
          "(big|huge|small)?int(eger)?|decimal.*|numeric.*|double.*|varchar|text|date|time.*");

  public Profile {
    Objects.requireNonNull(table);
    columns = List.copyOf(columns);
  }

  /**
   * What a column held.
   *
   * @param distinct values without null, -1 where they were not counted
   * @param min as text, null where there is none
   */
  public record OfColumn(
      String name, long nulls, long distinct, @Nullable String min, @Nullable String max) {
    public OfColumn {
      Objects.requireNonNull(name);
    }
  }

  /** Looks at a table by one SELECT; a table that is not there has no rows. */
  public static Profile of(String table, Asker asker) {
    List<TableColumn> columns =
        asker.columns(table).stream().filter(column -> !column.isOurs()).toList();
    if (columns.isEmpty()) {
      return new Profile(table, 0, List.of());
    }
    String select =
        columns.stream()
            .map(Profile::expressions)
            .collect(Collectors.joining(", ", "SELECT count(*), ", " FROM " + Sql.name(table)));
    List<@Nullable Object> measured = asker.rows(select).get(0);
    long rows = Asker.number(measured.get(0));
    var profiles = new ArrayList<OfColumn>();
    for (int i = 0; i < columns.size(); i++) {
      int at = 1 + 4 * i;
      profiles.add(
          new OfColumn(
              columns.get(i).name(),
              rows - Asker.number(measured.get(at)),
              Asker.number(measured.get(at + 1)),
              text(measured.get(at + 2)),
              text(measured.get(at + 3))));
    }
    return new Profile(table, rows, profiles);
  }

  private static String expressions(TableColumn column) {
    String name = Sql.name(column.name());
    return COMPARABLE.matcher(column.type().toLowerCase(Locale.ROOT)).matches()
        ? "count(%1$s), count(DISTINCT %1$s), CAST(min(%1$s) AS VARCHAR), CAST(max(%1$s) AS VARCHAR)"
            .formatted(name)
        : "count(" + name + "), -1, NULL, NULL";
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** What moved further than it may since another profile of the same table, in sentences. */
  public List<String> jumps(Profile before, ProfileRule rule) {
    var jumps = new ArrayList<String>();
    if (jumped(rule.rows(), before.rows, rows)) {
      jumps.add(
          "%s has %d rows, and had %d: a jump of more than %s."
              .formatted(table, rows, before.rows, limit(rule.rows())));
    }
    for (OfColumn column : columns) {
      before.columns.stream()
          .filter(each -> each.name().equals(column.name()))
          .findFirst()
          .ifPresent(then -> jumps.addAll(jumps(column, then, before, rule)));
    }
    return jumps;
  }

  private List<String> jumps(OfColumn now, OfColumn then, Profile before, ProfileRule rule) {
    var jumps = new ArrayList<String>();
    if (rule.nulls().isPresent() && rows > 0 && before.rows > 0) {
      double moved = Math.abs(share(now.nulls(), rows) - share(then.nulls(), before.rows));
      boolean far =
          switch (rule.nulls().get()) {
            case QuarantineLimit.Share share -> moved > Double.parseDouble(share.percent());
            case QuarantineLimit.Rows count -> Math.abs(now.nulls() - then.nulls()) > count.limit();
          };
      if (far) {
        jumps.add(
            "%s.%s is null in %d of %d rows, and was in %d of %d: a jump of more than %s."
                .formatted(
                    table,
                    now.name(),
                    now.nulls(),
                    rows,
                    then.nulls(),
                    before.rows,
                    limit(rule.nulls())));
      }
    }
    if (then.distinct() >= 0 && jumped(rule.distinct(), then.distinct(), now.distinct())) {
      jumps.add(
          "%s.%s has %d different values, and had %d: a jump of more than %s."
              .formatted(
                  table, now.name(), now.distinct(), then.distinct(), limit(rule.distinct())));
    }
    return jumps;
  }

  private static double share(long part, long whole) {
    return 100.0 * part / whole;
  }

  private static boolean jumped(Optional<QuarantineLimit> limit, long then, long now) {
    return limit.isPresent() && !limit.get().allows(Math.abs(now - then), then);
  }

  private static String limit(Optional<QuarantineLimit> limit) {
    return limit.map(Object::toString).orElse("");
  }
}
