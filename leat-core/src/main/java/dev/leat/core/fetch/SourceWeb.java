package dev.leat.core.fetch;

import dev.leat.api.Content;
import dev.leat.api.FeedVersion;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import dev.leat.api.Secret;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sends a source's requests under its settings. */
final class SourceWeb implements Web {
  private final FetchSettings settings;
  private final Tools tools;

  SourceWeb(FetchSettings settings, Tools tools) {
    this.settings = settings;
    this.tools = tools;
  }

  @Override
  public Instant now() {
    return tools.clock().instant();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    tools.pause().pause(duration);
  }

  @Override
  public Duration queue(Request request) {
    return tools.gates().queue(settings, request.url(), request.account());
  }

  @Override
  public Answer visit(URI elsewhere, Rules rules) throws IOException, InterruptedException {
    Map<String, Secret> told = new HashMap<>(settings.headers());
    told.keySet().removeIf(name -> !RequestHead.isHarmless(name));
    return new SourceWeb(settings.headers(told), tools).send(Request.get(elsewhere), rules);
  }

  @Override
  public Answer send(Request request, Rules rules) throws IOException, InterruptedException {
    Redaction redaction = Redaction.of(request, settings.headers());
    String verb = request.method().equals("GET") ? "" : request.method() + " ";
    String name = verb + redaction.text(request.url().toString());
    var answer = OfferedFile.of(new FeedVersion("answer", "1"), "bin", new Content.Remote(request));
    var job =
        new Job(
            answer,
            Optional.empty(),
            facts -> {
              throw new IOException("an answer goes to whoever asked");
            },
            settings,
            new Job.Origin(name, redaction));
    tools.progress().asking(settings.source(), name);
    return new RemoteFetch<>(job, request, tools, new AnswerJudge(job, request, rules, tools))
        .fetch();
  }
}
