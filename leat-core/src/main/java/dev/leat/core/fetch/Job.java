package dev.leat.core.fetch;

import dev.leat.api.Content;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.OfferedFile;
import java.util.Optional;

/** One file to fetch. */
record Job(
    OfferedFile file,
    Optional<KnownFile> current,
    Receiver receiver,
    FetchSettings settings,
    Origin origin) {

  /**
   * Where a file comes from.
   *
   * @param name what messages call it; holds no secret
   * @param redaction takes out of messages what the other side may have put there
   */
  record Origin(String name, Redaction redaction) {}

  String from() {
    return origin.name();
  }

  /** Whose limits its request uses up. */
  String account() {
    return file.content() instanceof Content.Remote remote ? remote.request().account() : "";
  }

  LeatException failure(FetchError code, String problem, String remedy) {
    return new LeatException(code, words(problem), remedy);
  }

  LeatException failure(FetchError code, String problem, String remedy, Throwable cause) {
    return isClean(cause)
        ? new LeatException(code, words(problem), remedy, cause)
        : failure(code, problem, remedy);
  }

  private String words(String problem) {
    return "source '" + settings.source() + "': " + origin.redaction().text(problem);
  }

  /** A cause prints its own message: it comes along only where there is nothing to hide in it. */
  private boolean isClean(Throwable cause) {
    String text = cause.toString();
    boolean isClean = origin.redaction().text(text).equals(text);
    return isClean && (cause.getCause() == null || isClean(cause.getCause()));
  }

  /** What it means that upstream does not have the file. */
  Fetched missing(String reason) {
    return switch (file.whenMissing()) {
      case REMEMBER -> new Fetched.Absent(reason);
      case FAIL ->
          throw failure(
              FetchError.SOURCE_FILE_MISSING,
              from() + " is not there: " + reason,
              "check the source's url, or ask the provider whether the file has moved");
    };
  }
}
