package dev.leat.connect.excel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/** Writes what a cell shows as a text without style: numbers in full, dates as ISO 8601 says. */
final class CellText {
  /** What a number stands for, by the format that its cell is shown in. */
  private enum Kind {
    NUMBER,
    DATE,
    TIMESTAMP,
    /** Of a day; a number of whole days as well is a date. */
    TIME,
    /** Hours, minutes or seconds that go on after a day: their letters stand in brackets. */
    DURATION
  }

  /** Excel shows no more digits, and computes with no more than these can be trusted. */
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_UP);

  private static final int PLAIN_MAX = 38;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private static final Pattern ERROR =
      Pattern.compile("#(DIV/0!|N/A|NAME\\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|GETTING_DATA)");

  /** Neither NUL nor half of a character. */
  private static final Pattern ESCAPE =
      Pattern.compile("_x(?!0000|[dD][89a-fA-F])([0-9A-Fa-f]{4})_");

  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  /** Whether it shows an error, such as #DIV/0!. */
  static boolean hasFailed(Cell cell) {
    String raw = cell.getRawValue();
    return cell.getType() == CellType.ERROR
        || (cell.getType() == CellType.FORMULA && raw != null && ERROR.matcher(raw).matches());
  }

  /** The text, null where the cell is empty. */
  @Nullable String of(Cell cell) {
    CellType type = cell.getType();
    if (type == CellType.FORMULA && cell.getValue() instanceof Boolean truth) {
      return truth.toString();
    }
    if (type == CellType.NUMBER || type == CellType.FORMULA) {
      return number(cell);
    }
    if (type == CellType.BOOLEAN) {
      return String.valueOf(cell.asBoolean());
    }
    String text = type == CellType.EMPTY ? null : cell.getText();
    String plain = text == null ? "" : plain(text);
    return plain.isBlank() ? null : plain.strip();
  }

  /**
   * Excel writes characters that XML does not keep as {@code _x000D_}, and so escapes that text.
   */
  private static String plain(String text) {
    return text.contains("_x")
        ? ESCAPE.matcher(text).replaceAll(it -> Matcher.quoteReplacement(character(it.group(1))))
        : text;
  }

  private static String character(String digits) {
    return String.valueOf((char) Integer.parseInt(digits, 16));
  }

  private @Nullable String number(Cell cell) {
    String raw = cell.getRawValue();
    if (raw == null || raw.isBlank()) {
      return null;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(raw);
    } catch (NumberFormatException text) {
      return raw.strip();
    }
    Kind kind = kind(cell.getDataFormatString());
    return kind == Kind.NUMBER || number.signum() < 0 ? plain(number) : date(cell, kind, number);
  }

  private static String plain(BigDecimal number) {
    BigDecimal shown = number.precision() > 15 ? number.round(DIGITS) : number;
    BigDecimal trimmed = shown.signum() == 0 ? BigDecimal.ZERO : shown.stripTrailingZeros();
    boolean endless = Math.abs((long) trimmed.precision() - trimmed.scale()) > PLAIN_MAX;
    return endless || trimmed.scale() > PLAIN_MAX ? trimmed.toString() : trimmed.toPlainString();
  }

  private static String date(Cell cell, Kind kind, BigDecimal serial) {
    boolean below = serial.compareTo(BigDecimal.ONE) < 0;
    if (kind == Kind.DURATION || (kind == Kind.TIME && below)) {
      long seconds =
          serial.multiply(BigDecimal.valueOf(86_400)).setScale(0, RoundingMode.HALF_UP).longValue();
      if (!below) {
        return "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
      }
      return LocalTime.ofSecondOfDay(Math.min(seconds, 86_399))
          .format(DateTimeFormatter.ISO_LOCAL_TIME.withLocale(Locale.ROOT));
    }
    LocalDateTime time = cell.asDate();
    LocalDateTime rounded = time.plusNanos(500_000_000L).truncatedTo(ChronoUnit.SECONDS);
    return kind == Kind.DATE ? rounded.toLocalDate().toString() : rounded.format(SECONDS);
  }

  private Kind kind(@Nullable String format) {
    return format == null ? Kind.NUMBER : kinds.computeIfAbsent(format, CellText::judge);
  }

  /** By the letters of the format that are neither quoted, escaped nor a color or a condition. */
  private static Kind judge(String format) {
    String letters =
        format
            .replaceAll("\"[^\"]*\"|\\\\.|_.|\\*.", "")
            .replaceAll("(?i)\\[(?!h+\\]|m+\\]|s+\\])[^\\]]*\\]", "")
            .toLowerCase(Locale.ROOT);
    if (letters.contains("general") || letters.matches("[^dyhsm]*")) {
      return Kind.NUMBER;
    }
    if (letters.contains("[")) {
      return Kind.DURATION;
    }
    boolean day = letters.matches(".*[dy].*") || letters.matches("[^hs]*m[^hs]*");
    boolean clock = letters.matches(".*[hs].*");
    return day && clock ? Kind.TIMESTAMP : day ? Kind.DATE : Kind.TIME;
  }
}
