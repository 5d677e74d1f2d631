package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Tells what a file is from its first bytes, where neither its name nor the project does. */
final class FormatSniffer {
  private static final int SAMPLE = 1 << 12;

  /** Endings that say nothing, or lie: many an xls is text. */
  private static final Set<String> VAGUE = Set.of("bin", "dat", "data", "xls");

  private FormatSniffer() {}

  /** The word for a file's format. */
  static String word(FileReading reading, InputFile file) throws IOException {
    String word = reading.word(file);
    boolean clear = !VAGUE.contains(word) || reading.format() != null;
    return clear ? word : sniff(file, word);
  }

  private static String sniff(InputFile file, String otherwise) throws IOException {
    try (InputStream in = Decoded.open(file.path())) {
      return sniff(in.readNBytes(SAMPLE), otherwise);
    }
  }

  static String sniff(byte[] bytes, String otherwise) {
    Charset charset = CsvSniffer.charset(bytes, bytes.length == SAMPLE);
    String raw = new String(bytes, StandardCharsets.ISO_8859_1);
    if (raw.startsWith("PK\3\4") || raw.startsWith("\u00d0\u00cf\u0011\u00e0")) {
      return "xlsx";
    }
    if (raw.startsWith("%PDF")) {
      return "pdf";
    }
    if (raw.startsWith("PAR1")) {
      return "parquet";
    }
    if (raw.startsWith("Obj\1")) {
      return "avro";
    }
    String text = new String(bytes, charset).replace("\uFEFF", "").strip();
    if (text.isEmpty() || text.indexOf(0) >= 0) {
      return otherwise;
    }
    return ofText(text);
  }

  private static String ofText(String text) {
    String start = text.toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.contains("<table")) {
      return "html";
    }
    if (start.startsWith("<")) {
      return "xml";
    }
    boolean lines = text.lines().limit(2).allMatch(it -> it.startsWith("{") && it.endsWith("}"));
    if (text.startsWith("{")) {
      return lines ? "jsonl" : "json";
    }
    return text.startsWith("[") ? "json" : "csv";
  }
}
