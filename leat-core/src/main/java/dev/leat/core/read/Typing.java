package dev.leat.core.read;

import dev.leat.api.LeatException;
import dev.leat.api.TableSchema;
import dev.leat.core.read.TableRequest.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns files into typed rows: types from every value, never from a sample.
 *
 * <p>A table whose shape is known is read at once; only where files do not fit that shape are types
 * inferred again, over all files of the load. Not thread-safe; platform threads only.
 */
public final class Typing {
  private static final int BATCH_FILES = 64;
  private static final long BATCH_BYTES = 64L << 20;
  private static final int REJECTIONS_MAX = 1_000;

  private final Workbench workbench;
  private final Rewriting rewriting;
  private final Map<Formats, FormatReader> readers = new EnumMap<>(Formats.class);

  /** What is known of files that were looked at, by table: their evidence, all in one. */
  private final Map<String, Looked> looked = new HashMap<>();

  /** The projects' own SELECTs, taken apart, by their text. */
  private final Map<String, RowSql> selects = new HashMap<>();

  /** A table without rows. */
  public record Blank(TableSchema schema, String select) {}

  private record Looked(Shape shape, Map<Long, Surveyed> files) {}

  /** Files that one reader takes in one go. */
  private record Manner(Formats format, boolean rewritten, TableRequest request) {
    static Manner of(Ready ready, TableRequest request) {
      TableRequest own = ready.request(request);
      return new Manner(Formats.of(ready.file(), own), ready.isRewritten(), own);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Manner manner
          && format == manner.format
          && rewritten == manner.rewritten;
    }

    @Override
    public int hashCode() {
      return format.hashCode();
    }
  }

  public Typing(Workbench workbench) {
    this.workbench = workbench;
    this.rewriting = new Rewriting(workbench);
    var json = new JsonFormat(workbench);
    readers.put(Formats.JSON, json);
    readers.put(Formats.JSON_LINES, json);
    readers.put(Formats.CSV, new CsvFormat(workbench));
    readers.put(Formats.PARQUET, new ParquetFormat(workbench));
  }

