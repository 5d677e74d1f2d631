package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of the user's own, from a jar, by their names: sources, policies, subscribers. */
final class PluginJarTest {
  private static final String POLICY =
      """
      package com.acme;

      import dev.leat.api.*;
      import java.time.Instant;
      import java.util.*;

      public final class Never implements FetchPolicyType, FetchPolicy {
        public String name() { return "not-at-all"; }
        public String summary() { return "Wants nothing."; }
        public List<Option> options() { return List.of(); }
        public FetchPolicy open(Settings settings) { return this; }
        public boolean maySkip(Summary known, Offer offer, Instant now) { return true; }
        public boolean shouldFetch(Offer offer) { return false; }
        public List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
          return List.of();
        }
      }
      """;

  private static final String SUBSCRIBER =
      """
      package com.acme;

      import dev.leat.api.*;

      public final class Diary implements EventListener {
        public void on(LeatEvent event) {
          System.err.println("heard " + event.getClass().getSimpleName());
          if (System.getenv("DIARY_STOPS") != null) {
            java.util.concurrent.locks.LockSupport.park();
          }
        }
      }
      """;

  /** Five keywords, of which two at a time are prepared; one cannot be, until a file says so. */
  private static final String BULK =
      """
      package com.acme;

      import dev.leat.api.*;
      import java.io.IOException;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.*;

      public final class Keywords implements SourceType {
        public String name() { return "keywords"; }
        public String summary() { return "Keywords, prepared two at a time."; }
        public List<Option> options() { return List.of(); }
        public List<DatasetType> datasetTypes(Settings settings) {
          return List.of(DatasetType.of("keyword", List.of("word"),
              List.of(DatasetType.Feed.snapshot("facts", "v1"),
                  DatasetType.Feed.snapshot("volumes", "v1"))));
        }
        public Source open(String name, Settings settings) { return new Bulk(); }

        private static final class Bulk implements BulkSource {
          private final Deque<Offer> pending = new ArrayDeque<>();

          public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery) {
            List<Offer> offers = new ArrayList<>();
            for (String word : List.of("a", "b", "c", "d", "bad")) {
              offers.add(Offer.of(Keys.of("word", word)).with(file("facts", word)));
            }
            return List.of(offers).iterator();
          }

          public int capacity() { return 2 - pending.size(); }

          public void submit(Offer offer) {
            if (pending.size() == 2) throw new IllegalStateException("too many");
            System.err.println("submitted " + offer.keys());
            pending.add(offer);
          }

          public List<Collected> collect(Duration wait) throws IOException {
            if (Files.exists(Path.of("fatal"))) throw new IOException("the provider is gone");
            Offer offer = pending.remove();
            String word = offer.keys().value("word").orElseThrow().text();
            if (word.equals("bad") && !Files.exists(Path.of("good"))) {
              return List.of(new Collected.Failed(offer.keys(), "it is too rare"));
            }
            return List.of(new Collected.Ready(
                Offer.of(offer.keys()).with(file("volumes", word))));
          }

          private static OfferedFile file(String feed, String word) {
            String json = "[{\\"word\\": \\"" + word + "\\", \\"" + feed + "\\": 1}]";
            return OfferedFile.of(new FeedVersion(feed, "v1"), "json",
                new Content.Inline(json.getBytes()))
                .modified(java.time.Instant.parse("2025-01-01T00:00:00Z"));
          }
        }
      }
      """;

  /** Throws where it is told to. */
  private static final String BROKEN =
      """
      package com.acme;

      import dev.leat.api.*;
      import java.util.*;

      public final class Broken implements SourceType {
        public String name() { return "broken"; }
        public String summary() { return "Breaks."; }
        public List<Option> options() {
          return List.of(Option.of("at", Option.Kind.TEXT, "Where."));
        }
        public List<DatasetType> datasetTypes(Settings settings) {
          return List.of(DatasetType.of("note", List.of("id"),
              List.of(DatasetType.Feed.snapshot("text", "v1"))));
        }
        public Source open(String name, Settings settings) {
          String at = settings.text("at").orElse("");
          if (at.equals("open")) throw new IllegalStateException("no way in");
          return (request, discovery) -> {
            if (at.equals("discovery")) throw new IllegalStateException("nothing to see");
            return List.of(List.of(Offer.of(Keys.of("id", 1)).with(OfferedFile.of(
                new FeedVersion("text", "v1"), "json", new Content.Written((file, known, sink) -> {
                  sink.write('[');
                  throw new IllegalStateException("the pen broke");
                }))))).iterator();
          };
        }
      }
      """;

