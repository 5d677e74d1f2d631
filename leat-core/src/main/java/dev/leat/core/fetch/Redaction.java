package dev.leat.core.fetch;

import dev.leat.api.Request;
import dev.leat.api.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that people will read.
 *
 * <p>By name: the values of query parameters that are called token, key, secret, password and the
 * like, and a user's password in a URL. By value: the credentials of one request, wherever a
 * provider echoes them.
 */
public final class Redaction {
  /** Redacts by name only. */
  public static final Redaction BY_NAME = new Redaction(Set.of());

  private static final String MARK = "***";

  /** Shorter values are found in every text, and hide nothing. */
  private static final int VALUE_MIN = 4;

  private static final Pattern PARAMETER =
      Pattern.compile(
          "([?&][^=&#\\s]*(?:token|key|secret|password|passwd|pwd|signature|sig|auth|credentials?)=)"
              + "([^&#\\s\"'<>]+)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern USER_INFO = Pattern.compile("(://)[^/?#\\s@]*@");

  /** The longest first: one may be the beginning of another. */
  private final List<String> values;

  private Redaction(Set<String> values) {
    this.values =
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  static Redaction of(Request request, Map<String, Secret> headers) {
    var values = new LinkedHashSet<String>();
    headers.values().forEach(secret -> add(values, secret));
    String query = request.url().getRawQuery();
    Matcher parameter = PARAMETER.matcher(query == null ? "" : "?" + query);
    while (parameter.find()) {
      add(values, Secret.of(parameter.group(2)));
      add(values, Secret.of(URLDecoder.decode(parameter.group(2), StandardCharsets.UTF_8)));
    }
    request.credentials().forEach(who -> add(values, who));
    Request.Body body = request.body();
    if (body != null) {
      body.secrets().forEach(secret -> add(values, secret));
    }
    return new Redaction(values);
  }

  private static void add(Set<String> values, Request.Credentials credentials) {
    switch (credentials) {
      case Request.Credentials.Basic basic -> {
        values.add(basic(basic));
        add(values, basic.password());
      }
      case Request.Credentials.Bearer bearer -> add(values, bearer.token());
      case Request.Credentials.Header header -> add(values, header.value());
      case Request.Credentials.Query query -> add(values, query.value());
    }
  }

  /** The part of an {@code Authorization: Basic} header that is only packed, not hidden. */
  static String basic(Request.Credentials.Basic basic) {
    String pair = basic.user() + ":" + basic.password().reveal();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(Set<String> values, Secret secret) {
    if (secret.reveal().length() >= VALUE_MIN) {
      String encoded = URLEncoder.encode(secret.reveal(), StandardCharsets.UTF_8);
      values.add(secret.reveal());
      values.add(encoded);
      values.add(encoded.replace("+", "%20"));
    }
  }

  /** The text without secrets. */
  public String text(String text) {
    String clean = USER_INFO.matcher(text).replaceAll("$1" + MARK + "@");
    clean = PARAMETER.matcher(clean).replaceAll("$1" + MARK);
    for (String value : values) {
      clean = clean.replace(value, MARK);
    }
    return clean;
  }

  /** The URL without secrets; still a URL. */
  public URI url(URI url) {
    return URI.create(text(url.toString()));
  }
}
