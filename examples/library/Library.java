import dev.leat.api.DatasetState;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.RowSink;
import dev.leat.core.Leat;
import dev.leat.core.plan.Scope;
import dev.leat.core.run.DatasetFeed;
import dev.leat.core.run.RunReport;
import dev.leat.core.store.Dataset;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Leat within a program: what the command line does, in the hands of Java. */
public final class Library {
  /** Prints the rows of an answer. */
  private static final class Printer implements RowSink {
    @Override
    public void columns(List<ResultColumn> columns) {
      System.out.println(columns.stream().map(ResultColumn::name).toList());
    }

    @Override
    public void row(List<Object> values) {
      System.out.println(values);
    }
  }

  private Library() {}

  public static void main(String[] arguments) throws Exception {
    AtomicInteger created = new AtomicInteger();
    try (Leat leat = Leat.open(Path.of(arguments[0]));
        AutoCloseable subscription = leat.subscribe(event -> count(event, created))) {
      receive(leat);
      System.out.println("New datasets: " + created);

      RunReport report = leat.run(Scope.ALL);
      System.out.println("Loaded tables: " + report.loads().size());

      read(leat);
      work(leat);
      leat.query("select name, capacity from stadiums order by name limit 2", new Printer());
    }
  }

  /** A subscriber hears what happened, after it was committed. */
  private static void count(LeatEvent event, AtomicInteger created) {
    if (event instanceof LeatEvent.DatasetCreated) {
      created.incrementAndGet();
    }
  }

  /** Datasets arrive while others are still being fetched; an error would come out of hasNext. */
  private static void receive(Leat leat) {
    int received = 0;
    try (DatasetFeed feed = leat.datasets(Scope.ALL).in(DatasetState.COMPLETE).streaming()) {
      while (feed.hasNext()) {
        feed.next();
        received++;
      }
    }
    System.out.println("Received datasets: " + received);
  }

  /** A filter by key, and a file that is read as far as it is wanted. */
  private static void read(Leat leat) throws Exception {
    Scope round = Scope.of(Keys.of("path", "matches/round-1.json"));
    try (Stream<Dataset> stored = leat.datasets(round).stored()) {
      Dataset dataset = stored.findFirst().orElseThrow();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  leat.open(dataset.files().getFirst()), StandardCharsets.UTF_8))) {
        lines.readLine();
        System.out.println("First match: " + lines.readLine().substring(0, 16));
      }
    }
  }

  /** Four at a time; the first failure ends it. */
  private static void work(Leat leat) throws InterruptedException {
    AtomicLong bytes = new AtomicLong();
    Set<String> feeds = ConcurrentHashMap.newKeySet();
    leat.datasets(Scope.ALL)
        .each(
            4,
            dataset -> {
              bytes.addAndGet(dataset.files().getFirst().bytes().size());
              feeds.add(dataset.files().getFirst().feed().feed());
            });
    System.out.println("Feeds: " + feeds.stream().sorted().toList());
    System.out.println("Bytes: " + (bytes.get() > 10_000 ? "more than 10,000" : bytes));
  }
}
