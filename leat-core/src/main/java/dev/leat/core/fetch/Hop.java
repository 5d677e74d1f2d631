package dev.leat.core.fetch;

import dev.leat.api.LeatException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * One station of a request that is being redirected.
 *
 * @param isHome whether it has never left the scheme, host and port that it was meant for; once
 *     away, credentials stay dropped
 */
record Hop(URI url, boolean isHome) {
  static final int REDIRECTS_MAX = 5;

  /** Where a request begins. */
  static Hop first(Job job, URI url) {
    check(job, url, FetchError.URL_REFUSED, "write the source's url as http://host/path");
    return new Hop(url, true);
  }

  /** Where a redirect leads. */
  Hop next(Job job, String location) {
    String where = Redaction.BY_NAME.text(location);
    URI target;
    try {
      target = url.resolve(new URI(location.replace(" ", "%20")));
    } catch (URISyntaxException e) {
      throw refuse(job, "redirects to '" + where + "', which is not a URL");
    }
    check(job, target, FetchError.REDIRECT_REFUSED, "ask the provider for the file's real URL");
    if (isHttps(url) && !isHttps(target)) {
      throw refuse(job, "redirects from https to '" + where + "', which is not encrypted");
    }
    return new Hop(target, isHome && Gates.host(url).equals(Gates.host(target)));
  }

  private static void check(Job job, URI url, FetchError code, String remedy) {
    boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || isHttps(url);
    String where = Redaction.BY_NAME.text(url.toString());
    if (!isHttp || url.getHost() == null) {
      throw job.failure(code, where + " is not a URL that begins with http:// or https://", remedy);
    }
    if (url.getRawUserInfo() != null) {
      throw job.failure(
          code,
          where + " has a user or a password in it",
          "give them as the source's credentials, where they are kept secret");
    }
  }

  private static boolean isHttps(URI url) {
    return "https".equals(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT));
  }

  static LeatException refuse(Job job, String problem) {
    return job.failure(
        FetchError.REDIRECT_REFUSED,
        job.from() + " " + problem,
        "ask the provider for the file's real URL and write that in leat.yaml");
  }
}
