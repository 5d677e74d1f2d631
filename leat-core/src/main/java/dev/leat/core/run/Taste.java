package dev.leat.core.run;

import dev.leat.api.Content;
import dev.leat.api.Cursor;
import dev.leat.api.OfferedFile;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Request;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * So few records of each type that a person can read them: pages are walked no further.
 *
 * <p>A type whose datasets hold few records gives several of them, one after the other; a file that
 * has no pages is one, whole.
 */
final class Taste implements Portion {
  /** What a type has given so far. */
  private static final class Bite {
    private final AtomicInteger datasets = new AtomicInteger();
    private final AtomicLong records = new AtomicLong();
  }

  private final int recordsMax;
  private final Map<String, Bite> bites = new HashMap<>();
  private final Map<String, String> paging = new LinkedHashMap<>();

  Taste(int recordsMax) {
    this.recordsMax = recordsMax;
  }

  /** How the pages of each type were walked, in one line for people. */
  synchronized Map<String, String> paging() {
    return new LinkedHashMap<>(paging);
  }

  private synchronized Bite bite(String datasetType) {
    return bites.computeIfAbsent(datasetType, type -> new Bite());
  }

  @Override
  public boolean wants(String datasetType) {
    Bite bite = bite(datasetType);
    return bite.records.get() < recordsMax && bite.datasets.get() < recordsMax;
  }

  @Override
  public boolean take(String datasetType) {
    Bite bite = bite(datasetType);
    return bite.records.get() < recordsMax && bite.datasets.getAndIncrement() < recordsMax;
  }

  @Override
  public int atOnce() {
    return 1;
  }

  @Override
  public OfferedFile cut(String datasetType, OfferedFile file) {
    if (!(file.content() instanceof Content.Paged paged)) {
      bite(datasetType).records.set(recordsMax);
      return file;
    }
    var few = new Content.Paged(new Few(datasetType, paged.pages()));
    return new OfferedFile(file.id(), file.format(), file.modified(), few, file.whenMissing());
  }

  private synchronized void note(String datasetType, String how) {
    if (!how.isEmpty()) {
      paging.putIfAbsent(datasetType, how);
    }
  }

  /** The pages that hold the first records. */
  private final class Few implements Pages {
    private final String datasetType;
    private final Pages all;

    Few(String datasetType, Pages all) {
      this.datasetType = datasetType;
      this.all = all;
    }

    @Override
    public End walk(Start start, Web web, RawSink sink) throws IOException, InterruptedException {
      var remembering = new Remembering(web);
      var enough = new Enough(sink, bite(datasetType).records);
      End end = all.walk(start, remembering, enough);
      note(datasetType, all.describe(remembering));
      return end;
    }

    @Override
    public URI url() {
      return all.url();
    }

    @Override
    public String fingerprint() {
      return all.fingerprint();
    }

    @Override
    public String describe(Web web) throws IOException, InterruptedException {
      return all.describe(web);
    }
  }

  /** Has enough as soon as it has the wanted records. */
  private final class Enough implements RawSink {
    private final RawSink sink;
    private final AtomicLong total;
    private final long before;

    Enough(RawSink sink, AtomicLong total) {
      this.sink = sink;
      this.total = total;
      this.before = total.get();
    }

    @Override
    public void append(byte[] body) throws IOException {
      sink.append(body);
    }

    @Override
    public void checkpoint(Cursor at) throws IOException {
      sink.checkpoint(at);
    }

    @Override
    public boolean isEnough(long records) {
      return total.accumulateAndGet(before + records, Math::max) >= recordsMax;
    }
  }

  /** Answers what was asked before without asking again: to say how pages go on costs nothing. */
  private static final class Remembering implements Web {
    private static final int ANSWERS_MAX = 4;

    private final Web web;
    private final List<Map.Entry<String, Answer>> answers = new ArrayList<>();

    Remembering(Web web) {
      this.web = web;
    }

    @Override
    public Answer send(Request request, Rules rules) throws IOException, InterruptedException {
      String name = name(request);
      for (Map.Entry<String, Answer> each : answers) {
        if (each.getKey().equals(name)) {
          return each.getValue();
        }
      }
      Answer answer = web.send(request, rules);
      if (answers.size() < ANSWERS_MAX && answer.status() < 300) {
        answers.add(Map.entry(name, answer));
      }
      return answer;
    }

    @Override
    public Answer visit(URI elsewhere, Rules rules) throws IOException, InterruptedException {
      return web.visit(elsewhere, rules);
    }

    private static String name(Request request) {
      Request.@Nullable Body body = request.body();
      return request.method() + " " + request.url() + "\n" + (body == null ? "" : body.text());
    }

    @Override
    public Duration queue(Request request) {
      return web.queue(request);
    }

    @Override
    public Instant now() {
      return web.now();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      web.pause(duration);
    }
  }
}
