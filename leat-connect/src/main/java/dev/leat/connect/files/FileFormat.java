package dev.leat.connect.files;

import java.util.List;
import java.util.Locale;

/** Tells a file's format from its name; compression is told apart by the store, from the bytes. */
final class FileFormat {
  private static final List<String> CODECS = List.of(".gz", ".gzip", ".zst", ".zstd");
  private static final List<String> TABLES = List.of("json", "jsonl", "csv", "tsv", "parquet");

  private FileFormat() {}

  /** {@code csv} for {@code a/orders.csv.gz}, {@code bin} where the name does not say. */
  static String of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String plain = name;
    for (String codec : CODECS) {
      if (name.endsWith(codec)) {
        plain = name.substring(0, name.length() - codec.length());
      }
    }
    String ending = ending(plain.indexOf('.') > 0 ? plain : name);
    return ending.equals("ndjson") ? "jsonl" : ending;
  }

  private static String ending(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return name.lastIndexOf('.') > 0 && ending.matches("[a-z0-9]+") ? ending : "bin";
  }

  /** Whether files of a pattern may hold rows; in doubt they may. */
  static boolean mayBeTable(String glob) {
    String format = of(glob);
    return format.equals("bin") || TABLES.contains(format);
  }
}
