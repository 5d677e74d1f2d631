package dev.leat.core.read;

import dev.leat.api.Place;
import java.util.Arrays;

/** Remembers where each record of a file was, in runs that follow one another. */
final class Places {
  private static final int FIRST = 16;

  private long[] starts = new long[FIRST];
  private long[] numbers = new long[FIRST];
  private String[] wheres = new String[FIRST];
  private int runs;
  private long records;

  void add(Place place) {
    long record = records++;
    if (runs > 0
        && wheres[runs - 1].equals(place.where())
        && numbers[runs - 1] + record - starts[runs - 1] == place.number()) {
      return;
    }
    if (runs == starts.length) {
      starts = Arrays.copyOf(starts, runs * 2);
      numbers = Arrays.copyOf(numbers, runs * 2);
      wheres = Arrays.copyOf(wheres, runs * 2);
    }
    starts[runs] = record;
    numbers[runs] = place.number();
    wheres[runs++] = place.where();
  }

  /** How many records there are. */
  long records() {
    return records;
  }

  Place of(long record) {
    int found = Arrays.binarySearch(starts, 0, runs, record);
    int run = found >= 0 ? found : -found - 2;
    return new Place(wheres[run], numbers[run] + record - starts[run]);
  }
}
