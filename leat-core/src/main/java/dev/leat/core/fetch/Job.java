package dev.leat.core.fetch;

import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.OfferedFile;
import java.util.Optional;

/**
 * One file to fetch.
 *
 * @param from what messages call the place where it comes from; holds no secret
 */
record Job(
    OfferedFile file,
    Optional<KnownFile> current,
    Receiver receiver,
    FetchSettings settings,
    String from) {

  LeatException failure(FetchError code, String problem, String remedy) {
    return new LeatException(code, "source '" + settings.source() + "': " + problem, remedy);
  }

  LeatException failure(FetchError code, String problem, String remedy, Throwable cause) {
    return new LeatException(code, "source '" + settings.source() + "': " + problem, remedy, cause);
  }

  /** What it means that upstream does not have the file. */
  Fetched missing(String reason) {
    return switch (file.whenMissing()) {
      case REMEMBER -> new Fetched.Absent(reason);
      case FAIL ->
          throw failure(
              FetchError.FILE_MISSING,
              from + " is not there: " + reason,
              "check the source's url, or ask the provider whether the file has moved");
    };
  }
}
