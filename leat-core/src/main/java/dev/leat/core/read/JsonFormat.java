package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads JSON documents and lines. */
final class JsonFormat implements FormatReader {
  private static final int OBJECT_MAX = 16 << 20;
  private static final int MARGIN = 1 << 16;
  private static final int SHOWN = 200;

  private final Workbench workbench;

  JsonFormat(Workbench workbench) {
    this.workbench = workbench;
  }

  @Override
  public List<Surveyed> survey(List<InputFile> files, TableRequest request)
      throws InterruptedException {
    List<Callable<Surveyed>> tasks =
        files.stream().map(file -> (Callable<Surveyed>) new Survey(file, request)).toList();
    List<Surveyed> answers = workbench.scan(tasks);
    return IntStream.range(0, files.size())
        .mapToObj(i -> judged(files.get(i), answers.get(i), request))
        .toList();
  }

  /** One object alone, without any of the table's key: an error's answer, not a record. */
  private static Surveyed judged(InputFile file, Surveyed answer, TableRequest request) {
    boolean alone = answer.access() == Surveyed.Access.DOCUMENTS && answer.records() == 1;
    if (!alone || hasKey(file, answer.record(), request)) {
      return answer;
    }
    return new Surveyed(
        Node.NONE, 0, Surveyed.Access.NONE, List.of(noRecord(file, request)), answer.oddities());
  }

  private static boolean hasKey(InputFile file, Node record, TableRequest request) {
    if (request.shaping().sql().isPresent()) {
      return true; // the key is among the columns that it makes
    }
    Set<String> ofDataset =
        file.dataset().keys().values().keySet().stream()
            .map(Names::normal)
            .collect(Collectors.toSet());
    List<String> key = request.key().stream().filter(name -> !ofDataset.contains(name)).toList();
    TablePlan root = Layout.of(request.withKey(), Shape.ofRecord(record)).tables().getFirst();
    return key.isEmpty() || key.stream().anyMatch(root::has);
  }

  private static Rejection noRecord(InputFile file, TableRequest request) {
    try (InputStream in = Decoded.open(file.path())) {
      String start = new String(in.readNBytes(SHOWN), StandardCharsets.UTF_8);
      String key = String.join(", ", request.key());
      return new Rejection(
          file.id(),
          Rejection.WHOLE_FILE,
          null,
          start,
          "the file is one object without the key " + key + ", so it is no record of the table");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stage(List<Numbered> files, TableRequest request, Stage stage)
      throws InterruptedException {
    Map<Surveyed.Access, List<Numbered>> groups = new EnumMap<>(Surveyed.Access.class);
    for (Numbered file : files) {
      if (file.surveyed().access() == Surveyed.Access.NONE) {
        stage.reject(List.of(noRecord(file.file(), request)));
        continue;
      }
      boolean cut = stage.layout().rewrites();
      Surveyed.Access access = cut ? Surveyed.Access.CUT : file.surveyed().access();
      groups.computeIfAbsent(access, any -> new ArrayList<>()).add(file);
    }
    for (Map.Entry<Surveyed.Access, List<Numbered>> group : groups.entrySet()) {
      boolean done =
          group.getKey() != Surveyed.Access.CUT && asItIs(group.getValue(), group.getKey(), stage);
      if (!done) {
        cut(group.getValue(), request, stage);
      }
    }
  }

  /** Lets DuckDB read the files; undone where it refuses one, or counts other records. */
  private boolean asItIs(List<Numbered> files, Surveyed.Access access, Stage stage) {
    try {
      stage.add(
          "SELECT "
              + numbers(files)
              + ", NULL, "
              + stage.transform("json")
              + " FROM read_json_objects("
              + Sql.texts(files.stream().map(file -> file.file().path().toString()).toList())
              + ", format = '"
              + access.format()
              + "')");
    } catch (LeatException e) {
      if (e.code() != ReadError.STATEMENT_REFUSED) {
        throw e;
      }
      return false;
    }
    Map<Integer, Long> counts = stage.counts();
    if (files.stream()
        .allMatch(file -> counts.getOrDefault(file.number(), 0L) == file.surveyed().records())) {
      return true;
    }
    stage.remove(files.stream().map(Numbered::number).collect(Collectors.toSet()));
    return false;
  }

  private void cut(List<Numbered> files, TableRequest request, Stage stage)
      throws InterruptedException {
    var tasks = new ArrayList<Callable<Spool.Spooled>>();
    var paths = new ArrayList<Path>();
    for (Numbered file : files) {
      Path target = workbench.freshFile(".jsonl");
      paths.add(target);
      tasks.add(new Spool(file.file(), request, stage.layout(), target));
    }
    try {
      List<Spool.Spooled> spooled = workbench.scan(tasks);
      int lineMax = spooled.stream().mapToInt(Spool.Spooled::lineMax).max().orElse(0);
      stage.add(
          "SELECT "
              + numbers(files)
              + ", x.n, x.r FROM (SELECT file_index, json_transform(json, "
              + Sql.text("{\"n\":\"BIGINT\",\"r\":" + stage.structure() + "}")
              + ") AS x FROM read_json_objects("
              + Sql.texts(paths.stream().map(Path::toString).toList())
              + ", format = 'newline_delimited', maximum_object_size = "
              + Math.max(OBJECT_MAX, lineMax + MARGIN)
              + "))");
      spooled.forEach(file -> stage.reject(file.rejections()));
    } finally {
      paths.forEach(JsonFormat::delete);
    }
  }

  private static String numbers(List<Numbered> files) {
    return files.stream()
            .map(file -> Integer.toString(file.number()))
            .collect(Collectors.joining(", ", "[", "]"))
        + "[CAST(file_index AS BIGINT) + 1]";
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
