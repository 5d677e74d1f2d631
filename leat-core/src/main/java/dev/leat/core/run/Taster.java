package dev.leat.core.run;

import dev.leat.api.Column;
import dev.leat.api.LeatException;
import dev.leat.api.Relation;
import dev.leat.core.contract.Contract;
import dev.leat.core.contract.TagRule;
import dev.leat.core.load.TableTask;
import dev.leat.core.load.TagJudge;
import dev.leat.core.read.Inferred;
import dev.leat.core.read.InputFile;
import dev.leat.core.read.Rows;
import dev.leat.core.read.Shape;
import dev.leat.core.read.Strays;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.Typing;
import dev.leat.core.read.Workbench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads files as a load would, and writes nothing.
 *
 * @param known what was learnt about the table so far
 * @param names how a file is called
 */
record Taster(
    Workbench workbench,
    TableRequest request,
    Optional<Shape> known,
    Optional<TagRule> tag,
    Function<InputFile, String> names) {
  static Taster of(Workbench workbench, TableRequest request, Function<InputFile, String> names) {
    return new Taster(workbench, request, Optional.empty(), Optional.empty(), names);
  }

  /** As the table would be read. */
  static Taster of(Workbench workbench, TableTask task) {
    return new Taster(
        workbench,
        task.request(),
        task.shape().map(Shape::parse),
        task.tag(),
        file -> file.dataset().toString());
  }

  /** Reads in batches until so many rows were seen; all rows are counted. */
  FilePreview taste(List<InputFile> files, int rowsMax) throws InterruptedException {
    var typing = new Typing(workbench);
    Inferred inferred = typing.infer(files, request, known);
    Shape shape = Contract.judge(request, known, inferred).orThrow().shape();
    List<Column> columns =
        inferred.tables().getFirst().columns().stream()
            .filter(it -> !it.name().startsWith("_leat_"))
            .toList();
    var first = new ArrayList<List<@Nullable String>>();
    var rejected = new ArrayList<FilePreview.Rejected>();
    var problems = new LinkedHashMap<String, LeatException>();
    var strays = new Strays(workbench, request);
    var notes = new ArrayList<>(inferred.ambiguities());
    long rows = 0;
    long quarantined = 0;
    for (List<InputFile> batch : Typing.batches(files)) {
      try (Rows read = typing.rows(batch, request, shape)) {
        rows += read.records();
        quarantined += read.quarantined();
        first.addAll(first(read, columns, rowsMax - first.size()));
        rejected.addAll(rejected(read, batch, rowsMax - rejected.size()));
        judge(read, batch).forEach(problems::putIfAbsent);
        notes.addAll(strays.in(read, batch));
      }
    }
    return new FilePreview(
        columns,
        first,
        rejected,
        rows,
        quarantined,
        notes,
        typing.dateFormats(request, inferred.shape()),
        problems);
  }

  private Map<String, LeatException> judge(Rows read, List<InputFile> batch) {
    var problems = new LinkedHashMap<String, LeatException>();
    tag.ifPresent(
        rule -> {
          var root = read.tables().getFirst();
          new TagJudge(request.name(), rule)
              .problems(Relation.of(root.schema(), root.select(), workbench.connection()), batch)
              .forEach(problem -> problems.put(problem.column(), problem.error()));
        });
    return problems;
  }

  private List<List<@Nullable String>> first(Rows read, List<Column> columns, int max) {
    if (columns.isEmpty() || max <= 0) {
      return List.of();
    }
    String names =
        columns.stream()
            .map(column -> "CAST(\"" + column.name().replace("\"", "\"\"") + "\" AS VARCHAR)")
            .collect(Collectors.joining(", "));
    String from =
        " FROM (" + read.tables().getFirst().select() + ") ORDER BY _leat_file, _leat_row";
    return workbench.query(
        "SELECT " + names + from + " LIMIT " + max,
        row -> {
          var values = new ArrayList<@Nullable String>();
          for (int i = 1; i <= columns.size(); i++) {
            values.add(row.getString(i));
          }
          return values;
        });
  }

  private List<FilePreview.Rejected> rejected(Rows read, List<InputFile> batch, int max) {
    if (max <= 0) {
      return List.of();
    }
    return workbench.query(
        "SELECT file, \"row\", \"column\", value, reason FROM "
            + read.quarantine()
            + " ORDER BY file, \"row\" LIMIT "
            + max,
        row ->
            new FilePreview.Rejected(
                name(batch, row.getLong(1)),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
  }

  private String name(List<InputFile> batch, long id) {
    return batch.stream()
        .filter(file -> file.id() == id)
        .findFirst()
        .map(names)
        .orElse("file " + id);
  }
}
