package dev.leat.core.read;

import dev.leat.api.ColumnType.Simple;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV files: every value as text first, then by what the texts of its column have in common.
 */
final class CsvFormat implements FormatReader {
  private static final String TEXT = "VARCHAR";

  private final Workbench workbench;

  CsvFormat(Workbench workbench) {
    this.workbench = workbench;
  }

  /** Files that are read by one statement: those with the same first line. */
  private record Group(CsvHead head, List<Integer> positions) {}

  @Override
  public List<Surveyed> survey(List<InputFile> files, TableRequest request)
      throws InterruptedException {
    var answers = new Surveyed[files.size()];
    for (Group group : groups(files)) {
      List<Integer> odd = new ArrayList<>(group.positions());
      if (isTable(group.head())) {
        odd.removeAll(scanned(group, files, answers));
        odd.removeAll(hard(odd, files, answers));
      }
      for (int position : odd) {
        answers[position] = surveyed(Node.NONE, rejections(files.get(position), group.head()));
      }
      if (!odd.isEmpty() && isTable(group.head())) {
        Node evidence = evidence(group.head(), odd.stream().map(files::get).toList());
        answers[odd.getFirst()] = surveyed(evidence, List.of());
      }
    }
    return List.of(answers);
  }

  /** The positions of files that are plain, which have their answers then. */
  private List<Integer> scanned(Group group, List<InputFile> files, Surveyed[] answers)
      throws InterruptedException {
    List<Callable<Optional<Surveyed>>> scans =
        group.positions().stream()
            .map(
                position ->
                    (Callable<Optional<Surveyed>>) new CsvScan(files.get(position), group.head()))
            .toList();
    List<Optional<Surveyed>> found = workbench.scan(scans);
    var plain = new ArrayList<Integer>();
    for (int i = 0; i < found.size(); i++) {
      int position = group.positions().get(i);
      if (found.get(i).isPresent()) {
        answers[position] = found.get(i).get();
        plain.add(position);
      }
    }
    return plain;
  }

  /** The positions of files that are not for DuckDB. */
  private List<Integer> hard(List<Integer> odd, List<InputFile> files, Surveyed[] answers)
      throws InterruptedException {
    List<Boolean> found =
        workbench.scan(
            odd.stream()
                .map(position -> (Callable<Boolean>) () -> HardLines.in(files.get(position)))
                .toList());
    List<Integer> hard =
        IntStream.range(0, odd.size()).filter(found::get).mapToObj(odd::get).toList();
    hard.forEach(position -> answers[position] = Surveyed.rewritten());
    return hard;
  }

  private static Surveyed surveyed(Node record, List<Rejection> rejections) {
    return new Surveyed(record, -1, Surveyed.Access.LINES, rejections, List.of());
  }

  private static boolean isTable(CsvHead head) {
    return !head.isEmpty() && !head.isHtml() && !head.isPacked() && !head.isWide();
  }

  private static List<Rejection> rejections(InputFile file, CsvHead head) {
    if (head.isHtml()) {
      return List.of(Rejection.ofFile(file.id(), "the file is a page, not a table of values"));
    }
    if (head.isPacked()) {
      return List.of(
          Rejection.ofFile(file.id(), "what is in the file is compressed itself: unpack it first"));
    }
    return head.isWide()
        ? List.of(
            Rejection.ofFile(
                file.id(),
                "the file has %d columns, more than the %d that a table may have"
                    .formatted(head.names().size(), Node.FIELDS_MAX)))
        : List.of();
  }

