package dev.leat.core.read;

import java.util.List;

/** Reads files of one format, in two passes: what they hold, then the records themselves. */
interface FormatReader {
  /** Looks at every value of the files; one answer for each, in their order. */
  List<Surveyed> survey(List<InputFile> files, TableRequest request) throws InterruptedException;

  /** Puts the records of the files into the stage. */
  void stage(List<Numbered> files, TableRequest request, Stage stage) throws InterruptedException;

  /**
   * A file of a batch.
   *
   * @param number in the stage
   */
  record Numbered(int number, InputFile file, Surveyed surveyed) {}
}
