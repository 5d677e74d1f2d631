package dev.leat.core.run;

import dev.leat.core.load.TableTask;
import dev.leat.core.load.WantedFiles.WantedFile;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.read.InputFile;
import java.util.Comparator;
import java.util.List;

/** Shows what a table's stored files would become under the leat.yaml of today. */
final class TableLook {
  private final Workshop workshop;
  private final Parts parts;

  TableLook(Workshop workshop, Parts parts) {
    this.workshop = workshop;
    this.parts = parts;
  }

  /**
   * Reads all stored files of a table. Runs on a platform thread.
   *
   * @param rowsMax how many rows, and how many rejections, are kept
   */
  FilePreview look(TableDefinition table, int rowsMax) throws InterruptedException {
    try (var making = new TableTasks(parts.store(), parts.spool(), parts.project().connectors())) {
      TableTask task = making.task(table, parts.project().tables());
      List<InputFile> files =
          task.files().describe(task.files().ids()).stream()
              .sorted(Comparator.comparingLong(file -> file.facts().id()))
              .map(WantedFile::input)
              .toList();
      return files.isEmpty()
          ? FilePreview.NOTHING
          : Taster.of(workshop.workbench(), task).taste(files, rowsMax);
    }
  }
}
