package dev.leat.core.fetch;

import dev.leat.api.Content;
import dev.leat.core.fetch.Receiver.BodyFacts;
import dev.leat.core.fetch.Receiver.TransportEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a body by what was said of it and by its first bytes.
 *
 * <p>A page of HTML in place of data is refused: providers answer maintenance pages and sign-in
 * forms with status 200. JSON that is merely labelled HTML passes. A text format whose bytes begin
 * like gzip is gzip, whether or not the answer says so.
 */
final class FirstLook {
  private static final Set<String> JSON = Set.of("json", "jsonl", "ndjson");
  private static final Set<String> DATA = Set.of("json", "jsonl", "ndjson", "csv", "parquet");
  private static final Set<String> TEXT = Set.of("json", "jsonl", "ndjson", "csv", "xml", "html");
  private static final int EXCERPT_MAX = 80;

  private final Job job;
  private final BodyFacts said;
  private final byte[] head;
  private final String format;

  FirstLook(Job job, BodyFacts said, byte[] head) {
    this.job = job;
    this.said = said;
    this.head = head;
    this.format = job.file().format().toLowerCase(Locale.ROOT);
  }

  /** What was said, corrected by what is seen. */
  BodyFacts facts() {
    boolean packed = TEXT.contains(format) && isGzip();
    return packed ? new BodyFacts(said.contentType(), TransportEncoding.GZIP, said.length()) : said;
  }

  void refuseHtml() {
    if (!DATA.contains(format) || !(job.file().content() instanceof Content.Remote)) {
      return;
    }
    String text = text();
    boolean html = isLabelledHtml(said.contentType()) ? !looksLikeJson(text) : beginsAsHtml(text);
    if (html) {
      throw job.failure(
          FetchError.UNEXPECTED_CONTENT,
          job.from() + " answered HTML instead of " + format + ": '" + excerpt(text) + "'",
          "open the URL in a browser: the provider may be in maintenance or want a sign-in");
    }
  }

  private boolean looksLikeJson(String text) {
    return JSON.contains(format) && (text.startsWith("{") || text.startsWith("["));
  }

  private boolean beginsAsHtml(String text) {
    if (format.equals("csv")) {
      String lower = text.toLowerCase(Locale.ROOT);
      return lower.startsWith("<!doctype html") || lower.startsWith("<html");
    }
    return text.startsWith("<");
  }

  private static boolean isLabelledHtml(@Nullable String contentType) {
    String label = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return label.startsWith("text/html") || label.startsWith("application/xhtml");
  }

  private boolean isGzip() {
    return head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
  }

  /** The first characters, without white space and byte order mark. */
  private String text() {
    byte[] plain = isGzip() ? unpacked() : head;
    String text = new String(plain, StandardCharsets.UTF_8);
    return (text.startsWith("\uFEFF") ? text.substring(1) : text).stripLeading();
  }

  private byte[] unpacked() {
    byte[] plain = new byte[EXCERPT_MAX * 4];
    int length = 0;
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(head))) {
      for (int next = gzip.read(); next >= 0 && length < plain.length; next = gzip.read()) {
        plain[length++] = (byte) next;
      }
    } catch (IOException e) {
      // The head ends in the middle of the stream: what came out of it so far will do.
    }
    return Arrays.copyOf(plain, length);
  }

  private static String excerpt(String html) {
    return Excerpt.of(html.replaceAll("(?s)<(script|style).*?</\\1>|<[^>]*>?", " "), EXCERPT_MAX);
  }
}
