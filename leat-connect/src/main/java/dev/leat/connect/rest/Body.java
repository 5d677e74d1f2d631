package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_ANSWER_FAILED;
import static dev.leat.connect.rest.RestError.REST_ANSWER_UNREADABLE;
import static dev.leat.connect.rest.RestError.REST_RECORDS_MISSING;

import dev.leat.api.LeatException;
import dev.leat.api.Web;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The body of one answer, looked through once.
 *
 * @param entries the records as far as a cursor needs them
 */
record Body(Page page, List<? extends Watermark.Entry> entries) {
  /** A record's place in the body, and its value of the cursor's field. */
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(byte[] body, int from, int to, @Nullable Scalar value) implements Watermark.Entry {
    private static final int HASH_BYTES = 8;

    @Override
    public String hash() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(body, from, to - from);
        return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The formats that answers come in. */
  enum Format {
    JSON,
    JSONL,
    CSV,
    XML;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int WORDS_MAX = 300;
  private static final List<String> ERROR_FIELDS =
      List.of("error", "errors", "message", "detail", "error_description", "title");

  static Format format(Feed.Reading reading, Web.Answer answer) {
    if (reading.format().isPresent()) {
      return Format.valueOf(reading.format().get().toUpperCase(Locale.ROOT));
    }
    String type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (type.contains("csv")) {
      return Format.CSV;
    }
    if (isXml(type, answer)) {
      return Format.XML;
    }
    return type.contains("ndjson") || type.contains("jsonl") || type.contains("json-lines")
        ? Format.JSONL
        : Format.JSON;
  }

  private static boolean isXml(String type, Web.Answer answer) {
    boolean said = type.contains("xml") && !type.contains("html");
    return said || (!type.contains("json") && shown(answer.body()).strip().startsWith("<?xml "));
  }

  /** Reads what an answer says; what makes it a failure is an error. */
  static Body read(Feed feed, Paging paging, URI url, Web.Answer answer) {
    if (format(feed.reading(), answer) == Format.CSV) {
      refuseHtml(url, answer);
      refuseJson(url, answer);
      long rows = Math.max(0, CsvText.lines(answer.body()) - 1);
      var page = new Page(url, answer.headers(), rows, rows, false, Map.of(), Map.of());
      return new Body(page, List.of());
    }
    if (format(feed.reading(), answer) == Format.XML) {
      return xml(feed, paging, url, answer);
    }
    refuseWide(url, answer.body());
    try {
      return json(feed, paging, url, answer, Lines.whole(answer.body()));
    } catch (JacksonException broken) {
      Lines mended = mended(feed.reading(), answer);
      if (mended.readable() > 0) {
        return json(feed, paging, url, answer, mended);
      }
      refuseHtml(url, answer);
      var at = broken.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new LeatException(
          REST_ANSWER_UNREADABLE,
          url + " answered what is not valid JSON" + where + ": " + shown(answer.body()),
          "open the address; run again later should it be cut off"
              + (shown(answer.body()).matches("(?s)\\s*[\\[{].*")
                  ? ""
                  : "; where it is CSV, write 'format: csv' in the feed"),
          broken);
    }
  }

  /** JSON is UTF-8; some parsers guess, and others that read what is stored do not. */
  private static void refuseWide(URI url, byte[] body) {
    boolean marked =
        body.length > 1 && (body[0] & body[1]) == (byte) 0xFE && (body[0] | body[1]) == (byte) 0xFF;
    if (marked || (body.length > 1 && (body[0] == 0 || body[1] == 0))) {
      throw new LeatException(
          REST_ANSWER_UNREADABLE,
          url + " answered in UTF-16 or UTF-32, and JSON is UTF-8",
          "ask the API for UTF-8, as with the header Accept-Charset: utf-8");
    }
  }

  /** What can be read of an answer that is broken somewhere; a document is so in its records. */
  private static Lines mended(Feed.Reading reading, Web.Answer answer) {
    if (format(reading, answer) == Format.JSONL) {
      return Lines.of(answer.body());
    }
    int depth = reading.records().map(path -> path.steps().size()).orElse(1);
    Lines elements = Elements.of(answer.body(), depth);
    return Lines.isJson(elements.body()) ? elements : Lines.whole(answer.body());
  }

  private static void refuseHtml(URI url, Web.Answer answer) {
    String start = shown(answer.body()).strip();
    if (start.startsWith("<")) {
      boolean html = isHtml(answer);
      throw new LeatException(
          REST_ANSWER_UNREADABLE,
          url + " answered " + (html ? "an HTML page" : "XML") + " instead of data: " + start,
          html
              ? "check the source's url and the feed's path; it may be a page to log in"
              : "write 'format: xml' in the feed, or ask the API for JSON, as with the header"
                  + " Accept: application/json");
    }
  }

  private static void refuseJson(URI url, Web.Answer answer) {
    String start = shown(answer.body()).strip();
    boolean said =
        answer.header("content-type").orElse("").toLowerCase(Locale.ROOT).contains("json");
    if (start.startsWith("{") || start.startsWith("[") || (said && !start.isEmpty())) {
      throw new LeatException(
          REST_ANSWER_UNREADABLE,
          url + " answered JSON instead of CSV: " + start,
          "see what the API says; where this is the data, remove 'format: csv' from the feed");
    }
  }

  private static boolean isHtml(Web.Answer answer) {
    String start = shown(answer.body()).strip();
    return answer.header("content-type").orElse("").contains("html")
        || start.regionMatches(true, 0, "<!doctype html", 0, 14)
        || start.regionMatches(true, 0, "<html", 0, 5);
  }

  private static String shown(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, WORDS_MAX), StandardCharsets.UTF_8);
    return text.replaceAll("\\s+", " ");
  }

