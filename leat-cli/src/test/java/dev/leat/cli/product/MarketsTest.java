package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The template markets against scripted providers of prices and news. */
final class MarketsTest {
  private static final LocalDate START = LocalDate.parse("2024-01-01");
  private static final double[] NOTEBOOK = {11.01, 10.46, 10.42, 10.39, 10.54};

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();
  private LocalDate until = LocalDate.parse("2024-04-01");

  @SuppressWarnings("NullAway.Init") // by each test, with its place
  private TemplateProject project;

  private Database tables = new Database("of no place yet");

  @BeforeEach
  void script() {
    http.under("/tiingo/daily/", this::prices);
    http.under("/v2/stocks/", this::bars);
    http.on(
        "/tiingo/daily/meta",
        Answer.json(
            """
            [{"permaTicker": "US1", "ticker": "AAPL", "exchange": "NASDAQ", "isActive": true},
             {"permaTicker": "US2", "ticker": "OLD", "exchange": "NYSE", "isActive": false},
             {"permaTicker": "US3", "ticker": "FOO", "exchange": "OTC", "isActive": true}]
            """));
    http.on("/v1beta1/news", Answer.json("{\"news\": [], \"next_page_token\": null}"));
  }

  private void init(TablePlace place) throws IOException {
    CatalogPlace.Found found = place.make(folder.resolve("project"));
    tables = found.database();
    project =
        TemplateProject.init(folder, "markets")
            .with("MARKETS_DESTINATION", found.address())
            .with("TIINGO_URL", http.url().toString())
            .with("ALPACA_URL", http.url().toString())
            .with("TIINGO_API", "tiingo-t0ken")
            .with("APCA_API_KEY_ID", "apca-id-1")
            .with("APCA_API_SECRET_KEY", "apca-s3cret")
            .with("TIINGO_LIMIT", "1000/second")
            .with("MARKETS_START", LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).toString());
    Files.writeString(project.folder().resolve("tickers.txt"), "AAPL\nGONE\n");
  }

  @AfterEach
  void close() {
    http.close();
  }

  private static boolean isTradingDay(LocalDate day) {
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && !day.equals(START);
  }

  /** The first five are those of the notebook, then a walk that goes up and down. */
  private static double close(int index) {
    return index < NOTEBOOK.length
        ? NOTEBOOK[index]
        : Math.round((11 + Math.sin(index * 0.7) + index * 0.013) * 100) / 100.0;
  }

  private Answer prices(Received request) {
    if (request.path().contains("GONE")) {
      return Answer.json("{\"detail\": \"Not found.\"}").as(404);
    }
    LocalDate from = LocalDate.parse(request.query().replaceAll(".*startDate=([^&]*).*", "$1"));
    LocalDate to = LocalDate.parse(request.query().replaceAll(".*endDate=([^&]*).*", "$1"));
    List<String> bars = new ArrayList<>();
    int index = 0;
    for (LocalDate day = START; day.isBefore(until); day = day.plusDays(1)) {
      if (isTradingDay(day) && !day.isBefore(from) && !day.isAfter(to)) {
        bars.add(
            "{\"date\": \"%sT00:00:00.000Z\", \"open\": 1.5, \"high\": 2, \"low\": 1, \"close\": %s, \"volume\": 7}"
                .formatted(day, close(index)));
      }
      index += isTradingDay(day) ? 1 : 0;
    }
    return Answer.json("[" + String.join(",", bars) + "]");
  }

  /**
   * Two bars a page, of the first week of April, which Tiingo does not have, and of the day before.
   */
  private Answer bars(Received request) {
    if (request.path().contains("GONE")) {
      return Answer.json("{\"message\": \"invalid symbol\"}").as(422);
    }
    LocalDate from = LocalDate.parse(request.query().replaceAll(".*start=([^&]*).*", "$1"));
    LocalDate to = LocalDate.parse(request.query().replaceAll(".*end=([^&]*).*", "$1"));
    List<String> bars =
        Stream.of("2024-03-29", "2024-04-01", "2024-04-02", "2024-04-03")
            .filter(
                day -> !LocalDate.parse(day).isBefore(from) && !LocalDate.parse(day).isAfter(to))
            .map(
                day ->
                    "{\"t\": \"%sT04:00:00Z\", \"o\": 1, \"h\": 2, \"l\": 1, \"c\": 99.5, \"v\": 3}"
                        .formatted(day))
            .toList();
    int page = RestProject.parameter(request, "page_token").map(Integer::valueOf).orElse(0);
    List<String> shown = bars.subList(Math.min(bars.size(), page), Math.min(bars.size(), page + 2));
    return Answer.json(
        "{\"bars\": %s, \"symbol\": \"AAPL\", \"next_page_token\": %s}"
            .formatted(
                shown.isEmpty() ? "null" : "[" + String.join(",", shown) + "]",
                page + 2 < bars.size() ? "\"" + (page + 2) + "\"" : "null"));
  }

  private void backfill(String to) {
    project.leat("backfill", "prices/daily", "--from", "2024-01-01", "--to", to).exits(0);
  }

  @Test
  void fillsAQuarterOfTradingDaysOnce() throws Exception {
    init(TablePlace.DUCKDB);
    project.leat("run").exits(0);
    backfill("2024-04-01");
    assertThat(tables.rows("SELECT count(*), count(DISTINCT day), min(day), max(day) FROM prices"))
        .containsExactly("64|64|2024-01-02|2024-03-29");
    assertThat(tables.number("SELECT count(*) FROM prices WHERE extract(dow FROM day) IN (0, 6)"))
        .isZero();
    long loads = tables.number("SELECT count(*) FROM _leat_loads");
    http.forget();
    backfill("2024-04-01");
    assertThat(tables.number("SELECT count(*) FROM _leat_loads")).isEqualTo(loads);
    assertThat(http.requests()).isEmpty();
  }

  @Test
  void takesBothProvidersAndWritesOnePartitionForEachTradingDay() throws Exception {
    init(TablePlace.DUCKDB);
    project.leat("run").exits(0);
    String end = "2024-04-05";
    project.leat("backfill", "alpaca/bars", "--from", "2024-03-01", "--to", end).exits(0);
    assertThat(http.requests("/v2/stocks/AAPL/bars"))
        .extracting(it -> RestProject.parameter(it, "page_token").orElse("first"))
        .contains("2");
    backfill("2024-04-01");
    assertThat(
            tables.rows(
                "SELECT provider, count(*), max(day) FROM prices GROUP BY provider ORDER BY 1"))
        .containsExactly("alpaca|3|2024-04-03", "tiingo|64|2024-03-29");
    List<Path> partitions = project.files("ticker_daily_prices");
    assertThat(partitions)
        .extracting(it -> it.getFileName().toString())
        .hasSize(68)
        .contains("timestamp_date=2024-01-02", "timestamp_date=2024-04-03", ".leat-export")
        .doesNotContain("timestamp_date=2024-01-01", "timestamp_date=2024-01-06");
    assertThat(
            new Database("jdbc:duckdb:")
                .rows(
                    "SELECT count(*), count(DISTINCT timestamp_date), count(*) FILTER"
                        + " (dayofweek(timestamp_date) IN (0, 6)) FROM read_parquet('"
                        + project.folder().resolve("ticker_daily_prices")
                        + "/*/*.parquet', hive_partitioning = true)"))
        .containsExactly("67|67|0");
    var written = Files.getLastModifiedTime(partitions.getLast());
    assertThat(project.leat("report").exits(0).out())
        .containsPattern("ticker_daily_prices +export +CURRENT");
    assertThat(Files.getLastModifiedTime(partitions.getLast())).isEqualTo(written);
    assertThat(tables.rows("SELECT * FROM active_tickers")).containsExactly("AAPL|NASDAQ|true");
    assertThat(tables.rows("SELECT * FROM volume_tickers")).containsExactly("AAPL|1");
  }

  @ParameterizedTest
  @EnumSource
  void indicatorsOfALongerSeriesAreThoseOfTheirDefinitionsHoweverItCame(TablePlace place)
      throws Exception {
    init(place);
    until = LocalDate.parse("2024-07-01");
    project.leat("run").exits(0);
    backfill("2024-03-01");
    backfill("2024-07-01");
    List<String> days =
        tables.rows(
            "SELECT sma, bollinger_low, rsi, macd, ema, bollinger_high, signal FROM indicators"
                + " ORDER BY day");
    assertThat(days).hasSizeGreaterThan(120);
    for (int i = 0; i < days.size(); i++) {
      String[] cells = days.get(i).split("\\|", -1);
      check(cells[0], i, 19, MarketsTest::mean);
      check(cells[1], i, 19, at -> mean(at) - 2 * deviation(at));
      check(cells[2], i, 13, MarketsTest::rsi);
      check(cells[3], i, 0, at -> ema(at, 12) - ema(at, 26));
      check(cells[4], i, 0, at -> ema(at, 20));
      check(cells[5], i, 19, at -> mean(at) + 2 * deviation(at));
      check(cells[6], i, 0, MarketsTest::signal);
    }
    asTheNotebookDid();
  }

  private void asTheNotebookDid() {
    List<double[]> rows =
        tables.rows("SELECT ema, macd, signal FROM indicators ORDER BY day LIMIT 5").stream()
            .map(row -> List.of(row.split("\\|", -1)).stream())
            .map(cells -> cells.mapToDouble(Double::parseDouble).toArray())
            .toList();
    double[][] expected = {
      {11.01, 0, 0},
      {10.957619, -0.043875, -0.008775},
      {10.906417, -0.080940, -0.023208},
      {10.857235, -0.111451, -0.040857},
      {10.827022, -0.122120, -0.057109},
    };
    for (int i = 0; i < expected.length; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(rows.get(i)[j]).isCloseTo(expected[i][j], within(1e-6));
      }
    }
  }

  private static void check(String cell, int index, int first, ToDoubleFunction<Integer> wanted) {
    if (index < first) {
      assertThat(cell).isEqualTo("null");
    } else {
      assertThat(Double.parseDouble(cell)).isCloseTo(wanted.applyAsDouble(index), within(1e-9));
    }
  }

  private static double mean(int last) {
    double sum = 0;
    for (int i = last - 19; i <= last; i++) {
      sum += close(i);
    }
    return sum / 20;
  }

  private static double deviation(int last) {
    double mean = mean(last);
    double sum = 0;
    for (int i = last - 19; i <= last; i++) {
      sum += (close(i) - mean) * (close(i) - mean);
    }
    return Math.sqrt(sum / 19);
  }

  private static double rsi(int last) {
    double gain = 0;
    double loss = 0;
    for (int i = Math.max(1, last - 13); i <= last; i++) {
      double change = close(i) - close(i - 1);
      gain += Math.max(change, 0);
      loss += Math.max(-change, 0);
    }
    return 100 - 100 / (1 + gain / loss);
  }

  private static double signal(int last) {
    double signal = 0;
    for (int i = 1; i <= last; i++) {
      signal += (ema(i, 12) - ema(i, 26) - signal) * 2 / 10;
    }
    return signal;
  }

  private static double ema(int last, int span) {
    double ema = close(0);
    for (int i = 1; i <= last; i++) {
      ema += (close(i) - ema) * 2 / (span + 1);
    }
    return ema;
  }

  private static String article(int id, String updated) {
    return """
    {"id": %d, "headline": "H%d", "created_at": "2024-04-15T08:00:00Z",
     "updated_at": "%s", "symbols": ["AAPL", "T%d"]}
    """
        .formatted(id, id, updated, id);
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheNewestOfAnArticleThatCameTwice(TablePlace place) throws Exception {
    init(place);
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int id = 1; id <= 99; id++) {
      first.add(article(id, "2024-04-15T08:%02d:00Z".formatted(id % 60 / 2)));
    }
    for (int id = 1; id <= 11; id++) {
      second.add(article(id, "2024-04-15T09:%02d:00Z".formatted(id)));
    }
    first.sort(Comparator.comparing(text -> text.substring(text.indexOf("updated_at"))));
    http.on(
        "/v1beta1/news",
        Answer.json(
            "{\"news\": [%s], \"next_page_token\": \"MjAy\"}".formatted(String.join(",", first))),
        Answer.json(
            "{\"news\": [%s], \"next_page_token\": null}".formatted(String.join(",", second))));
    project.leat("run").exits(0);
    assertThat(http.requests("/v1beta1/news"))
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.header("APCA-API-KEY-ID")).contains("apca-id-1"))
        .last()
        .satisfies(it -> assertThat(it.query()).contains("page_token=MjAy"));
    assertThat(tables.number("SELECT count(*) FROM articles")).isEqualTo(99);
    assertThat(
            tables.number("SELECT count(*) FROM articles WHERE updated_at >= '2024-04-15 09:00Z'"))
        .isEqualTo(11);
    assertThat(tables.rows("SELECT records, ids FROM news_counts")).containsExactly("110|99");
    assertThat(tables.rows("SELECT count(*), count(DISTINCT ticker) FROM article_tickers"))
        .containsExactly("198|100");
  }
}
