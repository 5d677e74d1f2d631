package dev.leat.connect.aws;

import dev.leat.api.LeatException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A place in S3: {@code s3://bucket/folder?region=eu-west-1&endpoint=https://host&path_style=true}.
 *
 * @param prefix what the keys of all files begin with: empty, or ending in a slash
 * @param endpoint of another service than Amazon's
 * @param pathStyle whether the bucket is part of the path, not of the host; empty for what is usual
 *     there
 */
record S3Url(
    String bucket,
    String prefix,
    Optional<String> region,
    Optional<URI> endpoint,
    Optional<Boolean> pathStyle) {
  private static final List<String> KNOWN = List.of("endpoint", "path_style", "region");

  static S3Url parse(URI url) {
    String bucket = Optional.ofNullable(url.getAuthority()).orElse("");
    if (bucket.isEmpty() || url.getUserInfo() != null || bucket.contains("@")) {
      throw refused(url, "it names no bucket, or credentials beside it");
    }
    Map<String, String> settings = settings(url);
    Optional<URI> endpoint =
        Optional.ofNullable(settings.get("endpoint")).map(text -> endpoint(url, text));
    String folder = Optional.ofNullable(url.getPath()).orElse("").replaceAll("^/+|/+$", "");
    return new S3Url(
        bucket,
        folder.isEmpty() ? "" : folder + "/",
        Optional.ofNullable(settings.get("region")),
        endpoint,
        Optional.ofNullable(settings.get("path_style")).map("true"::equals));
  }

  private static URI endpoint(URI url, String text) {
    URI endpoint;
    try {
      endpoint = new URI(text);
    } catch (URISyntaxException e) {
      throw refused(url, "its endpoint is no web address");
    }
    boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!web || endpoint.getHost() == null || endpoint.getUserInfo() != null) {
      throw refused(endpoint, "the endpoint is not a web address without credentials");
    }
    return endpoint;
  }

  private static Map<String, String> settings(URI url) {
    Map<String, String> settings = new TreeMap<>();
    String query = Optional.ofNullable(url.getRawQuery()).orElse("");
    for (String part : query.isEmpty() ? new String[0] : query.split("&")) {
      String[] pair = part.split("=", 2);
      if (pair.length < 2 || !KNOWN.contains(pair[0])) {
        throw refused(url, "'" + pair[0] + "' is none of its settings " + String.join(", ", KNOWN));
      }
      settings.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return settings;
  }

  private static LeatException refused(URI url, String reason) {
    String place = url.getScheme() + "://" + Optional.ofNullable(url.getHost()).orElse("");
    return new LeatException(
        S3Error.S3_URL_INVALID,
        "The store URL " + place + " cannot be used: " + reason + ".",
        "Write s3://bucket/folder, with ?region=…, ?endpoint=https://… where they are needed;"
            + " credentials come from where AWS's own tools find them.");
  }

  /** As written, without settings. */
  URI root() {
    try {
      return new URI("s3", bucket, "/" + prefix, null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("its parts came from a URL", e);
    }
  }
}