  /** Cuts files into batches that can be staged at once, in their order. */
  public static List<List<InputFile>> batches(List<InputFile> files) {
    var batches = new ArrayList<List<InputFile>>();
    var batch = new ArrayList<InputFile>();
    long bytes = 0;
    for (InputFile file : files) {
      boolean full = batch.size() == BATCH_FILES || bytes + file.size() > BATCH_BYTES;
      if (full && !batch.isEmpty()) {
        batches.add(List.copyOf(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(file);
      bytes += file.size();
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /**
   * Looks at every value of the files.
   *
   * @param known the shape that earlier loads left
   * @throws dev.leat.api.LeatException where no tables can be made, such as for a collision of
   *     column names
   */
  public Inferred infer(List<InputFile> files, TableRequest request, Optional<Shape> known)
      throws InterruptedException {
    Shape shape = known.orElse(Shape.NONE);
    Shape seen = Shape.NONE;
    var facts = new HashMap<Long, Surveyed>();
    var rejections = new ArrayList<Rejection>();
    Set<String> oddities = new LinkedHashSet<>();
    for (List<InputFile> batch : batches(files)) {
      List<Surveyed> answers = survey(batch, request);
      for (int i = 0; i < answers.size(); i++) {
        Surveyed answer = answers.get(i);
        seen = seen.merge(evidence(batch.get(i), answer));
        facts.put(batch.get(i).id(), answer.withoutEvidence());
        oddities.addAll(answer.oddities());
        answer.rejections().stream()
            .limit(REJECTIONS_MAX - rejections.size())
            .forEach(rejections::add);
      }
    }
    looked.put(request.name(), new Looked(seen, facts));
    Shape merged = shape.merge(seen);
    Layout layout = layout(request, merged);
    List<TableSchema> before = known.isEmpty() ? List.of() : layout(request, shape).schemas();
    oddities.addAll(layout.ambiguities());
    return new Inferred(
        merged.settled(),
        layout.schemas(),
        rejections,
        SchemaChange.between(before, layout.schemas()),
        List.copyOf(oddities));
  }

  /** The tables that a shape makes, the root first. */
  public List<TableSchema> tables(TableRequest request, Shape shape) {
    return layout(request, shape).schemas();
  }

  private Layout layout(TableRequest request, Shape shape) {
    Layout layout = Layout.of(request, shape);
    Optional<String> sql = request.shaping().sql();
    if (sql.isEmpty()) {
      return layout;
    }
    RowSql select =
        selects.computeIfAbsent(sql.get(), any -> RowSql.select(workbench, request.name(), any));
    return Layout.isReshaped(request, shape)
        ? reshaped(layout, request, shape, select)
        : unseen(request, shape, select).orElse(layout);
  }

  private Layout reshaped(Layout layout, TableRequest request, Shape shape, RowSql select) {
    return layout.reshaped(request, shape, Reshaping.of(workbench, request, select, layout));
  }

  /**
   * The table before there is any file: where the project's SELECT needs declared columns alone.
   *
   * @return its schema, and the SQL of no rows of it
   */
  public Optional<Blank> blank(TableRequest request) {
    return Optional.of(layout(request, Shape.NONE))
        .filter(layout -> layout.reshaping() != null)
        .map(layout -> layout.schemas().getFirst())
        .map(schema -> new Blank(schema, Reshaping.noRows(schema) + " WHERE false"));
  }

  /** Of no record, a SELECT makes columns where declared ones are all that it needs. */
  private Optional<Layout> unseen(TableRequest request, Shape shape, RowSql select) {
    try {
      Layout made = reshaped(Layout.declared(request, shape), request, shape, select);
      return Optional.of(made).filter(it -> it.isComplete(request));
    } catch (LeatException e) {
      if (e.code() != ReadError.TABLE_SQL_REFUSED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** By column of the root table, how its dates are written where they are not ISO's. */
  public Map<String, String> dateFormats(TableRequest request, Shape shape) {
    Plan.Fields fields = Layout.of(request, shape).plan().fields();
    var formats = new LinkedHashMap<String, String>();
    if (fields != null) {
      for (Plan.Field field : fields.byName().values()) {
        Plan.Leaf leaf = field.plan().leaf();
        DateFormat format = leaf == null ? null : leaf.format();
        if (leaf != null && format != null) {
          formats.put(leaf.column(), format.pattern());
        }
      }
    }
    return formats;
  }

  /**
   * Reads a batch by a shape; the caller closes the rows before it asks for more.
   *
   * @param batch at most as large as {@link #batches} makes them
   * @param shape inferred from these files, or remembered from others
   */
  public Rows rows(List<InputFile> batch, TableRequest request, Shape shape)
      throws InterruptedException {
    return rows(batch, request, shape, Rows.Use.MANY_READS);
  }

  /**
   * The same.
   *
   * @param use of the rows; those that are read once need not be kept
   */
  public Rows rows(List<InputFile> batch, TableRequest request, Shape shape, Rows.Use use)
      throws InterruptedException {
    List<Surveyed> answers = answers(batch, request, shape);
    Shape merged = shape;
    for (int i = 0; i < batch.size(); i++) {
      merged = merged.merge(evidence(batch.get(i), answers.get(i)));
    }
    Layout accepted = layout(request, shape);
    Layout layout = merged.equals(shape) ? accepted : layout(request, merged);
    boolean covered = SchemaChange.between(accepted.schemas(), layout.schemas()).isEmpty();
    if (!covered && (request.mode() == Mode.EVOLVE || request.mode() == Mode.FREEZE)) {
      return Rows.uncovered(merged);
    }
    Shape kept = covered ? merged : shape;
    Layout read = covered ? layout : accepted.rewriting();
    boolean once = use == Rows.Use.ONE_READ && request.shaping().needsNoStaging();
    return staged(batch, answers, request, Stage.create(workbench, read, batch, once), kept);
  }

  private Rows staged(
      List<InputFile> batch, List<Surveyed> answers, TableRequest request, Stage stage, Shape shape)
      throws InterruptedException {
    try {
      List<Ready> ready = rewriting.ready(batch, request);
      Map<Manner, List<FormatReader.Numbered>> groups = new LinkedHashMap<>();
      for (int i = 0; i < batch.size(); i++) {
        groups
            .computeIfAbsent(Manner.of(ready.get(i), request), any -> new ArrayList<>())
            .add(new FormatReader.Numbered(i, ready.get(i).file(), answers.get(i)));
      }
      for (Map.Entry<Manner, List<FormatReader.Numbered>> group : groups.entrySet()) {
        Manner manner = group.getKey();
        reader(manner.format()).stage(group.getValue(), manner.request(), stage);
      }
      ValueChecks.reject(stage);
      List<String> views = stage.tables(shape.keys(), request);
      locate(ready, stage);
      stage.withhold(request);
      rewriting.forget(request.name(), batch);
      var tables = new ArrayList<Rows.TableRows>();
      for (int i = 0; i < views.size(); i++) {
        tables.add(new Rows.TableRows(stage.layout().schemas().get(i), views.get(i)));
      }
      return Rows.of(shape, tables, stage);
    } catch (RuntimeException | InterruptedException e) {
      stage.close();
      throw e;
    }
  }

  /** Rewritten files have places of their own, which a person finds records by. */
  private static void locate(List<Ready> ready, Stage stage) {
    for (Ready file : ready) {
      file.located().ifPresent(places -> stage.locate(file.file(), places));
      stage.reject(file.rejections());
    }
  }

  /** What the files hold; those that were looked at for this very shape are not read again. */
  private List<Surveyed> answers(List<InputFile> batch, TableRequest request, Shape shape)
      throws InterruptedException {
    Looked before = looked.get(request.name());
    if (before != null
        && batch.stream().allMatch(file -> before.files().containsKey(file.id()))
        && shape.merge(before.shape()).equals(shape)) {
      return batch.stream().map(file -> before.files().get(file.id())).toList();
    }
    return survey(batch, request);
  }

  private List<Surveyed> survey(List<InputFile> batch, TableRequest request)
      throws InterruptedException {
    List<Ready> ready = rewriting.ready(batch, request);
    Map<Manner, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      groups.computeIfAbsent(Manner.of(ready.get(i), request), any -> new ArrayList<>()).add(i);
    }
    var answers = new Surveyed[batch.size()];
    for (Map.Entry<Manner, List<Integer>> group : groups.entrySet()) {
      Manner manner = group.getKey();
      List<Integer> numbers = group.getValue();
      List<InputFile> files = numbers.stream().map(number -> ready.get(number).file()).toList();
      List<Surveyed> found = reader(manner.format()).survey(files, manner.request());
      for (int i = 0; i < found.size(); i++) {
        answers[numbers.get(i)] = ready.get(numbers.get(i)).with(found.get(i));
      }
      List<InputFile> hard =
          IntStream.range(0, files.size())
              .filter(i -> found.get(i).isToBeRewritten())
              .mapToObj(files::get)
              .toList();
      if (!hard.isEmpty()) {
        rewriting.insist(hard, request);
        return survey(batch, request);
      }
    }
    return List.of(answers);
  }

  private FormatReader reader(Formats format) {
    FormatReader reader = readers.get(format);
    if (reader == null) {
      throw new IllegalStateException("no reader of " + format);
    }
    return reader;
  }

  private static Shape evidence(InputFile file, Surveyed surveyed) {
    Shape keys = Shape.ofKeys(file.dataset().keys());
    return keys.merge(Shape.ofRecord(surveyed.record()));
  }
}