  private List<Group> groups(List<InputFile> files) throws InterruptedException {
    List<CsvHead> heads =
        workbench.scan(
            files.stream().map(file -> (Callable<CsvHead>) () -> CsvHead.of(file)).toList());
    Map<CsvHead, List<Integer>> positions = new LinkedHashMap<>();
    for (int i = 0; i < heads.size(); i++) {
      positions.computeIfAbsent(heads.get(i), any -> new ArrayList<>()).add(i);
    }
    return positions.entrySet().stream()
        .map(entry -> new Group(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Types are found where the texts lie: nothing is copied. */
  private Node evidence(CsvHead head, List<InputFile> files) {
    List<String> columns = CsvTexts.columns(head);
    String aggregates = columns.stream().map(CsvTypes::evidence).collect(Collectors.joining(", "));
    String traits = CsvTypes.traits(columns, CsvTexts.scan(head, files));
    return workbench
        .query("SELECT " + aggregates + " FROM " + traits, row -> node(head, row))
        .getFirst();
  }

  private static Node node(CsvHead head, ResultSet row) throws SQLException {
    Map<String, Node> fields = new LinkedHashMap<>();
    for (int i = 0; i < head.names().size(); i++) {
      Scalars scalars = CsvTypes.scalars(row, i * CsvTypes.PARTS + 1);
      fields.put(head.names().get(i), Node.ofScalars(scalars));
    }
    return Node.ofFields(fields);
  }

  @Override
  public void stage(List<Numbered> files, TableRequest request, Stage stage)
      throws InterruptedException {
    for (Group group : groups(files.stream().map(Numbered::file).toList())) {
      List<Numbered> members = group.positions().stream().map(files::get).toList();
      if (!isTable(group.head())) {
        members.forEach(file -> stage.reject(rejections(file.file(), group.head())));
      } else {
        stage(group.head(), members, request, stage);
      }
    }
  }

  private void stage(CsvHead head, List<Numbered> files, TableRequest request, Stage stage) {
    Surveyed first = files.getFirst().surveyed();
    if (first.isCounted() && stage.mayStream() && isUnchecked(stage.layout().plan())) {
      List<String> types = head.names().stream().map(name -> type(name, stage)).toList();
      String values = CsvTexts.values(head, files.getFirst().file(), types);
      stage.stream(
          "SELECT row_number() OVER () - 1 AS n, %s AS r FROM %s"
              .formatted(record(head, types, stage), values),
          first.records());
      return;
    }
    List<Check> checks =
        stage.layout().rewrites() ? checks(head, request, stage.layout().plan()) : List.of();
    String number = CsvTexts.pick(files, file -> Integer.toString(file.number()));
    String record = record(head, Collections.nCopies(head.names().size(), TEXT), stage);
    List<InputFile> inputs = files.stream().map(Numbered::file).toList();
    try (var texts = new CsvTexts(workbench, head, inputs)) {
      if (!stage.layout().rewrites()) {
        stage.add("SELECT " + number + ", NULL, " + record + " FROM " + texts.scan());
        if (!texts.hasBadLines()) {
          return;
        }
        stage.remove(files.stream().map(Numbered::number).collect(Collectors.toSet()));
      }
      texts.keep();
      texts.rejectLines(stage, files);
      String accepted = texts.rejectMisfits(stage, files, checks);
      stage.add(
          "SELECT " + number + ", n, " + record + " FROM " + texts.rows() + " WHERE " + accepted);
    }
  }

  private static boolean isUnchecked(Plan plan) {
    return plan.fields() != null
        && plan.fields().byName().values().stream()
            .map(field -> field.plan().leaf())
            .allMatch(leaf -> leaf == null || leaf.checks().isEmpty());
  }

  /**
   * What the texts of one column must be.
   *
   * @param fits the condition, true for null
   */
  record Check(String text, String column, String fits, String reason) {}

  private static List<Check> checks(CsvHead head, TableRequest request, Plan plan) {
    var checks = new ArrayList<Check>();
    for (int i = 0; i < head.names().size(); i++) {
      String text = CsvTexts.column(i);
      Plan.Leaf leaf = leaf(plan, head.names().get(i));
      if (leaf != null && leaf.format() == null) {
        String fits = "(" + text + " IS NULL OR " + CsvTypes.fits(text, leaf.type()) + ")";
        String reason = "not a value of type " + SqlTypes.words(leaf.type());
        checks.add(new Check(text, leaf.column(), fits, reason));
      } else if (leaf == null && request.mode() == TableRequest.Mode.QUARANTINE_ROW) {
        checks.add(
            new Check(
                text,
                head.names().get(i),
                "(" + text + " IS NULL)",
                "the table has no column for it"));
      }
    }
    return checks;
  }

  private static Plan.@Nullable Leaf leaf(Plan plan, String name) {
    Plan.Field field = plan.fields() == null ? null : plan.fields().byName().get(name);
    return field == null ? null : field.plan().leaf();
  }

  /** In which type DuckDB reads a column, every text of which is a value of its type. */
  private static String type(String name, Stage stage) {
    Plan.Leaf leaf = leaf(stage.layout().plan(), name);
    return leaf != null && leaf.format() == null && SqlTypes.parsed(leaf.type())
        ? SqlTypes.of(leaf.type())
        : TEXT;
  }

  /**
   * @param types in which the columns are read
   */
  private static String record(CsvHead head, List<String> types, Stage stage) {
    Plan.Fields fields = stage.layout().plan().fields();
    if (fields == null) {
      return "NULL";
    }
    return fields.byName().entrySet().stream()
        .map(
            field -> {
              int at = head.names().indexOf(field.getKey());
              String value = at < 0 ? "NULL" : CsvTexts.column(at);
              Plan.Leaf leaf = field.getValue().plan().leaf();
              boolean typed = at >= 0 && !types.get(at).equals(TEXT);
              return Sql.name(field.getValue().key())
                  + " := "
                  + (typed ? value : cast(value, leaf, stage));
            })
        .collect(Collectors.joining(", ", "struct_pack(", ")"));
  }

  private static String cast(String text, Plan.@Nullable Leaf leaf, Stage stage) {
    if (leaf == null) {
      return "NULL";
    }
    String value =
        leaf.type() == Simple.JSON
            ? "CASE WHEN json_valid(" + text + ") THEN " + text + " ELSE to_json(" + text + ") END"
            : text;
    return "CAST(" + value + " AS " + stage.stagedType(leaf) + ")";
  }
}
