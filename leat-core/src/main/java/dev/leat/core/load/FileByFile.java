package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.core.read.InputFile;
import java.util.List;
import java.util.Optional;

/**
 * Reads files one by one and learns from each when its turn comes.
 *
 * <p>So the rows of a file have the columns that were known then, whether it is read when it comes
 * or years later in a rebuild: what later files have taught does not show in it.
 */
final class FileByFile extends ReadingThrough {
  FileByFile(Reading reading) {
    super(reading);
  }

  @Override
  public List<List<InputFile>> batches(List<InputFile> files) {
    return files.stream().map(List::of).toList();
  }

  @Override
  public void learn(List<InputFile> files) {
    reading.learn(files.subList(0, 1));
  }

  @Override
  public Optional<Batch> rows(List<InputFile> batch, Lifetime lifetime) {
    Optional<Batch> rows = reading.rows(batch, Lifetime.NEXT_BATCH);
    if (rows.isEmpty()) {
      reading.learn(batch);
      rows = reading.rows(batch, Lifetime.NEXT_BATCH);
    }
    return rows;
  }
}
