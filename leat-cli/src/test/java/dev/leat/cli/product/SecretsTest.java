package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password opens the door and is found nowhere afterwards. */
final class SecretsTest {
  private static final String PASSWORD = StatsBombProvider.PASSWORD;

  @TempDir private Path folder;

  @Test
  void openTheDoorAndAreNeverWritten() throws IOException {
    try (var provider = StatsBombProvider.start()) {
      Workspace project = make(provider, "${env:STATSBOMB_PASSWORD}");
      Files.writeString(folder.resolve(".env"), "STATSBOMB_PASSWORD='" + PASSWORD + "'\n", UTF_8);
      List<Cli.Answer> answers = new ArrayList<>();
      answers.add(project.leat("run", "--debug").exits(0));
      assertThat(project.tables().number("SELECT count(*) FROM matches")).isEqualTo(33);

      provider.correct(provider.matches(11, 42).getFirst());
      provider.answer(
          "v6/competitions/11/seasons/42/matches", Answer.text("text/plain", echo()).as(500));
      answers.add(project.leat("run", "--debug").exits(1));
      answers.add(project.leat("show").exits(0));
      answers.add(project.leat("show", "runs", "--output", "json").exits(0));
      answers.add(project.leat("doctor"));

      for (Cli.Answer answer : answers) {
        assertThat(leaks(answer.toString().getBytes(UTF_8))).as(answer.toString()).isEmpty();
      }
      for (Path file : files()) {
        assertThat(leaks(Files.readAllBytes(file))).as(file.toString()).isEmpty();
      }
      assertThat(project.stored()).isNotEmpty();
      assertThat(folder.resolve("export/data.csv")).isNotEmptyFile();
    }
  }

  /** All that the project wrote. */
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> !file.endsWith(".env")).toList();
    }
  }

  @Test
  void areMissedAllAtOnce() {
    try (var provider = StatsBombProvider.start()) {
      Workspace project = make(provider, "${env:NO_SUCH_PASSWORD}");
      project.write(
          """
          sources:
            statsbomb:
              type: statsbomb-api
              user: ${env:NO_SUCH_USER}
              password: ${file:no-such-file}
              metadata_url: sqlite:///x
              pasword: x
          """);
      Cli.Answer answer = project.leat("run").exits(2);
      assertThat(answer.err())
          .contains("NO_SUCH_USER")
          .contains("no-such-file")
          .contains("metadata_url")
          .contains("pasword")
          .contains("leat.yaml:");
      assertThat(project.stored()).isEmpty();
    }
  }

  private Workspace make(StatsBombProvider provider, String password) {
    return Workspace.make(
        folder,
        CatalogPlace.SQLITE,
        """
        sources:
          statsbomb:
            type: statsbomb-api
            url: %s
            user: %s
            password: %s
            retries: 0
        plans:
          - source: statsbomb
            dataset_type: match
            select: {competition_id: 11, season_id: 42}
        exports:
          - {table: matches, to: export, format: csv}
        """
            .formatted(provider.apiUrl(), StatsBombProvider.USER, password));
  }

  /** What a careless provider might send back. */
  private static String echo() {
    return "cannot sign in as " + StatsBombProvider.USER + " with " + PASSWORD;
  }

  /** The password in any form that a program may have turned it into. */
  private static List<String> leaks(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String url = URLEncoder.encode(PASSWORD, UTF_8);
    return Stream.of(
            PASSWORD,
            url,
            url.replace("+", "%20"),
            PASSWORD.replace("ä", "\\u00e4"),
            PASSWORD.replace("ä", "\\u00E4"),
            base64(PASSWORD),
            base64(StatsBombProvider.USER + ":" + PASSWORD))
        .map(form -> new String(form.getBytes(UTF_8), StandardCharsets.ISO_8859_1))
        .filter(text::contains)
        .toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
