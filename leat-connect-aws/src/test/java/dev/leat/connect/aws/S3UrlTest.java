package dev.leat.connect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class S3UrlTest {
  @Test
  void namesABucketAndAFolder() {
    S3Url url = S3Url.parse(URI.create("s3://lake/raw/football/"));

    assertThat(url)
        .isEqualTo(
            new S3Url(
                "lake", "raw/football/", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(url.root()).isEqualTo(URI.create("s3://lake/raw/football/"));
  }

  @Test
  void takesAnotherServiceWithTheBucketInThePath() {
    S3Url url = S3Url.parse(URI.create("s3://lake?endpoint=http://127.0.0.1:9000&region=home"));

    assertThat(url)
        .isEqualTo(
            new S3Url(
                "lake",
                "",
                Optional.of("home"),
                Optional.of(URI.create("http://127.0.0.1:9000")),
                Optional.empty()));
  }

  @Test
  void aFolderMayHoldASpace() {
    S3Url url = S3Url.parse(URI.create("s3://lake/my%20data"));
    assertThat(url.prefix()).isEqualTo("my data/");
    assertThat(url.root()).isEqualTo(URI.create("s3://lake/my%20data/"));
  }

  @Test
  void takesTheBucketWhereItIsTold() {
    assertThat(S3Url.parse(URI.create("s3://lake?path_style=true")).pathStyle()).contains(true);
    assertThat(S3Url.parse(URI.create("s3://lake?path_style=false")).pathStyle()).contains(false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3:///folder                          | The store URL s3:// cannot be used: it names no bucket, or credentials beside it.
          s3://id:secret@lake                   | The store URL s3://lake cannot be used: it names no bucket, or credentials beside it.
          s3://lake?endpint=http://x            | The store URL s3://lake cannot be used: 'endpint' is none of its settings endpoint, path_style, region.
          s3://lake?endpoint=http://%5B         | The store URL s3://lake cannot be used: its endpoint is no web address.
          s3://lake?endpoint=http://id:pw@host  | The store URL http://host cannot be used: the endpoint is not a web address without credentials.
          """)
  void refusesWhatItCannotUse(String url, String problem) {
    assertThatThrownBy(() -> S3Url.parse(URI.create(url)))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
