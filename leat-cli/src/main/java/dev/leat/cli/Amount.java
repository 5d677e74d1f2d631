package dev.leat.cli;

import java.time.Duration;
import java.util.Locale;

/** Writes amounts for people: bytes, durations, counts. */
final class Amount {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB", "PB"};

  private Amount() {}

  /** {@code 812 B}, {@code 3.4 MB}: powers of 1,000, as disks are sold. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= 999.95 && unit < UNITS.length - 1) {
      amount /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }

  /** {@code 0.8 s}, {@code 2 m 05 s}, {@code 3 h 07 m}. */
  static String time(Duration time) {
    if (time.toMillis() < 59_950) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }
    if (time.toMinutes() < 60) {
      return String.format(Locale.ROOT, "%d m %02d s", time.toMinutes(), time.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%d h %02d m", time.toHours(), time.toMinutesPart());
  }

  /** {@code 1 dataset}, {@code 33 datasets}. */
  static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
