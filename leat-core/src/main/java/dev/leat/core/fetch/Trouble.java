package dev.leat.core.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A try that came to nothing and may succeed when repeated.
 *
 * @param problem follows the URL in a sentence: "answered 503"
 * @param asked how long the provider wants to be left alone; zero where it did not say
 */
record Trouble(String problem, Duration asked, @Nullable IOException cause) {
  static Trouble of(IOException e, FetchSettings.Timeouts timeouts) {
    return new Trouble(words(e, timeouts), Duration.ZERO, e);
  }

  /** Empty where it was something else than the certificate. */
  static Optional<Trouble> ofCertificate(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
        String problem = "has a certificate that is not trusted: " + cause.getMessage();
        return Optional.of(new Trouble(problem, Duration.ZERO, e));
      }
    }
    return Optional.empty();
  }

  private static String words(IOException e, FetchSettings.Timeouts timeouts) {
    String message = String.valueOf(e.getMessage());
    return switch (e) {
      case SocketTimeoutException timeout ->
          message.contains("onnect")
              ? "did not accept a connection within " + words(timeouts.connect())
              : "sent nothing for " + words(timeouts.idle());
      case Exchange.OvertimeException overtime ->
          "was not complete after " + words(timeouts.total());
      case UnknownHostException unknown -> "is on a host that nobody knows";
      case ConnectException refused -> "does not accept connections";
      case EOFException end -> "broke off after " + message;
      default -> "broke off: " + message;
    };
  }

  /** {@code 30 s}, {@code 250 ms}. */
  static String words(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
