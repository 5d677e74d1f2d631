package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.api.Disposition;
import dev.leat.core.read.InputFile;
import dev.leat.core.read.Workbench;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the files of one table into typed rows, learning as it goes. */
interface Reading {
  /** Opens readings; whatever is heavy is loaded by the first. */
  @FunctionalInterface
  interface Opener {
    Reading open(TableTask task);
  }

  /** Reads a table as its disposition and its tag want it. */
  static Reading of(Workbench workbench, TableTask task) {
    Reading typed = KeyedReading.of(new TypedReading(workbench, task), task);
    Reading ordered =
        task.disposition() instanceof Disposition.Vault ? new FileByFile(typed) : typed;
    return task.tag()
        .map(rule -> (Reading) new TagReading(ordered, task.table(), rule))
        .orElse(ordered);
  }

  /** Cuts files into portions that are read by one statement. */
  List<List<InputFile>> batches(List<InputFile> files);

  /** Whether nothing is known of the table yet, so that reading would be guessing. */
  boolean isBlank();

  /** Looks at every value of the files and adds it to what is known. */
  void learn(List<InputFile> files);

  /**
   * The rows of some files by what is known; empty where the files say something new, so that they
   * must be learnt from first.
   *
   * @param lifetime of the rows; those that last as long as the load are gone with {@link
   *     #release()}
   */
  Optional<Batch> rows(List<InputFile> batch, Lifetime lifetime);

  /** The table before there is any file; empty where its columns follow from files. */
  Optional<Batch> blank();

  /** Ends what is being read, from another thread; nothing can be read afterwards. */
  void end();

  /** Drops all rows that were read. */
  void release();

  /** What is known. */
  String shape();

  /** The columns of the root table by what is known; none where nothing is. */
  Set<String> columns();

  /** Records of the files that were read that the project's condition leaves out. */
  long leftOut();

  /** What a person should know about the files, in sentences. */
  List<String> warnings();
}
