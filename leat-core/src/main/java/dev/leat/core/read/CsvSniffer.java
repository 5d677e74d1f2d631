package dev.leat.core.read;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dialect of a text from its beginning.
 *
 * <p>A file that can be read by the plain dialect is: another one is found only where the evidence
 * is in every line, so that a bad row cannot change how the others are read.
 */
final class CsvSniffer {
  /** How much of a file is looked at. */
  static final int SAMPLE = 1 << 18;

  static final int RECORDS_MAX = 500;
  private static final int SKIP_MAX = 20;
  private static final double MOST = 0.9;

  /** Records may reach over several lines. */
  private static final double MANY = 0.8;

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final Pattern VALUE =
      Pattern.compile(
          "[-+]?[0-9][0-9.,]*%?|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}([T ][0-9:.]+.*)?");
  private static final Pattern YEAR = Pattern.compile("[12][0-9]{3}");
  private static final Pattern SINGLE_QUOTED =
      Pattern.compile("(^|[,;\\t|])'[^'\\n]*'(?=[,;\\t|]|$)");

  private CsvSniffer() {}

  /** The dialect that the bytes are in, as far as the project leaves it open. */
  static CsvDialect sniff(byte[] bytes, boolean cut, CsvChoice choice) {
    Charset charset = choice.charset().orElseGet(() -> charset(bytes, cut));
    String text = text(bytes, charset, cut);
    CsvDialect dialect = quotes(CsvDialect.PLAIN.withCharset(charset), text);
    dialect = choice.over(dialect);
    dialect = choice.comment().isEmpty() ? comments(dialect, text) : dialect;
    if (choice.delimiter().isEmpty()) {
      dialect = delimited(dialect, text);
    }
    if (choice.skip().isEmpty()) {
      dialect = preamble(dialect, text);
    }
    return choice.header().isEmpty() ? headed(dialect, text) : dialect;
  }

