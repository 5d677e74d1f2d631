package dev.leat.connect.pdf;

import dev.leat.api.FormatType;
import dev.leat.api.Option;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.api.Settings;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** The tables of PDF files that hold text: every table of every page. */
public final class PdfFormat implements FormatType {
  private static final Pattern PAGES = Pattern.compile("[0-9]+(-[0-9]*)?(, *[0-9]+(-[0-9]*)?)*");

  private static final List<Option> OPTIONS =
      List.of(
          Option.of("pages", Option.Kind.TEXT, "The pages to read, such as 2- or 1-3,7; else all."),
          Option.of(
              "having",
              Option.Kind.TEXTS,
              "Columns that a table must have; others of the file are none of this table's."));

  @Override
  public String name() {
    return "pdf";
  }

  @Override
  public String summary() {
    return "The tables of PDF files that hold text.";
  }

  @Override
  public List<String> endings() {
    return List.of("pdf");
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public void check(Settings settings) {
    settings
        .text("pages")
        .filter(text -> !PAGES.matcher(text).matches())
        .ifPresent(
            text -> {
              throw settings.invalid(
                  "pages",
                  "'" + text + "' are not pages.",
                  "Write numbers and ranges, such as 1-3,7 or 2-.");
            });
  }

  @Override
  public void read(RawFile file, Settings settings, RecordSink sink) throws IOException {
    String pages = settings.text("pages").orElse("1-");
    new PdfTables(page -> wanted(pages, page), settings.texts("having"), sink).read(file.path());
  }

  private static boolean wanted(String pages, int page) {
    for (String part : pages.split(", *", -1)) {
      String[] ends = part.split("-", -1);
      int first = Integer.parseInt(ends[0]);
      int last = ends.length == 1 ? first : ends[1].isEmpty() ? page : Integer.parseInt(ends[1]);
      if (page >= first && page <= last) {
        return true;
      }
    }
    return false;
  }
}
