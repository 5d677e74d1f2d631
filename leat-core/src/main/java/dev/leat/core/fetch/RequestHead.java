package dev.leat.core.fetch;

import dev.leat.api.KnownFile;
import dev.leat.api.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where a request goes and its headers; what is secret stays at the host that was asked. */
final class RequestHead {
  private static final String AGENT = "leat";

  /** What another host may be told of a request that was meant for this one. */
  private static final Set<String> HARMLESS = Set.of("accept", "accept-language", "user-agent");

  private final Job job;
  private final Request request;
  private URI url;
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private RequestHead(Job job, Request request, URI url) {
    this.job = job;
    this.request = request;
    this.url = url;
  }

  static RequestHead of(Job job, Request request, Hop hop) {
    var head = new RequestHead(job, request, hop.url());
    head.headers.put("User-Agent", AGENT);
    head.headers.put("Accept", "*/*");
    head.headers.put("Accept-Encoding", "gzip");
    head.addConfigured(hop);
    if (hop.isHome()) {
      request.credentials().forEach(head::add);
    }
    head.addConditions();
    return head;
  }

  URI url() {
    return url;
  }

  Map<String, String> headers() {
    return headers;
  }

  private void addConfigured(Hop hop) {
    job.settings().headers().forEach((name, value) -> add(hop, name, value.reveal()));
    request.headers().forEach((name, value) -> add(hop, name, value));
  }

  private void add(Hop hop, String name, String value) {
    if (hop.isHome() || isHarmless(name)) {
      headers.put(name, value);
    }
  }

  static boolean isHarmless(String header) {
    return HARMLESS.contains(header.toLowerCase(Locale.ROOT));
  }

  private void add(Request.Credentials credentials) {
    switch (credentials) {
      case Request.Credentials.Basic basic ->
          headers.put("Authorization", "Basic " + Redaction.basic(basic));
      case Request.Credentials.Bearer bearer ->
          headers.put("Authorization", "Bearer " + bearer.token().reveal());
      case Request.Credentials.Header header -> headers.put(header.name(), header.value().reveal());
      case Request.Credentials.Query query -> {
        String pair = encode(query.name()) + "=" + encode(query.value().reveal());
        String text = url.toString();
        url = URI.create(text + (text.contains("?") ? "&" : "?") + pair);
      }
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void addConditions() {
    job.current().map(KnownFile::etag).ifPresent(tag -> headers.put("If-None-Match", tag));
    job.current()
        .map(KnownFile::lastModified)
        .ifPresent(since -> headers.put("If-Modified-Since", since));
  }
}