  private static Body xml(Feed feed, Paging paging, URI url, Web.Answer answer) {
    Scan.Wanted wanted = wanted(feed, paging);
    try {
      XmlScan scan = XmlScan.of(answer.body(), wanted);
      Map<JsonPath, Scalar> found = found(wanted.values(), scan::value);
      var page =
          new Page(
              url,
              answer.headers(),
              scan.count(),
              scan.elements(),
              scan.wholeDocument(),
              Map.of(),
              found);
      check(feed, page, scan.found(), answer.body());
      return new Body(page, List.copyOf(scan.entries()));
    } catch (XMLStreamException broken) {
      if (isHtml(answer)) {
        refuseHtml(url, answer);
      }
      throw new LeatException(
          REST_ANSWER_UNREADABLE,
          url
              + " answered what is not valid XML at line "
              + broken.getLocation().getLineNumber()
              + ", column "
              + broken.getLocation().getColumnNumber()
              + ": "
              + shown(answer.body()),
          "open the address; run again later should it be cut off; XML with a document type of its"
              + " own is not read",
          broken);
    }
  }

  private static Scan.Wanted wanted(Feed feed, Paging paging) {
    List<JsonPath> values = new ArrayList<>(paging.values());
    values.addAll(feed.reading().checks().failures());
    List<JsonPath> fields = feed.walking().cursor().map(CursorRule::field).stream().toList();
    return new Scan.Wanted(feed.reading().records(), fields, values);
  }

  /**
   * What stands around the records: the fields of one that is found alone say nothing of others.
   */
  private static Map<String, Scalar> heads(Map<String, Scalar> all, Optional<JsonPath> records) {
    if (records.filter(JsonPath::isSingle).isEmpty()) {
      return all;
    }
    String record = records.get().toString().replaceFirst("^\\$\\.?", "") + ".";
    return all.entrySet().stream()
        .filter(head -> !head.getKey().startsWith(record))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Body json(Feed feed, Paging paging, URI url, Web.Answer answer, Lines lines) {
    Feed.Reading reading = feed.reading();
    Scan.Wanted wanted = wanted(feed, paging);
    List<Watermark.Entry> entries = new ArrayList<>();
    byte[] body = lines.body();
    try (Scan scan = Scan.of(body, wanted)) {
      while (scan.next()) {
        if (!wanted.fields().isEmpty()) {
          int from = Math.toIntExact(scan.from());
          entries.add(new Entry(body, from, Math.toIntExact(scan.to()), scan.field(0)));
        }
      }
      Map<JsonPath, Scalar> found =
          found(wanted.values(), slot -> Optional.ofNullable(scan.value(slot)));
      boolean whole = scan.wholeDocument() && format(reading, answer) == Format.JSON;
      long records = scan.records() + lines.broken();
      long elements = scan.elements() + lines.broken();
      boolean alone = format(reading, answer) == Format.JSON;
      Map<String, Scalar> heads = alone ? heads(scan.heads(), reading.records()) : Map.of();
      var page = new Page(url, answer.headers(), records, elements, whole, heads, found);
      check(feed, page, scan.found(), body);
      return new Body(page, entries);
    }
  }

  private static Map<JsonPath, Scalar> found(
      List<JsonPath> values, IntFunction<Optional<Scalar>> at) {
    Map<JsonPath, Scalar> found = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      JsonPath path = values.get(i);
      at.apply(i).ifPresent(value -> found.put(path, value));
    }
    return found;
  }

  private static void check(Feed feed, Page page, boolean isFound, byte[] body) {
    for (JsonPath failure : feed.reading().checks().failures()) {
      if (page.value(failure).filter(Scalar::isTruthy).isPresent()) {
        throw new LeatException(
            REST_ANSWER_FAILED,
            page.url() + " answered with " + failure + ": " + shown(body),
            "see what the API says; run again later if it is passing");
      }
    }
    if (isFound) {
      return;
    }
    Optional<String> words =
        ERROR_FIELDS.stream().filter(field -> page.head(field).isPresent()).findFirst();
    String path = feed.reading().records().map(JsonPath::toString).orElse("$");
    if (words.isPresent()) {
      throw new LeatException(
          REST_ANSWER_FAILED,
          page.url() + " answered with '" + words.get() + "' and without records: " + shown(body),
          "see what the API says; run again later if it is passing");
    }
    throw new LeatException(
        REST_RECORDS_MISSING,
        page.url() + " has no records at " + path + ": " + shown(body),
        "correct 'records' of the feed '" + feed.name() + "'; nothing was written");
  }
}
