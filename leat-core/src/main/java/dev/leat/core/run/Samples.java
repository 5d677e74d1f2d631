package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.RowSink;
import dev.leat.core.project.Project;
import dev.leat.core.project.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the first rows of tables, and what their columns are. */
final class Samples {
  private static final class Collected implements RowSink {
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    @Override
    public void columns(List<ResultColumn> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
      rows.add(new ArrayList<>(values));
    }
  }

  private static final String LINEAGE = "_leat_";

  private final Destination destination;
  private final int rowsMax;

  Samples(Destination destination, int rowsMax) {
    this.destination = destination;
    this.rowsMax = rowsMax;
  }

  /** Of each table that was loaded, children after their parent. */
  List<TrialReport.Sample> of(Project project, RunReport report) {
    List<TrialReport.Sample> samples = new ArrayList<>();
    for (LoadReport load : report.loads()) {
      if (load.state() == LoadReport.State.LOADED) {
        List<String> key = project.table(load.table()).map(TableDefinition::key).orElse(List.of());
        samples.add(sample(load.table(), null, key));
        load.children().keySet().stream()
            .map(child -> sample(child, load.table(), List.of()))
            .forEach(samples::add);
      }
    }
    return samples;
  }

  private TrialReport.Sample sample(String table, @Nullable String parent, List<String> key) {
    List<TrialReport.Column> columns =
        rows(
                "select column_name, data_type from information_schema.columns where table_name = '"
                    + table.replace("'", "''")
                    + "' order by ordinal_position")
            .stream()
            .map(row -> column(row, key))
            .filter(column -> !column.name().startsWith(LINEAGE))
            .toList();
    String from = " from " + quoted(table);
    String names =
        columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    List<List<@Nullable Object>> first =
        columns.isEmpty() ? List.of() : rows("select " + names + from + " limit " + rowsMax);
    Object count = rows("select count(*)" + from).getFirst().getFirst();
    return new TrialReport.Sample(
        table, parent, columns, first, count instanceof Number number ? number.longValue() : 0);
  }

  private static TrialReport.Column column(List<@Nullable Object> row, List<String> key) {
    String name = String.valueOf(row.getFirst());
    boolean isKey = key.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name));
    return new TrialReport.Column(name, String.valueOf(row.getLast()), isKey);
  }

  private List<List<@Nullable Object>> rows(String sql) {
    var collected = new Collected();
    destination.query(sql, collected);
    return collected.rows;
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
