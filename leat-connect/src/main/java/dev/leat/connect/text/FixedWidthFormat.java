package dev.leat.connect.text;

import dev.leat.api.FormatType;
import dev.leat.api.Option;
import dev.leat.api.Place;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.api.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines whose values stand at the same places of every line. */
public final class FixedWidthFormat implements FormatType {
  /** A column, its places counted from 0, the last one not in it. */
  private record Span(String name, int from, int to) {
    @Nullable String of(String line) {
      if (from >= line.length()) {
        return null;
      }
      String text = line.substring(from, Math.min(to, line.length())).strip();
      return text.isEmpty() ? null : text;
    }
  }

  private static final int LINE_MAX = 1 << 20;
  private static final String MARK = "\uFEFF";
  private static final char DAMAGED = '\uFFFD';
  private static final Pattern PLACES = Pattern.compile("([0-9]{1,6})(-([0-9]{0,6}))?");

  /** A word, or several with single spaces between them. */
  private static final Pattern TITLE = Pattern.compile("\\S+( \\S+)*");

  private static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "columns",
              Option.Kind.NAMED_TEXTS,
              "The places of each column, such as 1-8, or 9- to the end; else the first line's"
                  + " titles say where columns begin."),
          Option.of("skip", Option.Kind.INTEGER, "Lines before the first record or the titles.")
              .defaultsTo("0"),
          Option.of("encoding", Option.Kind.TEXT, "Such as utf-8 or windows-1252.")
              .defaultsTo("utf-8"));

  @Override
  public String name() {
    return "fixed";
  }

  @Override
  public String summary() {
    return "Lines whose values stand at the same places of every line.";
  }

  @Override
  public List<String> endings() {
    return List.of("fwf");
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public void check(Settings settings) {
    charset(settings);
    spans(settings);
  }

  private static Charset charset(Settings settings) {
    String name = settings.text("encoding").orElse("utf-8");
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw settings.invalid(
          "encoding",
          "'" + name + "' is not an encoding of texts.",
          "Write utf-8, utf-16, iso-8859-1 or windows-1252.");
    }
  }

  private static List<Span> spans(Settings settings) {
    var spans = new ArrayList<Span>();
    for (Map.Entry<String, List<String>> column : settings.namedTexts("columns").entrySet()) {
      String text = String.join(",", column.getValue());
      Matcher places = PLACES.matcher(text);
      int from = places.matches() ? Integer.parseInt(places.group(1)) : 0;
      int to = from < 1 ? 0 : to(places, from);
      if (to < from || from < 1) {
        throw settings.invalid(
            "columns",
            "'" + text + "' are not the places of column '" + column.getKey() + "'.",
            "Write the first and the last place of its values, counted from 1, such as 9-16.");
      }
      spans.add(new Span(column.getKey(), from - 1, to));
    }
    return spans;
  }

  private static int to(Matcher places, int from) {
    if (places.group(2) == null) {
      return from;
    }
    return places.group(3).isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(places.group(3));
  }

  @Override
  public void read(RawFile file, Settings settings, RecordSink sink) throws IOException {
    List<Span> spans = spans(settings);
    long skip = settings.integer("skip").orElse(0L);
    try (var in = new BufferedReader(new InputStreamReader(file.open(), charset(settings)))) {
      long number = 0;
      long titles = -1;
      for (String raw = line(in); raw != null; raw = line(in)) {
        number++;
        String line = number == 1 && raw.startsWith(MARK) ? raw.substring(1) : raw;
        if (number <= skip || line.isBlank()) {
          continue;
        }
        if (line.length() > LINE_MAX) {
          sink.reject(new Place("line", number), null, line, "is longer than 1 MB");
        } else if (spans.isEmpty()) {
          spans = titles(line);
          titles = number;
        } else if (number != titles + 1 || !line.matches("[-=+ ]+")) {
          deliver(spans, line, new Place("line", number), sink);
        }
      }
    }
  }

  /** The next line, or the beginning of one that is longer than a line may be. */
  private static @Nullable String line(Reader in) throws IOException {
    var line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() <= LINE_MAX) {
        line.append((char) c);
      }
    }
    int end = line.length() - 1;
    if (end >= 0 && line.charAt(end) == '\r') {
      line.setLength(end);
    }
    return line.toString();
  }

  private static void deliver(List<Span> spans, String line, Place place, RecordSink sink)
      throws IOException {
    List<String> names = spans.stream().map(Span::name).toList();
    var values = new ArrayList<@Nullable String>();
    spans.forEach(span -> values.add(span.of(line)));
    if (line.indexOf(DAMAGED) >= 0) {
      sink.reject(place, null, line, "has bytes that are not in the file's encoding");
    } else {
      sink.row(place, names, values);
    }
  }

  /** Columns begin where titles do, and reach to the next. */
  private static List<Span> titles(String line) {
    var names = new ArrayList<String>();
    var starts = new ArrayList<Integer>();
    Matcher title = TITLE.matcher(line);
    while (title.find()) {
      names.add(title.group());
      starts.add(names.size() == 1 ? 0 : title.start());
    }
    var spans = new ArrayList<Span>();
    for (int i = 0; i < names.size(); i++) {
      int to = i + 1 < names.size() ? starts.get(i + 1) : Integer.MAX_VALUE;
      spans.add(new Span(names.get(i), starts.get(i), to));
    }
    return spans;
  }
}
