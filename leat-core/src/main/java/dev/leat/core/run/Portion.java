package dev.leat.core.run;

import dev.leat.api.OfferedFile;
import java.util.concurrent.atomic.AtomicInteger;

/** How much of a source a trial is about; thread-safe. */
interface Portion {
  /** Whether more datasets of a type are wanted. */
  boolean wants(String datasetType);

  /** Takes one more, unless no more are wanted. */
  boolean take(String datasetType);

  /** How many datasets may be fetched before it is asked again. */
  int atOnce();

  /** The part of a file that is wanted. */
  OfferedFile cut(String datasetType, OfferedFile file);

  /** So many datasets of all types together, each whole. */
  static Portion datasets(int max) {
    var left = new AtomicInteger(max);
    return new Portion() {
      @Override
      public boolean wants(String datasetType) {
        return left.get() > 0;
      }

      @Override
      public boolean take(String datasetType) {
        return left.getAndDecrement() > 0;
      }

      @Override
      public int atOnce() {
        return Integer.MAX_VALUE;
      }

      @Override
      public OfferedFile cut(String datasetType, OfferedFile file) {
        return file;
      }
    };
  }
}
