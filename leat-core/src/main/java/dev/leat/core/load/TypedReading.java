package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.api.Batch.Quarantine;
import dev.leat.api.Column;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatException;
import dev.leat.api.Relation;
import dev.leat.core.contract.Contract;
import dev.leat.core.read.Inferred;
import dev.leat.core.read.InputFile;
import dev.leat.core.read.Rows;
import dev.leat.core.read.Shape;
import dev.leat.core.read.Strays;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.Typing;
import dev.leat.core.read.Workbench;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a table's files on a workbench. */
final class TypedReading implements Reading {
  private final Workbench workbench;
  private final Typing typing;
  private final TableRequest request;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Map<FileIds, Long> leftOut = new HashMap<>();
  private final boolean manyReads;
  private Optional<Shape> known;
  private final List<Rows> open = new ArrayList<>();
  private final Strays strays;

  /** Whether types were decided in this load. */
  private boolean learnt;

  TypedReading(Workbench workbench, TableTask task) {
    this.workbench = workbench;
    this.typing = new Typing(workbench);
    this.request = task.request();
    this.known = task.shape().map(Shape::parse);
    this.manyReads = task.tag().isPresent() || task.disposition() instanceof Disposition.Vault;
    this.strays = new Strays(workbench, request);
  }

  @Override
  public List<List<InputFile>> batches(List<InputFile> files) {
    return Typing.batches(files);
  }

  @Override
  public boolean isBlank() {
    return known.isEmpty();
  }

  @Override
  public void learn(List<InputFile> files) {
    release();
    try {
      Inferred inferred = typing.infer(files, request, known);
      known = Optional.of(Contract.judge(request, known, inferred).orThrow().shape());
      warnings.addAll(inferred.ambiguities());
      learnt = true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public Optional<Batch> rows(List<InputFile> batch, Lifetime lifetime) {
    if (lifetime == Lifetime.NEXT_BATCH) {
      release();
    }
    Rows.Use use = manyReads || lifetime == Lifetime.LOAD ? Rows.Use.MANY_READS : Rows.Use.ONE_READ;
    try {
      Rows rows = typing.rows(batch, request, known.orElse(Shape.NONE), use);
      open.add(rows);
      if (rows.unknownFields()) {
        return Optional.empty();
      }
      known = Optional.of(rows.shape());
      if (learnt) {
        warnings.addAll(strays.in(rows, batch));
      }
      List<Relation> relations =
          rows.tables().stream().map(table -> relation(rows, table)).toList();
      FileIds files = FileIds.of(batch.stream().mapToLong(InputFile::id));
      leftOut.put(files, rows.leftOut());
      return Optional.of(new Batch(files, relations, quarantine(rows), lifetime));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Relation relation(Rows rows, Rows.TableRows table) {
    Connection connection = workbench.connection();
    return rows.areStreamed()
        ? Relation.plain(table.schema(), table.select(), connection, rows.records())
        : Relation.of(table.schema(), table.select(), connection);
  }

  @Override
  public Optional<Batch> blank() {
    return typing
        .blank(request)
        .map(table -> Relation.of(table.schema(), table.select(), workbench.connection()))
        .map(rows -> new Batch(FileIds.NONE, List.of(rows), Optional.empty(), Lifetime.LOAD));
  }

  @Override
  public String shape() {
    return known.orElse(Shape.NONE).toJson();
  }

  @Override
  public Set<String> columns() {
    return known.stream()
        .flatMap(shape -> typing.tables(request, shape).getFirst().columns().stream())
        .map(Column::name)
        .collect(Collectors.toSet());
  }

  @Override
  public long leftOut() {
    return leftOut.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  @Override
  public void end() {
    workbench.end();
  }

  @Override
  public void release() {
    open.forEach(Rows::close);
    open.clear();
  }

  private static Optional<Quarantine> quarantine(Rows rows) {
    return rows.quarantined() == 0
        ? Optional.empty()
        : Optional.of(
            new Quarantine(
                "SELECT file, \"row\" AS row_number, \"column\" AS column_name, value, reason FROM "
                    + rows.quarantine()));
  }

  private static LeatException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return Breaker.error(e);
  }
}
