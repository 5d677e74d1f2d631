package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what a provider publishes to rows, as a new user goes. */
final class DraftTest {
  private static final String KEY = "k3y-of-the-test";
  private static final String TOKEN = "t0ken-of-the-test";

  @TempDir private Path folder;
  private FakeHttp api;

  @BeforeEach
  void start() {
    api =
        FakeHttp.start()
            .on("/v2/orders", request -> allowed(request) ? orders(request) : Answer.status(401))
            .under("/v2/orders/", request -> Answer.json("[{\"id\": 1, \"price\": 1.10}]"));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static boolean allowed(Received request) {
    return request.header("x-api-key").equals(Optional.of(KEY))
        || (request.header("authorization").equals(Optional.of("Bearer " + TOKEN))
            && request.query().contains("apikey=" + KEY));
  }

  private static Answer orders(Received request) {
    int page = request.query().contains("page=2") ? 2 : 1;
    return Answer.json(
        """
        {"total_pages": 2, "orders": [{"id": %d, "updated_at": "2024-01-0%dT00:00:00Z"}]}\
        """
            .formatted(page, page));
  }

  private Cli.Answer leat(String... words) {
    return Cli.in(folder).run(words);
  }

  @Test
  void aCurlCommandBecomesAProjectThatRuns() throws IOException {
    String curl =
        "curl -s '%s?state=open&apikey=%s' \\\n -H \"Authorization: Bearer %s\" --mystery"
            .formatted(api.url("/v2/orders"), KEY, TOKEN);
    Cli.Answer made = leat("init", "shop", "--from-curl", curl).exits(0);
    assertThat(made.out()).endsWith("Next: leat source test api shop\n");
    assertThat(made.err()).isEqualTo("note: left out of the curl command: --mystery\n");
    assertThat(made.toString()).doesNotContain(KEY, TOKEN);
    assertThat(api.requests()).isEmpty();
    Path project = folder.resolve("shop");
    assertThat(project.resolve("leat.yaml")).content(UTF_8).doesNotContain(KEY, TOKEN);
    assertThat(project.resolve(".gitignore")).content(UTF_8).contains("\n.env\n");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(project.resolve(".env"))))
        .isEqualTo("rw-------");

    Cli.Answer run = leat("run", "shop").exits(0);
    assertThat(run.toString()).doesNotContain(KEY, TOKEN);
    assertThat(leat("query", "select id from orders__orders", "shop", "--output", "csv").out())
        .isEqualTo("id\n1\n");
    leat("init", "shop", "--from-curl", curl).exits(2);
  }

  @Test
  void anOpenApiDocumentBecomesAProjectThatRuns() throws IOException {
    Files.writeString(
        folder.resolve("shop.yaml"),
        ManualPage.example("drafting.md", "openapi")
            .replace("https://api.shop.example/v2", api.url("/v2").toString()));
    Cli.Answer made = leat("init", "shop", "--from-openapi", "shop.yaml").exits(0);
    assertThat(made.out()).contains("Fill in: SHOP_API_KEY, in shop/.env\n");
    assertThat(api.requests()).isEmpty();

    Cli.Answer empty = leat("run", "shop").exits(2);
    assertThat(empty.err()).contains("which auth of type header needs");
    Files.writeString(folder.resolve("shop/.env"), "SHOP_API_KEY=" + KEY + "\n", UTF_8);
    Cli.Answer look = leat("source", "test", "shop", "shop", "--limit", "1").exits(0);
    String shown = look.out().substring(look.out().indexOf("Pages of"));
    assertThat(shown.strip()).isEqualTo(ManualPage.example("drafting.md", "look").strip());
    leat("run", "shop").exits(0);
    assertThat(
            leat(
                    "query",
                    "select orders_id, price from lines order by 1",
                    "shop",
                    "--output",
                    "csv")
                .out())
        .isEqualTo("orders_id,price\n1,1.10\n2,1.10\n");
  }
}
