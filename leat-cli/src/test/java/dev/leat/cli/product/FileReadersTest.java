package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.files.TextPdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the incumbents' readers read: a PDF as the same CSV, lines of tabs called xls, JSON. */
final class FileReadersTest {
  private static final int TICKERS = 11_146;
  private static final int ASSETS = 4_943;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theSameRowsComeOfEveryFormat(TablePlace place) throws IOException {
    List<String> receipt =
        List.of(
            "number,day,item,price",
            "1,2024-05-02,Tea,3.10",
            "2,2024-05-03,Jam,4.90",
            "3,2024-05-04,Oat flakes,2.25",
            "4,2024-05-05,Honey,-7.00",
            "5,2024-05-06,Milk,1.19");
    Files.writeString(file("receipt.csv"), String.join("\n", receipt) + "\n");
    Files.write(
        file("receipt.pdf"),
        TextPdf.of(receipt.stream().map(line -> line.replace(',', '|')).toArray(String[]::new)));
    listOfTickers();
    listOfAssets();
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            place,
            """
            sources:
              folder:
                type: files
                path: data
                feeds: {csv: "*.csv", pdf: "*.pdf", tickers: "ticker_map.xls", assets: "assets.json"}
            tables:
              of_csv: {from: folder/csv, key: number}
              of_pdf: {from: folder/pdf, key: number}
              tickers: {from: folder/tickers, key: symbol}
              assets: {from: folder/assets, key: id}
            """);
    project.leat("run").exits(0);
    Database tables = project.tables();
    String rows = "SELECT number + 0, day, item, price * 2 FROM %s ORDER BY number";
    assertThat(tables.rows(rows.formatted("of_pdf")))
        .hasSize(5)
        .isEqualTo(tables.rows(rows.formatted("of_csv")));
    assertThat(tables.rows("SELECT count(*), count(DISTINCT company) FROM tickers"))
        .containsExactly(TICKERS + "|" + TICKERS);
    assertThat(tables.rows("SELECT company, tu_txn FROM tickers WHERE symbol = 'S11145'"))
        .containsExactly("Company 11145, Inc.|TU");
    assertThat(tables.rows("SELECT count(*), count(DISTINCT id) FROM assets WHERE NOT tradable"))
        .containsExactly("3295|3295");
    assertThat(tables.text("SELECT count(*) FROM assets")).isEqualTo(String.valueOf(ASSETS));
  }

  private void listOfTickers() throws IOException {
    Files.writeString(
        file("ticker_map.xls"),
        IntStream.range(0, TICKERS)
            .mapToObj(i -> "Company %d, Inc.\tS%d\tTU\t%s\tB\n".formatted(i, i, i % 2 == 0))
            .collect(Collectors.joining("", "Company\tSymbol\tTU/TXN\tAuction\tTape\n", "")),
        UTF_8);
  }

  private void listOfAssets() throws IOException {
    Files.writeString(
        file("assets.json"),
        IntStream.range(0, ASSETS)
            .mapToObj(
                i ->
                    """
                    {"id": "%08x", "class": "us_equity", "symbol": "S%d", "tradable": %s,\
                     "min_order_size": null, "attributes": ["options_enabled"]}\
                    """
                        .formatted(i * 7_919, i, i % 3 == 0))
            .collect(Collectors.joining(",", "[", "]")),
        UTF_8);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }
}
