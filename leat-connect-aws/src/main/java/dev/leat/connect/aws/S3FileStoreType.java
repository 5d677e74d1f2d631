package dev.leat.connect.aws;

import dev.leat.api.FileStore;
import dev.leat.api.FileStoreType;
import dev.leat.api.LeatException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Opens {@code s3://bucket/folder}. */
public final class S3FileStoreType implements FileStoreType {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String scheme() {
    return "s3";
  }

  @Override
  public FileStore open(URI url) {
    S3Url place = S3Url.parse(url);
    return new S3FileStore(place, client(place));
  }

  /** Nothing is asked for yet: credentials are looked for with the first request. */
  private static S3Client client(S3Url place) {
    try {
      return builder(place).build();
    } catch (SdkClientException e) {
      throw new LeatException(
          S3Error.S3_URL_INVALID,
          "Nothing says in which region the bucket " + place.bucket() + " is.",
          "Add ?region=eu-west-1 to its URL, or set AWS_REGION.",
          e);
    }
  }

  static S3ClientBuilder builder(S3Url place) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(PATIENCE)
                    .socketTimeout(PATIENCE))
            .forcePathStyle(place.pathStyle().orElse(isElsewhere(place)))
            // Services beside Amazon's do not know the newer checksums; the store has its own hash.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    place.endpoint().ifPresent(builder::endpointOverride);
    if (place.region().isPresent()) {
      builder.region(Region.of(place.region().get()));
    } else if (isElsewhere(place)) {
      builder.region(Region.US_EAST_1);
    }
    return builder;
  }

  /** Whether another service than Amazon's is named, by the URL or as AWS's own tools take it. */
  private static boolean isElsewhere(S3Url place) {
    return place.endpoint().isPresent()
        || System.getenv("AWS_ENDPOINT_URL_S3") != null
        || System.getenv("AWS_ENDPOINT_URL") != null;
  }
}