  /** Thirty datasets of one group; fetches when two processes have listed them. */
  private static final String MEETING =
      """
      package com.acme;

      import dev.leat.api.*;
      import java.io.IOException;
      import java.nio.file.*;
      import java.util.*;

      public final class Meeting implements SourceType {
        public String name() { return "meeting"; }
        public String summary() { return "Waits for another."; }
        public List<Option> options() {
          return List.of(Option.of("place", Option.Kind.PATH, "Where to meet."));
        }
        public List<DatasetType> datasetTypes(Settings settings) {
          return List.of(DatasetType.of("note", List.of("team", "id"),
              List.of(DatasetType.Feed.snapshot("text", "v1"))));
        }
        public Source open(String name, Settings settings) {
          Path place = settings.path("place").orElseThrow();
          return (request, discovery) -> {
            Files.createFile(place.resolve(String.valueOf(ProcessHandle.current().pid())));
            List<Offer> offers = new ArrayList<>();
            for (int id = 1; id <= 30; id++) {
              byte[] json = ("[{\\"id\\": " + id + "}]").getBytes();
              offers.add(Offer.of(Keys.of("team", "a").with("id", id)).with(OfferedFile.of(
                  new FeedVersion("text", "v1"), "json", new Content.Written((file, known, out) -> {
                    while (place.toFile().list().length < 2) Thread.onSpinWait();
                    out.write(json);
                    return new FileWriter.Outcome.Complete(null, null);
                  }))));
            }
            return List.of(offers).iterator();
          };
        }
      }
      """;

  private static final String PROJECT =
      """
      plugins: [acme.jar]
      sources:
        mine: {type: %s}
      tables:
        notes: {from: mine/text, key: id}
      """;

  @TempDir private Path folder;

  private Workspace project(String yaml, String... classes) throws IOException {
    PluginJar.build(folder.resolve("acme.jar"), classes);
    return Workspace.make(folder, CatalogPlace.SQLITE, yaml);
  }

  @Test
  void aSourceTakesPartAsAnyOther() throws IOException {
    Workspace project = project(PROJECT.formatted("com.acme.Notes"), PluginJar.NOTES);
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT id, text FROM notes")).containsExactly("1|hello");
    assertThat(project.leat("run").exits(0).err()).contains("0 fetched, 1 unchanged, 0 failed");
  }

  @Test
  void misspeltClassesAreMistakesInTheProject() throws IOException {
    Workspace project =
        project(
            PROJECT.formatted("com.acme.Nots")
                + """
                plans:
                  - {source: mine, policy: com.acme.Nevr}
                subscribers: [com.acme.Dairy]
                """,
            PluginJar.NOTES,
            POLICY,
            SUBSCRIBER);
    assertThat(project.leat("run").exits(2).err())
        .contains("leat.yaml:", "com.acme.Nots", "com.acme.Nevr", "com.acme.Dairy");
    assertThat(project.stored()).isEmpty();
  }

  @Test
  void aPolicyDecidesAndASubscriberHears() throws IOException {
    String yaml = PROJECT.formatted("com.acme.Notes") + "subscribers: [com.acme.Diary]\n";
    Workspace project =
        project(
            yaml + "plans:\n  - {source: mine, policy: com.acme.Never}\n",
            PluginJar.NOTES,
            POLICY,
            SUBSCRIBER);
    assertThat(project.leat("fetch").exits(0).err()).contains("=> 0 tasks. 1 skipped.");
    assertThat(project.stored()).isEmpty();

    project.write(yaml);
    assertThat(heard(project.leat("run").exits(0)))
        .startsWith("heard DatasetCreated", "heard RevisionAdded")
        .contains("heard LoadCommitted");
  }

  private static List<String> heard(Cli.Answer answer) {
    return answer.err().lines().filter(line -> line.startsWith("heard ")).toList();
  }

  /** It hears of a thing after its commit; whoever is killed in between, readers hear of it. */
  @Test
  void whatASubscriberDidNotComeToHearIsNotLost() throws IOException {
    Workspace project =
        project(
            PROJECT.formatted("com.acme.Notes") + "subscribers: [com.acme.Diary]\n",
            PluginJar.NOTES,
            SUBSCRIBER);
    try (Cli.Running running = project.cli().with("DIARY_STOPS", "1").start("run")) {
      running.awaitErr("heard DatasetCreated");
      running.signal("KILL");
      assertThat(heard(running.end().exits(137))).hasSize(1);
    }
    List<String> events =
        project.leat("events", "follow", "--reader", "x", "--once").exits(0).outLines();
    // The load goes on while a subscriber thinks: whether it was done before the kill is open.
    assertThat(events).hasSizeBetween(2, 3);
    assertThat(events.get(0)).contains("\"DatasetCreated\"");
    assertThat(events.get(1)).contains("\"RevisionAdded\"", "\"revision\":1");
    assertThat(project.leat("run").exits(0).err()).contains("0 fetched, 1 unchanged, 0 failed");
    assertThat(project.tables().rows("SELECT id, text FROM notes")).containsExactly("1|hello");
  }

