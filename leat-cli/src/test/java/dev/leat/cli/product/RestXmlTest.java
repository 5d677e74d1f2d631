package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers in XML become tables, page after page. */
final class RestXmlTest {
  @TempDir private Path folder;
  private RestProject project;

  @BeforeEach
  void make() {
    project =
        RestProject.make(folder)
            .yaml(
                """
                leat: 1
                destination: duckdb:gh.duckdb
                sources:
                  news:
                    type: rest
                    url: http://host/
                    feeds:
                      entries:
                        path: feed
                        records: "$.feed.entry[*]"
                        page: {next: "$.feed.link.@href"}
                        key: id
                      nothing:
                        path: nothing
                        records: "$.feed.entry[*]"
                        page: none
                """);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private static Answer xml(String text) {
    return Answer.text("application/atom+xml", "<?xml version=\"1.0\"?>\n" + text);
  }

  @Test
  void pagesFollowOneAnotherInOneFileAndBecomeOneTable() {
    project
        .http()
        .on(
            "/feed",
            xml(
                "<feed><link href=\"/feed?page=2\"/><entry><id>1</id><title>A &amp; B</title></entry>"
                    + "<entry><id>2</id><title>C</title></entry></feed>"),
            xml("<feed><entry><id>3</id><title>D</title></entry></feed>"))
        .on("/nothing", xml("<feed></feed>"));
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT id, title FROM entries ORDER BY id"))
        .containsExactly("1|A & B", "2|C", "3|D");
    assertThat(project.catalog().rows("SELECT format FROM file ORDER BY id"))
        .containsOnly("xml");
  }
}
