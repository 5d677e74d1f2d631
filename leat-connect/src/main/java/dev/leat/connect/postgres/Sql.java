package dev.leat.connect.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes names and values as SQL; any name is legal, whatever PostgreSQL reserves. */
final class Sql {
  static final int NAME_BYTES_MAX = 63;
  private static final int HASH_DIGITS = 8;

  private Sql() {}

  /** A name in quotes. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * A name that PostgreSQL does not cut: one of more than 63 bytes keeps its beginning and ends in
   * a hash of all of it, as the engine's own column names do.
   */
  static String fitting(String name) {
    return fitting(name, NAME_BYTES_MAX);
  }

  /** The same, where something is still to come behind it. */
  static String fitting(String name, int bytesMax) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= bytesMax) {
      return name;
    }
    int end = bytesMax - HASH_DIGITS - 1;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    String hash = HexFormat.of().formatHex(sha256(bytes)).substring(0, HASH_DIGITS);
    return new String(bytes, 0, end, StandardCharsets.UTF_8) + "_" + hash;
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String texts(Collection<String> values) {
    return join(values, Sql::text, ", ");
  }

  static String names(Collection<String> names) {
    return join(names, Sql::name, ", ");
  }

  /** A column of a row. */
  static String of(String row, String column) {
    return row + "." + name(column);
  }

  /** The columns that place a row, without the load: file, row, then the indexes. */
  static List<String> place(int depth) {
    var columns = new ArrayList<>(List.of("_leat_file", "_leat_row"));
    columns.addAll(indexes(depth));
    return columns;
  }

  static List<String> indexes(int depth) {
    return IntStream.rangeClosed(1, depth).mapToObj(level -> "_leat_index_" + level).toList();
  }

  /** Columns without ours. */
  static List<String> data(Collection<String> columns) {
    return columns.stream().filter(column -> !isOurs(column)).toList();
  }

  static boolean isOurs(String column) {
    return column.startsWith("_leat_");
  }

  /** {@code a.x = b.x AND …} for columns that are never null. */
  static String same(String a, String b, Collection<String> columns) {
    return join(columns, column -> of(a, column) + " = " + of(b, column), " AND ");
  }

  static <T> String join(Collection<T> parts, Function<T, String> write, String delimiter) {
    return parts.stream().map(write).collect(Collectors.joining(delimiter));
  }
}
