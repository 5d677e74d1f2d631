package dev.leat.connect.secrets;

import dev.leat.api.LeatException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * {@code vault+aws://eu-west-1/leat/?endpoint=http://localhost:4566}.
 *
 * @param host a region or a project
 * @param prefix stands before each name; empty, or ends with a slash
 * @param endpoint of another server that speaks the same language
 */
record StoreUrl(String host, String prefix, Optional<URI> endpoint) {
  private static final String ENDPOINT = "endpoint=";

  static StoreUrl parse(String text, String example) {
    try {
      URI url = new URI(text);
      String path = url.getPath() == null ? "" : url.getPath().replaceFirst("^/+", "");
      String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
      String query = url.getQuery();
      boolean plain = query == null || query.startsWith(ENDPOINT);
      if (url.getAuthority() != null && url.getUserInfo() == null && plain) {
        return new StoreUrl(
            url.getAuthority(),
            prefix,
            Optional.ofNullable(query).map(it -> endpoint(it.substring(ENDPOINT.length()))));
      }
    } catch (URISyntaxException | IllegalArgumentException noUrl) {
      // Said below.
    }
    throw new LeatException(
        SecretsError.SECRET_STORE_URL,
        "'" + text + "' is no secret store.",
        "Write it such as " + example + ".");
  }

  private static URI endpoint(String text) {
    return URI.create(text.endsWith("/") ? text : text + "/");
  }
}
