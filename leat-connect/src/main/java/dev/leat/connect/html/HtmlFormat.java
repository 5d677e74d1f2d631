package dev.leat.connect.html;

import dev.leat.api.FormatType;
import dev.leat.api.Option;
import dev.leat.api.Place;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Web pages as files of a table: the rows of one of their tables, or other parts of them. */
public final class HtmlFormat implements FormatType {
  /** A page is held in memory while it is read. */
  private static final int PAGE_MAX = 64 << 20;

  @Override
  public String name() {
    return "html";
  }

  @Override
  public String summary() {
    return "A table of a web page, or other parts of it that repeat.";
  }

  @Override
  public List<String> endings() {
    return List.of("html", "htm", "xhtml");
  }

  @Override
  public List<Option> options() {
    return HtmlOptions.ALL;
  }

  @Override
  public void check(Settings settings) {
    HtmlOptions.read(settings);
  }

  @Override
  public void read(RawFile file, Settings settings, RecordSink sink) throws IOException {
    try (InputStream in = file.open()) {
      byte[] page = in.readNBytes(PAGE_MAX);
      if (in.read() >= 0) {
        throw new IOException("the page is larger than " + (PAGE_MAX >> 20) + " MB");
      }
      new HtmlRecords(HtmlOptions.read(settings)).read(page, new Numbered(sink));
    }
  }

  /** Says of each record which of the page it is. */
  private record Numbered(RecordSink sink) implements HtmlRecords.Sink {
    private static Place place(long number) {
      return new Place("record", number + 1);
    }

    @Override
    public void row(long number, List<String> names, List<@Nullable String> values)
        throws IOException {
      sink.row(place(number), names, values);
    }

    @Override
    public void document(long number, String json) throws IOException {
      sink.document(place(number), json);
    }

    @Override
    public void reject(long number, String value, String reason) throws IOException {
      sink.reject(place(number), null, value, reason);
    }
  }
}
