package dev.leat.core.load;

import dev.leat.api.FileIds;
import dev.leat.api.LoadFile;
import dev.leat.core.read.InputFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The stored files that a table should be made of; cheap until files must be described. */
public interface WantedFiles {
  FileIds ids();

  /** The files of some of these ids, in any order. */
  List<WantedFile> describe(FileIds ids);

  /** Files that are described already. */
  static WantedFiles of(List<WantedFile> files) {
    FileIds ids = FileIds.of(files.stream().mapToLong(file -> file.facts().id()));
    return new WantedFiles() {
      @Override
      public FileIds ids() {
        return ids;
      }

      @Override
      public List<WantedFile> describe(FileIds some) {
        return files.stream().filter(file -> some.contains(file.facts().id())).toList();
      }
    };
  }

  /**
   * A stored file and the way to its bytes.
   *
   * @param format json, jsonl, csv, parquet …
   * @param size bytes of the decoded content
   */
  record WantedFile(LoadFile facts, String format, long size, Copy copy) {
    public WantedFile {
      Objects.requireNonNull(facts);
      Objects.requireNonNull(format);
      Objects.requireNonNull(copy);
    }

    /** The same as it is read: on this machine, with the hash that was recorded. */
    public InputFile input() {
      return new InputFile(
          facts.id(),
          copy.verified(),
          format,
          facts.dataset(),
          facts.revision(),
          size,
          facts.fetchedAt());
    }
  }

  /** A stored file on this machine. */
  @FunctionalInterface
  interface Copy {
    /**
     * Where the stored bytes are; they stay there until the load has ended.
     *
     * @throws dev.leat.api.LeatException where their hash is not the recorded one
     */
    Path verified();
  }
}
