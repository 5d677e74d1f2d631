package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that has secrets wherever it may, from every kind of store, leaves none anywhere. */
final class SecretsEverywhereTest {
  private static final String VAULT_KEY = "aws/key+that-signs";
  private static final String COMMAND_TOKEN = "t0ken for/the command";
  private static final String HEADER = "header-only-we-know";
  private static final String HOOK = "/services/b00k-of-secrets/hook";

  @TempDir private Path folder;
  private final FakeHttp vault = FakeHttp.start();

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void noneIsWrittenAnywhere() throws IOException {
    vault.on(
        "/",
        request ->
            request.bodyText().contains("provider")
                ? Answer.json(
                    "{\"SecretString\":\"{\\\"user\\\":\\\"%s\\\",\\\"password\\\":\\\"%s\\\"}\"}"
                        .formatted(StatsBombProvider.USER, StatsBombProvider.PASSWORD))
                : Answer.json("{\"__type\":\"ResourceNotFoundException\"}").as(400));
    vault.on(HOOK, Answer.status(500), Answer.status(200));
    Files.createDirectories(folder.resolve("mounted"));
    Files.writeString(folder.resolve("mounted/HEADER"), HEADER + "\n", UTF_8);
    Files.writeString(folder.resolve(".env"), "COMMAND_TOKEN='" + COMMAND_TOKEN + "'\n", UTF_8);
    try (var provider = StatsBombProvider.start()) {
      Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, yaml(provider));
      Cli cli =
          project
              .cli()
              .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
              .with("AWS_SECRET_ACCESS_KEY", VAULT_KEY)
              .with("HOOK_URL", vault.url(HOOK).toString());
      List<Cli.Answer> answers = new ArrayList<>();
      answers.add(cli.run("run", "--debug").exits(1));
      assertThat(project.tables().number("SELECT n FROM counted")).isEqualTo(33);

      provider.correct(provider.matches(11, 42).getFirst());
      String careless = String.join(" ", StatsBombProvider.PASSWORD, HEADER);
      provider.answer(
          "v6/competitions/11/seasons/42/matches", Answer.text("text/plain", careless).as(500));
      answers.add(cli.run("run", "--debug", "--output", "json"));
      answers.add(cli.run("show").exits(0));
      answers.add(cli.run("show", "runs", "--output", "json").exits(0));
      answers.add(cli.run("doctor"));

      for (Cli.Answer answer : answers) {
        assertThat(leaks(answer.toString().getBytes(UTF_8))).as(answer.toString()).isEmpty();
      }
      for (Path file : files()) {
        assertThat(leaks(Files.readAllBytes(file))).as(file.toString()).isEmpty();
      }
      assertThat(vault.requests(HOOK)).hasSizeGreaterThanOrEqualTo(3);
      vault
          .requests(HOOK)
          .forEach(notice -> assertThat(leaks(notice.body())).as(notice.bodyText()).isEmpty());
      assertThat(Files.readString(folder.resolve("handed.txt"), UTF_8).strip())
          .isEqualTo(String.valueOf(COMMAND_TOKEN.length()));
    }
  }

  /** The failing command gives each run something to notify of. */
  private String yaml(StatsBombProvider provider) {
    return """
    secrets:
      - "env:"
      - file:mounted
      - vault+aws://eu-west-1/leat?endpoint=%s
    sources:
      statsbomb:
        type: statsbomb-api
        url: %s
        user: ${secret:provider#user}
        password: ${secret:provider#password}
        headers: {X-Api-Key: "${secret:HEADER}"}
        retries: 0
    plans:
      - source: statsbomb
        dataset_type: match
        select: {competition_id: 11, season_id: 42}
    models:
      counted: select count(*) as n from matches
    commands:
      hand:
        run: [sh, -c, 'printf %%s "$TOKEN" | wc -c > handed.txt; echo "$TOKEN"; exit 3']
        environment: {TOKEN: "${secret:COMMAND_TOKEN}"}
    notices:
      - {to: slack, url: "${secret:HOOK_URL}"}
      - {to: webhook, url: "${secret:HOOK_URL}"}
    """
        .formatted(vault.url(), provider.apiUrl());
  }

  /** All that the project wrote. */
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(".env") && !file.startsWith(folder.resolve("mounted")))
          .toList();
    }
  }

  /** Each secret in any form that a program may have turned it into. */
  private static List<String> leaks(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return Stream.of(StatsBombProvider.PASSWORD, VAULT_KEY, COMMAND_TOKEN, HEADER, HOOK)
        .flatMap(SecretsEverywhereTest::forms)
        .map(form -> new String(form.getBytes(UTF_8), StandardCharsets.ISO_8859_1))
        .filter(text::contains)
        .toList();
  }

  private static Stream<String> forms(String secret) {
    String url = URLEncoder.encode(secret, UTF_8);
    return Stream.of(
        secret,
        url,
        url.replace("+", "%20"),
        Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)),
        Base64.getEncoder()
            .encodeToString((StatsBombProvider.USER + ":" + secret).getBytes(UTF_8)));
  }
}
