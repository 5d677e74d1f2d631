package dev.leat.core.load;

import dev.leat.api.DatasetId;

/** Says how to go on without a file that stops its table. */
final class Unwanted {
  private Unwanted() {}

  /** Keys are URL-encoded in names, so that a shell takes one as it is. */
  static String remedy(DatasetId dataset, int revision) {
    return "To go on without the file: leat set-aside %s --revision %d --reason \"...\"."
        .formatted(dataset, revision);
  }
}
