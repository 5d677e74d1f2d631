package dev.leat.core.fetch;

import dev.leat.api.KnownFile;
import dev.leat.api.Request;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes the headers of a request; what is secret stays at the host that was asked. */
final class RequestHead {
  private static final String AGENT = "leat";

  /** What another host may be told of a request that was meant for this one. */
  private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "user-agent");

  private final Job job;
  private final Request request;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private RequestHead(Job job, Request request) {
    this.job = job;
    this.request = request;
  }

  static Map<String, String> of(Job job, Request request, Hop hop) {
    var head = new RequestHead(job, request);
    head.headers.put("User-Agent", AGENT);
    head.headers.put("Accept", "*/*");
    head.headers.put("Accept-Encoding", "gzip");
    head.addConfigured(hop);
    if (hop.isHome()) {
      head.addCredentials();
    }
    head.addConditions();
    return head.headers;
  }

  private void addConfigured(Hop hop) {
    job.settings().headers().forEach((name, value) -> add(hop, name, value.reveal()));
    request.headers().forEach((name, value) -> add(hop, name, value));
  }

  private void add(Hop hop, String name, String value) {
    if (hop.isHome() || HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
      headers.put(name, value);
    }
  }

  private void addCredentials() {
    switch (request.credentials()) {
      case null -> {}
      case Request.Credentials.Basic basic ->
          headers.put("Authorization", "Basic " + Redaction.basic(basic));
      case Request.Credentials.Bearer bearer ->
          headers.put("Authorization", "Bearer " + bearer.token().reveal());
      case Request.Credentials.Header header -> headers.put(header.name(), header.value().reveal());
    }
  }

  private void addConditions() {
    job.current().map(KnownFile::etag).ifPresent(tag -> headers.put("If-None-Match", tag));
    job.current()
        .map(KnownFile::lastModified)
        .ifPresent(since -> headers.put("If-Modified-Since", since));
  }
}
