package dev.leat.bench;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An invented file of sales, the same for the same number of rows: 8 columns, 95 bytes a row, 5 %
 * of the values missing, 2 % of the names with a comma in quotes.
 */
final class SalesCsv {
  private static final List<String> CITIES =
      List.of("Amsterdam", "Barcelona", "København", "Łódź", "München", "São Paulo", "Zürich");
  private static final LocalDateTime START = LocalDateTime.of(2015, 1, 1, 0, 0);

  private SalesCsv() {}

  static void write(Path file, long rows) throws IOException {
    var random = new SplittableRandom(42);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,sold_at,delivery,customer,city,quantity,price,note\n");
      for (long row = 0; row < rows; row++) {
        out.write(line(row, random));
      }
    }
  }

  private static String line(long row, SplittableRandom random) {
    LocalDateTime at = START.plusSeconds(random.nextLong(300_000_000L));
    LocalDate delivery = at.toLocalDate().plusDays(random.nextInt(30));
    String name = "customer " + Long.toString(random.nextLong(1L << 40), 36);
    boolean comma = random.nextInt(100) < 2;
    return row
        + ","
        + maybe(random, ISO_LOCAL_DATE_TIME.format(at))
        + ","
        + maybe(random, delivery.toString())
        + ","
        + maybe(random, comma ? "\"" + name.replace(" ", ", ") + "\"" : name)
        + ","
        + maybe(random, CITIES.get(random.nextInt(CITIES.size())))
        + ","
        + maybe(random, "" + random.nextInt(1_000))
        + ","
        + maybe(random, random.nextInt(100_000) + "." + (10 + random.nextInt(90)))
        + ","
        + maybe(random, "note " + Long.toHexString(random.nextLong()))
        + "\n";
  }

  private static String maybe(SplittableRandom random, String value) {
    return random.nextInt(100) < 5 ? "" : value;
  }
}
