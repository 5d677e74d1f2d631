package dev.leat.bench;

import dev.leat.connect.sentiment.Sentiment;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The sentiment of comments of 150 characters: alone, and as a column that a load computes.
 *
 * <p>Arguments: how many comments are loaded, 300,000 where none is given; 0 for the first part
 * alone.
 */
public final class Comments {
  private static final int LENGTH = 150;
  private static final int DIFFERENT = 20_000;
  private static final int ROUNDS = 20;
  private static final List<String> WORDS =
      List.of(
          ("the a and he they game was is not very so good great bad terrible awful love hate win"
                  + " lost play played shot defense team season player last night really amazing"
                  + " horrible but never always this that trade points best worst happy sad LOL wow"
                  + " NOT GREAT foul refs smart stupid clutch :) :( don't can't isn't kind of sort")
              .split(" "));

  private Comments() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> comments = made();
    alone(comments);
    int loaded = args.length == 0 ? 300_000 : Integer.parseInt(args[0]);
    if (loaded > 0) {
      load(comments, loaded);
    }
  }

  /** Of exactly that length, words drawn with a fixed seed. */
  private static List<String> made() {
    var random = new Random(11);
    List<String> comments = new ArrayList<>();
    while (comments.size() < DIFFERENT) {
      var text = new StringBuilder();
      while (text.length() < LENGTH) {
        text.append(WORDS.get(random.nextInt(WORDS.size())));
        text.append(random.nextInt(12) == 0 ? "! " : " ");
      }
      comments.add(text.substring(0, LENGTH));
    }
    return comments;
  }

  /** CPU time of the one thread, so that what runs beside it does not count. */
  private static void alone(List<String> comments) {
    var sentiment = new Sentiment();
    var threads = ManagementFactory.getThreadMXBean();
    double sum = 0;
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (String comment : comments) {
        sum += sentiment.score(comment).compound();
      }
      double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
      best = Math.max(best, comments.size() / seconds);
      System.out.printf("alone, round %d: %,.0f a second%n", round + 1, comments.size() / seconds);
    }
    System.out.printf("alone, at best: %,.0f a second (sum of scores %.3f)%n", best, sum);
  }

  private static void load(List<String> comments, int count)
      throws IOException, InterruptedException {
    Launcher.prepare();
    double[] cpu = new double[2];
    try (Scratch scratch = Scratch.make()) {
      for (int derived = 0; derived < cpu.length; derived++) {
        Path project = scratch.make("project" + derived);
        project(project, comments, count, derived == 1 ? "derive: {sentiment: body}" : "");
        Measured.run(project, Map.of(), Launcher.command("fetch", ".")).succeeded();
        Measured measured =
            Measured.run(project, Map.of(), Launcher.command("load", ".")).succeeded();
        cpu[derived] = measured.cpuSeconds();
        System.out.printf(
            "%,d comments loaded %s sentiment: %s%n",
            count, derived == 1 ? "with" : "without", measured);
      }
    }
    System.out.printf("through the load: %,.0f a second and core%n", count / (cpu[1] - cpu[0]));
  }

  private static void project(Path folder, List<String> comments, int count, String derive)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    try (BufferedWriter lines = Files.newBufferedWriter(data.resolve("comments.jsonl"))) {
      for (int i = 0; i < count; i++) {
        lines.write("{\"id\": " + i + ", \"body\": \"" + comments.get(i % DIFFERENT) + "\"}\n");
      }
    }
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        destination: duckdb:comments.duckdb
        sources:
          reddit: {type: files, path: data, feeds: {comments: "*.jsonl"}}
        tables:
          comments:
            from: reddit/comments
            key: id
            columns: {body: {type: text}}
            %s
        """
            .formatted(derive));
  }
}