  /** UTF-8 unless a mark, the zeros of UTF-16, or bytes that UTF-8 never has, say otherwise. */
  static Charset charset(byte[] bytes, boolean cut) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      boolean wide = bytes.length >= 4 && bytes[2] == 0 && bytes[3] == 0;
      return wide ? Charset.forName("UTF-32LE") : StandardCharsets.UTF_16LE;
    }
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    Charset wide = zeros(bytes);
    if (wide != null) {
      return wide;
    }
    return isUtf8(bytes, cut) || hasUtf8(bytes) ? StandardCharsets.UTF_8 : WINDOWS;
  }

  private static @Nullable Charset zeros(byte[] bytes) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        even += 1 - i % 2;
        odd += i % 2;
      }
    }
    int quarter = bytes.length / 4;
    if (quarter == 0 || (even > 0 && odd > 0 && Math.min(even, odd) > bytes.length / 100)) {
      return null;
    }
    if (odd > quarter) {
      return StandardCharsets.UTF_16LE;
    }
    return even > quarter ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean isUtf8(byte[] bytes, boolean cut) {
    int length = cut ? Math.max(0, bytes.length - 4) : bytes.length;
    for (int less = 0; less < (cut ? 4 : 1); less++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length + less));
        return true;
      } catch (CharacterCodingException notYet) {
        // a character may be cut in two
      }
    }
    return false;
  }

  /** Whether some characters beyond ASCII are written in UTF-8: the others are mistakes then. */
  private static boolean hasUtf8(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i++) {
      int lead = bytes[i] & 0xff;
      int more = lead >= 0xc3 && lead <= 0xdf ? 1 : lead >= 0xe0 && lead <= 0xef ? 2 : 0;
      boolean whole = more > 0 && i + more < bytes.length;
      for (int k = 1; whole && k <= more; k++) {
        whole = (bytes[i + k] & 0xc0) == 0x80;
      }
      if (whole) {
        return true;
      }
    }
    return false;
  }

  private static String text(byte[] bytes, Charset charset, boolean cut) {
    String text = new String(bytes, charset);
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    int end = cut ? text.lastIndexOf('\n') : -1;
    return end > 0 ? text.substring(0, end) : text;
  }

  private static CsvDialect quotes(CsvDialect dialect, String text) {
    if (text.indexOf('"') >= 0) {
      boolean doubled = text.contains("\"\"");
      boolean escaped = text.contains("\\\"");
      return escaped && !doubled ? dialect.withQuotes('"', '\\') : dialect;
    }
    long lines = text.lines().limit(RECORDS_MAX).count();
    long quoted =
        text.lines().limit(RECORDS_MAX).filter(it -> SINGLE_QUOTED.matcher(it).find()).count();
    return lines > 1 && quoted >= lines * MANY ? dialect.withQuotes('\'', '\'') : dialect;
  }

  /** Lines before the header that begin with # and are no header themselves. */
  private static CsvDialect comments(CsvDialect dialect, String text) {
    if (!text.startsWith("#")) {
      return dialect;
    }
    CsvDialect without = delimited(dialect.withStart(0, "#"), text);
    List<List<@Nullable String>> records = records(without, text);
    boolean table = !records.isEmpty() && records.getFirst().size() > 1;
    int first = records(without.withStart(0, ""), text).getFirst().size();
    return table && first != records.getFirst().size() ? dialect.withStart(0, "#") : dialect;
  }

  /** By the header, unless the records below agree on another one. */
  private static CsvDialect delimited(CsvDialect dialect, String text) {
    CsvDialect best = dialect;
    int most = 0;
    for (char delimiter : CsvDialect.DELIMITERS) {
      CsvDialect tried = dialect.withDelimiter(delimiter);
      List<List<@Nullable String>> records = records(tried, text, 1);
      int size = records.isEmpty() ? 0 : records.getFirst().size();
      if (size > most) {
        most = size;
        best = tried;
      }
    }
    if (agreement(best, text) >= MOST / 2) {
      return best;
    }
    for (char delimiter : CsvDialect.DELIMITERS) {
      CsvDialect tried = dialect.withDelimiter(delimiter);
      List<List<@Nullable String>> records = records(tried, text);
      if (agreement(tried, text) >= MOST && records.getFirst().size() == usual(records)) {
        return tried;
      }
    }
    return best;
  }

  /** The share of records that have the most frequent number of values, if that is above one. */
  private static double agreement(CsvDialect dialect, String text) {
    List<List<@Nullable String>> records = records(dialect, text);
    int usual = usual(records);
    return usual < 2 ? 0 : share(records, usual);
  }

  private static double share(List<List<@Nullable String>> records, int size) {
    return (double) records.stream().filter(it -> it.size() == size).count() / records.size();
  }

  private static int usual(List<List<@Nullable String>> records) {
    int best = 0;
    long most = 0;
    for (int size : records.stream().mapToInt(List::size).distinct().toArray()) {
      long count = records.stream().filter(it -> it.size() == size).count();
      if (count > most) {
        most = count;
        best = size;
      }
    }
    return best;
  }

  /** Lines that are shorter than the table, before the one that names its columns. */
  private static CsvDialect preamble(CsvDialect dialect, String text) {
    int lines = (int) text.lines().limit(SKIP_MAX + 2L).count();
    for (int skip = 0; skip < Math.min(SKIP_MAX, lines - 1); skip++) {
      CsvDialect start = dialect.withStart(skip, dialect.comment());
      CsvDialect tried = skip == 0 ? dialect : delimited(start, text);
      List<List<@Nullable String>> records = records(tried, text);
      if (records.isEmpty()) {
        return dialect;
      }
      int usual = usual(records);
      boolean whole = usual > 1 && records.getFirst().size() == usual;
      if (skip == 0 && (whole || records.getFirst().size() > usual)) {
        return dialect;
      }
      if (whole && records.size() > 1 && share(records, usual) >= MOST && named(records)) {
        return tried;
      }
    }
    return dialect;
  }

  /** Whether the first record has words only, and some column below has none. */
  private static boolean named(List<List<@Nullable String>> records) {
    List<@Nullable String> first = records.getFirst();
    boolean words = first.stream().allMatch(it -> it != null && !VALUE.matcher(it).matches());
    return words && columnsOfValues(records).stream().anyMatch(Boolean::booleanValue);
  }

  /** There is none where the first record is as the others are, values where they have values. */
  private static CsvDialect headed(CsvDialect dialect, String text) {
    List<List<@Nullable String>> records = records(dialect, text);
    if (records.size() == 1) {
      return dialect.withHeader(records.getFirst().stream().noneMatch(CsvSniffer::isTelling));
    }
    if (records.isEmpty()) {
      return dialect;
    }
    List<Boolean> values = columnsOfValues(records);
    boolean telling = false;
    for (int i = 0; i < Math.min(values.size(), records.getFirst().size()); i++) {
      String first = records.getFirst().get(i);
      boolean value = first != null && VALUE.matcher(first.strip()).matches();
      if (values.get(i) && first != null && !value) {
        return dialect;
      }
      telling |= values.get(i) && isTelling(first);
    }
    return dialect.withHeader(!telling);
  }

  /** Whether it is a number or a date, and none that may name a column. */
  private static boolean isTelling(@Nullable String value) {
    return value != null
        && VALUE.matcher(value.strip()).matches()
        && !YEAR.matcher(value.strip()).matches();
  }

  /** By column, whether every record but the first has a number or a date there, or nothing. */
  private static List<Boolean> columnsOfValues(List<List<@Nullable String>> records) {
    var values = new ArrayList<Boolean>();
    for (int i = 0; i < records.getFirst().size(); i++) {
      boolean all = true;
      boolean any = false;
      for (List<@Nullable String> record : records.subList(1, records.size())) {
        String value = i < record.size() ? record.get(i) : null;
        any |= value != null;
        all &= value == null || VALUE.matcher(value.strip()).matches();
      }
      values.add(all && any);
    }
    return values;
  }

  private static List<List<@Nullable String>> records(CsvDialect dialect, String text) {
    return records(dialect, text, RECORDS_MAX);
  }

  private static List<List<@Nullable String>> records(CsvDialect dialect, String text, int max) {
    var records = new ArrayList<List<@Nullable String>>();
    try {
      var parser = new CsvParser(new StringReader(text), dialect);
      parser.skip(dialect.skip());
      for (var it = parser.next(); it != null && records.size() < max; it = parser.next()) {
        records.add(it);
      }
    } catch (IOException tooLong) {
      // what came before is what there is
    }
    return records;
  }
}
