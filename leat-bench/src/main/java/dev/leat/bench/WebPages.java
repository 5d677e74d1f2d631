package dev.leat.bench;

import dev.leat.connect.html.HtmlOptions;
import dev.leat.connect.html.HtmlRecords;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.source.GivenSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A large web page to rows, warm; then a backfill of many such pages from a local server.
 *
 * <p>Arguments: how many pages, 500 where none is given; then a page with a table {@code
 * per_game_stats}, one of about 0.9 MB being made where none is given.
 */
public final class WebPages {
  private static final int WARM_UP = 100;
  private static final int RUNS = 51;
  private static final int ROWS = 400;
  private static final int COLUMNS = 30;

  private WebPages() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int pages = args.length == 0 ? 500 : Integer.parseInt(args[0]);
    byte[] page = args.length < 2 ? made() : Files.readAllBytes(Path.of(args[1]));
    parse(page);
    backfill(page, pages);
  }

  private static void parse(byte[] page) throws IOException {
    var records =
        new HtmlRecords(
            HtmlOptions.read(
                GivenSettings.of(HtmlOptions.ALL).with("table", Map.of("id", "per_game_stats"))));
    long[] nanos = new long[RUNS];
    var counter = new Counter();
    for (int run = -WARM_UP; run < RUNS; run++) {
      long start = System.nanoTime();
      counter.rows = 0;
      records.read(page, counter);
      if (run >= 0) {
        nanos[run] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%,d bytes to %d rows: median %.1f ms, worst %.1f ms%n",
        page.length, counter.rows, nanos[RUNS / 2] / 1e6, nanos[RUNS - 1] / 1e6);
  }

  private static final class Counter implements HtmlRecords.Sink {
    private int rows;

    @Override
    public void row(long number, List<String> names, List<@Nullable String> values) {
      rows++;
    }

    @Override
    public void document(long number, String json) {
      rows++;
    }

    @Override
    public void reject(long number, String value, String reason) {
      throw new IllegalStateException(reason);
    }
  }

  private static void backfill(byte[] page, int pages) throws IOException, InterruptedException {
    Launcher.prepare();
    try (Scratch scratch = Scratch.make();
        FakeHttp server = FakeHttp.start().forgetful()) {
      server.on("/robots.txt", Answer.status(404));
      server.under("/pages", request -> Answer.bytes(page).header("Content-Type", "text/html"));
      Path project = scratch.make("project");
      project(project, server, pages);
      for (String verb : List.of("fetch", "load")) {
        Measured measured =
            Measured.run(project, Map.of(), Launcher.command(verb, ".")).succeeded();
        System.out.printf("%s of %,d pages: %s%n", verb, pages, measured);
      }
    }
  }

  private static void project(Path folder, FakeHttp server, int pages) throws IOException {
    Files.writeString(
        folder.resolve("pages.txt"),
        IntStream.range(0, pages).mapToObj(it -> "p" + it + "\n").collect(Collectors.joining()));
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        destination: duckdb:pages.duckdb
        sources:
          site:
            type: web
            url: %s
            limit: 100000/second
            feeds:
              stats:
                each: {file: pages.txt}
                path: pages/{page}
                table: per_game_stats
        """
            .formatted(server.url()));
  }

  /** As a site with much around its values writes it. */
  private static byte[] made() {
    var html = new StringBuilder("<!doctype html><html><body><table id=\"per_game_stats\"><thead>");
    html.append("<tr>");
    for (int column = 0; column < COLUMNS; column++) {
      html.append("<th data-stat=\"stat_").append(column).append("\">S").append(column);
      html.append("</th>");
    }
    html.append("</tr></thead><tbody>");
    for (int row = 0; row < ROWS; row++) {
      html.append("<tr>");
      for (int column = 0; column < COLUMNS; column++) {
        html.append("<td class=\"right \" data-stat=\"stat_").append(column);
        html.append("\" csk=\"").append(row).append(".0000000000\" ><a href=\"/x\">");
        html.append(row * COLUMNS + column).append("</a></td>\n");
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table></body></html>").toString().getBytes(StandardCharsets.UTF_8);
  }
}
