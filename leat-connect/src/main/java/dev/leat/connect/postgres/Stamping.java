package dev.leat.connect.postgres;

import dev.leat.api.Disposition;
import dev.leat.api.Disposition.Stamps;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Statements;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Keeps the times at which rows came and changed, where rows s take the place of rows t. */
final class Stamping {
  private Stamping() {}

  /** The columns that hold them. */
  static List<String> of(Disposition.Merge rule) {
    return rule.stamps().map(both -> List.of(both.created(), both.modified())).orElse(List.of());
  }

  /** What they become in a row that is updated. */
  static Map<String, String> kept(Disposition disposition) {
    return disposition instanceof Disposition.Merge rule
        ? rule.stamps()
            .map(
                both ->
                    Map.of(
                        both.created(),
                        "coalesce(t.%1$s, s.%1$s)".formatted(Sql.name(both.created())),
                        both.modified(),
                        "coalesce(s.%1$s, t.%1$s)".formatted(Sql.name(both.modified()))))
            .orElse(Map.of())
        : Map.of();
  }

  /** Staged rows take over what the table's rows of their keys say, before those go. */
  static void keep(
      Statements sql, Tables tables, Table stage, Table target, Disposition.Merge rule) {
    Map<String, String> wanted = tables.columns(stage);
    Map<String, String> present = tables.columns(target);
    List<String> key = rule.key().stream().map(Sql::fitting).toList();
    Stamps stamps = rule.stamps().orElse(null);
    if (stamps == null
        || !present.keySet().containsAll(key)
        || !wanted.keySet().containsAll(key)
        || !present.keySet().containsAll(of(rule))) {
      return;
    }
    var all = new LinkedHashSet<>(Sql.data(wanted.keySet()));
    all.addAll(Sql.data(present.keySet()));
    all.removeAll(of(rule));
    sql.run(
        """
        UPDATE %1$s s SET %3$s = least(s.%3$s, t.%3$s),
          %4$s = CASE WHEN %5$s THEN coalesce(t.%4$s, s.%4$s) ELSE greatest(s.%4$s, t.%4$s) END
        FROM %2$s t WHERE %6$s\
        """
            .formatted(
                stage.sql(),
                target.sql(),
                Sql.name(stamps.created()),
                Sql.name(stamps.modified()),
                Sql.join(all, column -> same(column, wanted, present), " AND "),
                Sql.join(key, Stamping::sameKey, " AND ")));
  }

  private static String same(
      String column, Map<String, String> wanted, Map<String, String> present) {
    if (!wanted.containsKey(column)) {
      return Sql.of("t", column) + " IS NULL";
    }
    if (!present.containsKey(column)) {
      return Sql.of("s", column) + " IS NULL";
    }
    boolean alike =
        Objects.equals(wanted.get(column), present.get(column))
            && !Objects.requireNonNull(present.get(column)).startsWith("json");
    String as = alike ? "" : "::text";
    return Sql.of("s", column) + as + " IS NOT DISTINCT FROM " + Sql.of("t", column) + as;
  }

  /** Written so that the server can hash it. */
  private static String sameKey(String column) {
    return "coalesce(%1$s::text, '') = coalesce(%2$s::text, '') AND (%1$s IS NULL) = (%2$s IS NULL)"
        .formatted(Sql.of("s", column), Sql.of("t", column));
  }
}