  @Test
  void aBulkSourceIsAskedForNoMoreThanItCanTake() throws IOException {
    Workspace project =
        project(
            """
            plugins: [acme.jar]
            sources:
              mine: {type: com.acme.Keywords}
            tables:
              facts: {from: mine/facts, key: word}
              volumes: {from: mine/volumes, key: word}
            """,
            BULK);
    Cli.Answer first = project.leat("run").exits(1);
    assertThat(first.err())
        .contains("mine/keyword/word=bad", "it is too rare")
        .containsPattern("(?m)^  fix: ");
    assertThat(project.catalog().rows("SELECT successful, failed FROM job")).containsExactly("4|1");
    assertThat(project.catalog().rows("SELECT operation, keys FROM task"))
        .containsExactly("CREATE|{\"word\":\"bad\"}");
    assertThat(project.tables().rows("SELECT word FROM facts JOIN volumes USING (word) ORDER BY 1"))
        .containsExactly("a", "b", "c", "d");

    Files.createFile(folder.resolve("good"));
    assertThat(submitted(project.leat("run").exits(0))).containsExactly("submitted word=bad");
    assertThat(project.tables().rows("SELECT word FROM volumes ORDER BY 1")).hasSize(5);
    assertThat(submitted(project.leat("run").exits(0))).isEmpty();
    assertThat(project.catalog().rows("SELECT DISTINCT revisions FROM dataset"))
        .containsExactly("1");

    project.leat("invalidate", "--select", "word=a", "--reason", "wrong").exits(0);
    Files.createFile(folder.resolve("fatal"));
    assertThat(project.leat("run").exits(3).err()).contains("the provider is gone");
    assertThat(project.catalog().rows("SELECT state FROM job ORDER BY id DESC LIMIT 1"))
        .containsExactly("FAILED");
    assertThat(project.catalog().rows("SELECT validation FROM dataset WHERE revisions = 1"))
        .contains("FAILED");
    assertThat(project.tables().rows("SELECT word FROM volumes ORDER BY 1")).hasSize(5);
  }

  private static List<String> submitted(Cli.Answer answer) {
    return answer.err().lines().filter(line -> line.startsWith("submitted ")).toList();
  }

  @Test
  void aSourceThatBreaksStopsNoOther() throws IOException {
    Workspace project =
        project(
            """
            plugins: [acme.jar]
            sources:
              first: {type: com.acme.Broken, at: open}
              second: {type: com.acme.Broken, at: discovery}
              third: {type: com.acme.Broken, at: save}
              mine: {type: com.acme.Notes}
            tables:
              notes: {from: mine/text, key: id}
            """,
            PluginJar.NOTES,
            BROKEN);
    assertThat(project.leat("run").exits(1).err())
        .contains("no way in", "nothing to see", "the pen broke");
    assertThat(project.catalog().rows("SELECT source, state FROM job WHERE state = 'FINISHED'"))
        .contains("mine|FINISHED");
    assertThat(project.catalog().rows("SELECT source FROM dataset")).containsExactly("mine");
    assertThat(project.tables().rows("SELECT id, text FROM notes")).containsExactly("1|hello");
  }

  @Test
  void twoRunsThatOverlapMakeEachDatasetOnce() throws IOException {
    PluginJar.build(folder.resolve("acme.jar"), MEETING);
    Files.createDirectory(folder.resolve("place"));
    String yaml =
        """
        plugins: [../acme.jar]
        store: ../store
        sources:
          mine: {type: com.acme.Meeting, place: ../place}
        """;
    Workspace one = Workspace.make(folder.resolve("one"), CatalogPlace.POSTGRES, yaml);
    var other = new Workspace(Files.createDirectory(folder.resolve("other")), one.place());
    other.write(yaml + "plans:\n  - {source: mine, select: {team: a}}\n");
    try (Cli.Running all = one.cli().start("fetch");
        Cli.Running some = other.cli().start("fetch")) {
      all.end().exits(0);
      some.end().exits(0);
    }

    assertThat(one.catalog().rows("SELECT selector, state, total FROM job ORDER BY selector"))
        .hasSize(2)
        .allMatch(job -> job.endsWith("|FINISHED|30"));
    assertThat(one.catalog().rows("SELECT count(*), sum(revisions) FROM dataset"))
        .containsExactly("30|30");
    assertThat(one.leat("gc", "--grace", "0s").exits(0).out())
        .isEqualTo("Removed 0 files, 0 B, 0 drafts.\n");
    assertThat(one.leat("doctor", "--verify").exits(0).out())
        .isEqualTo("Every file is what the catalog says.\n");
  }
}
