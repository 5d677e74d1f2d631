package dev.leat.cli;

import dev.leat.api.LeatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the files that somebody names on the command line. */
final class FilesLook {
  private FilesLook() {}

  static List<Path> files(List<String> words) {
    List<Path> files = new ArrayList<>();
    for (String word : words) {
      Path file = Path.of(word);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new LeatException(
            CommandError.NOT_FOUND,
            "There is no file " + word + ".",
            "Name files that can be read; a folder's files are named by folder/*.");
      }
      files.add(file);
    }
    return files;
  }
}
