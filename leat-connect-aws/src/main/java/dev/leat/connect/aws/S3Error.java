package dev.leat.connect.aws;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What can be wrong with files in S3. */
enum S3Error implements ErrorCode {
  /** The URL of the store names no bucket, or has settings that do not exist. */
  S3_URL_INVALID(Blame.OPERATOR),
  /** Credentials are missing, or do not allow what has to be done. */
  S3_DENIED(Blame.OPERATOR),
  /** There is no such bucket. */
  S3_BUCKET_MISSING(Blame.OPERATOR);

  private static final int DENIED = 403;
  private static final int UNAUTHORIZED = 401;

  private final Blame blame;

  S3Error(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  /** What a person must mend is thrown; the rest is trouble on the way. */
  static IOException of(S3Url url, SdkException e) {
    String said = said(e);
    if (said.contains("NoSuchBucket")) {
      throw new LeatException(
          S3_BUCKET_MISSING,
          "There is no bucket " + url.bucket() + ".",
          "Create it, or correct the URL that names it." + endpoint(url),
          e);
    }
    boolean denied =
        e instanceof AwsServiceException service
            && (service.statusCode() == DENIED || service.statusCode() == UNAUTHORIZED);
    boolean without = said.contains("Unable to load credentials");
    if (denied || without) {
      throw new LeatException(
          S3_DENIED,
          "S3 refuses access to "
              + url.root()
              + ": "
              + (without ? "there are no credentials" : said),
          "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run where there is"
              + " a role; it must be allowed to list, read, write and delete there.",
          e);
    }
    return new IOException(url.root() + ": " + said, e);
  }

  /** A folder behind an address is more often one that was to be behind the bucket. */
  private static String endpoint(S3Url url) {
    return url.endpoint()
        .filter(it -> it.getPath() != null && it.getPath().length() > 1)
        .map(it -> " It was looked for at " + it + "; settings stand at the end of a URL.")
        .orElse("");
  }

  private static String said(SdkException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorCode() + " " + service.awsErrorDetails().errorMessage()
        : message;
  }
}
