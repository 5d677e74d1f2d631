package dev.leat.connect.statsbomb;

import dev.leat.api.Content;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where one of StatsBomb's services keeps things, and what it says about them. */
interface Layout {
  OfferedFile competitions();

  OfferedFile matches(long competition, long season);

  /** When anything in a season was changed last, where the service can be trusted with that. */
  @Nullable Instant modified(Listed season);

  DatasetState state(Listed match);

  /**
   * The wanted files that the match has.
   *
   * @param wanted by feed
   */
  List<OfferedFile> files(Listed match, Map<String, List<FeedVersion>> wanted);

  /** Makes sure that names are resolved below an address, not beside it. */
  static URI folder(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? url : URI.create(text + "/");
  }

  /** A response body, or a local file where the address is a folder on this machine. */
  static Content content(URI url, Request.@Nullable Credentials credentials) {
    return "file".equals(url.getScheme())
        ? new Content.Local(Path.of(url))
        : new Content.Remote(Request.get(url).as(credentials));
  }

  /** Tracking frames exist only where their status and their time both say so. */
  static boolean hasFrames(Listed match) {
    return "available".equalsIgnoreCase(match.text("match_status_360"))
        && match.text("last_updated_360") != null;
  }
}
