package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.FileIds;
import dev.leat.core.read.InputFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Readings that say what is asked of them, and know what a test wants them to. */
final class ScriptedReadings {
  final List<String> said = new ArrayList<>();
  final List<Long> unlearnt = new ArrayList<>();
  boolean surprising;

  Reading open(TableTask task) {
    return new Told(task);
  }

  /** A reading that says what is asked of it. */
  private final class Told implements Reading {
    private boolean blank;

    Told(TableTask task) {
      blank = task.shape().isEmpty();
    }

    @Override
    public List<List<InputFile>> batches(List<InputFile> files) {
      return files.stream().map(List::of).toList();
    }

    @Override
    public void end() {
      said.add("end");
    }

    @Override
    public boolean isBlank() {
      return blank;
    }

    @Override
    public void learn(List<InputFile> files) {
      said.add("learn " + ids(files));
      blank = false;
      surprising = false;
      unlearnt.removeAll(ids(files));
    }

    @Override
    public void release() {
      // nothing is held
    }

    @Override
    public Optional<Batch> rows(List<InputFile> batch, Batch.Lifetime lifetime) {
      said.add("rows " + ids(batch));
      return surprising || unlearnt.stream().anyMatch(ids(batch)::contains)
          ? Optional.empty()
          : Optional.of(
              new Batch(
                  FileIds.of(batch.stream().mapToLong(InputFile::id)),
                  List.of(),
                  Optional.empty()));
    }

    @Override
    public Optional<Batch> blank() {
      return Optional.empty();
    }

    @Override
    public Set<String> columns() {
      return Set.of();
    }

    @Override
    public long leftOut() {
      return 0;
    }

    @Override
    public String shape() {
      return "shape";
    }

    @Override
    public List<String> warnings() {
      return List.of();
    }

    private static List<Long> ids(List<InputFile> files) {
      return files.stream().map(InputFile::id).toList();
    }
  }
}
