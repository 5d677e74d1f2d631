package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.RevisionRow;
import dev.leat.core.catalog.SetAside;
import dev.leat.core.project.Nearest;
import java.util.List;
import java.util.Optional;

/** Finds files of a revision by the names that people give. */
final class Chosen {
  private final Workshop workshop;

  Chosen(Workshop workshop) {
    this.workshop = workshop;
  }

  SetAside.Choice of(DatasetId id, int revision, Optional<String> feed) {
    DatasetRow dataset =
        workshop
            .catalog()
            .datasets()
            .find(id)
            .orElseThrow(
                () ->
                    unknown(
                        "There is no dataset " + id + ".",
                        "Look for it with leat list; write all of its keys."));
    List<Integer> revisions =
        workshop.catalog().datasets().revisions(dataset.ref().row()).stream()
            .map(RevisionRow::number)
            .toList();
    if (!revisions.contains(revision)) {
      throw unknown(
          "The dataset " + id + " has no revision " + revision + ".",
          "It has " + revisions.getFirst() + " to " + revisions.getLast() + ".");
    }
    feed.ifPresent(name -> requireFeed(dataset, revision, name));
    return new SetAside.Choice(dataset, revision, feed.orElse(null));
  }

  private void requireFeed(DatasetRow dataset, int revision, String feed) {
    List<String> feeds =
        workshop.catalog().files().all(dataset.ref()).stream()
            .filter(file -> file.revision() == revision)
            .map(file -> file.file().id().feed())
            .distinct()
            .toList();
    if (!feeds.contains(feed)) {
      throw unknown(
          "Revision %d of %s has no file of '%s'.".formatted(revision, dataset.id(), feed),
          Nearest.suggest(feed, feeds));
    }
  }

  private static LeatException unknown(String problem, String remedy) {
    return new LeatException(RunError.UNKNOWN_NAME, problem, remedy);
  }
}
