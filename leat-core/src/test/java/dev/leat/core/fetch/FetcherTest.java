package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Blame;
import dev.leat.api.Cursor;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.core.fetch.Receiver.BodyFacts;
import dev.leat.core.fetch.Receiver.TransportEncoding;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FetcherTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void passesABodyOnByteForByteWithWhatIsKnownOfIt() throws Exception {
    lab.server.on("/a.json", Answer.json("[1]").etag("x").lastModified(ManualClock.START));

    Fetched fetched = lab.fetch(lab.json("/a.json"));

    assertThat(fetched)
        .isEqualTo(
            new Fetched.Body(
                lab.server.url("/a.json"),
                "\"x\"",
                "Mon, 5 Jan 2026 08:00:00 GMT",
                ManualClock.START,
                "application/json",
                3));
    assertThat(lab.landing.text()).isEqualTo("[1]");
    assertThat(lab.landing.last().facts)
        .isEqualTo(new BodyFacts("application/json", TransportEncoding.NONE, OptionalLong.of(3)));
    assertThat(lab.received).hasValue(3);
  }

  @Test
  void theOfferKnowsBetterThanTheHeaderWhenAFileWasModified() throws Exception {
    Instant offered = ManualClock.START.minusSeconds(60);
    lab.server.on("/a.json", Answer.json("[1]").lastModified(ManualClock.START));

    var body = (Fetched.Body) lab.fetch(lab.json("/a.json").modified(offered));

    assertThat(body.modified()).isEqualTo(offered);
  }

  @Test
  void asksForGzipAndPassesItOnAsItCame() throws Exception {
    lab.server.on("/a.json", Answer.json("[1,2,3]").gzipped());

    lab.fetch(lab.json("/a.json"));

    assertThat(lab.server.requests().getFirst().header("Accept-Encoding")).hasValue("gzip");
    assertThat(lab.landing.last().facts.encoding()).isEqualTo(TransportEncoding.GZIP);
    assertThat(lab.landing.unpackedText()).isEqualTo("[1,2,3]");
  }

  @Test
  void recognisesAGzippedTextThatNobodyAnnounced() throws Exception {
    lab.server.on("/a.json", Answer.bytes(gzip("[1]")));
    lab.server.on("/a.gz", Answer.bytes(gzip("[1]")));

    lab.fetch(lab.json("/a.json"));
    assertThat(lab.landing.last().facts.encoding()).isEqualTo(TransportEncoding.GZIP);

    var other = new Landing();
    lab.fetcher.fetch(
        Lab.offered("gz", lab.server.url("/a.gz")), Optional.empty(), other, lab.settings);
    assertThat(other.last().facts.encoding()).isEqualTo(TransportEncoding.NONE);
  }

  @Test
  void streamsBodiesOfAnySizeWithOrWithoutALength() throws Exception {
    lab.server.on("/long", Answer.generated(3_400_001)).on("/chunks", chunked(2_100_000));

    var body = (Fetched.Body) lab.fetch(Lab.offered("bin", lab.server.url("/long")));
    assertThat(body.bytesReceived()).isEqualTo(3_400_001);
    assertThat(lab.landing.last().size()).isEqualTo(3_400_001);
    assertThat(lab.received).hasValue(3_400_001);

    var chunks = new Landing();
    lab.fetcher.fetch(
        Lab.offered("bin", lab.server.url("/chunks")), Optional.empty(), chunks, lab.settings);
    assertThat(chunks.last().size()).isEqualTo(2_100_000);
    assertThat(chunks.last().facts.length()).isEmpty();
  }

  @Test
  void anEmptyBodyIsABody() throws Exception {
    lab.server.on("/empty", Answer.bytes(new byte[0]));

    assertThat(lab.fetch(lab.json("/empty"))).isInstanceOf(Fetched.Body.class);
    assertThat(lab.landing.text()).isEmpty();
  }

  @Test
  void asksConditionallyForWhatTheStoreHolds() throws Exception {
    lab.server.on("/a.json", Answer.json("[1]").etag("x").lastModified(ManualClock.START));

    Fetched fetched =
        lab.fetch(lab.json("/a.json"), known("\"x\"", "Mon, 5 Jan 2026 08:00:00 GMT"));

    assertThat(fetched).isEqualTo(new Fetched.Unchanged("answered 304"));
    assertThat(lab.landing.streams()).isEmpty();
    assertThat(lab.received).hasValue(0);
    var request = lab.server.requests().getFirst();
    assertThat(request.header("If-None-Match")).hasValue("\"x\"");
    assertThat(request.header("If-Modified-Since")).hasValue("Mon, 5 Jan 2026 08:00:00 GMT");
  }

  @Test
  void aValidatorThatNoLongerHoldsBringsTheBody() throws Exception {
    lab.server.on("/a.json", Answer.json("[2]").etag("y"));

    assertThat(lab.fetch(lab.json("/a.json"), known("\"x\"", null)))
        .isInstanceOf(Fetched.Body.class);
    assertThat(lab.landing.text()).isEqualTo("[2]");
  }

  @Test
  void notModifiedWithoutAConditionIsAFailure() {
    lab.server.on("/a.json", Answer.status(304));

    assertFailure(
        lab.failure(lab.json("/a.json")),
        FetchError.REQUEST_REFUSED,
        lab.url("/a.json") + " answered 304, though no condition was set",
        "a cache in between is broken: ask whoever runs it");
  }

  @Test
  void aMissingOptionalFileIsAbsent() throws Exception {
    lab.server.on("/gone", Answer.status(410)).on("/none", Answer.status(204));

    assertThat(lab.fetch(lab.json("/a.json").optional()))
        .isEqualTo(new Fetched.Absent("answered 404"));
    assertThat(lab.fetch(lab.json("/gone").optional()))
        .isEqualTo(new Fetched.Absent("answered 410"));
    assertThat(lab.fetch(lab.json("/none").optional()))
        .isEqualTo(new Fetched.Absent("answered 204"));
    assertThat(lab.landing.streams()).isEmpty();
  }

  @Test
  void aMissingFileThatMustBeThereFailsAtOnce() {
    assertFailure(
        lab.failure(lab.json("/a.json")),
        FetchError.SOURCE_FILE_MISSING,
        lab.url("/a.json") + " is not there: answered 404",
        "check the source's url, or ask the provider whether the file has moved");
    assertThat(lab.server.requests()).hasSize(1);
  }

  @Test
  void rejectedCredentialsAreTheOperatorsMove() {
    lab.server.on("/a.json", Answer.json("{\"message\": \"who are you\"}").as(401));

    LeatException rejected = lab.failure(lab.json("/a.json"));

    assertFailure(
        rejected,
        FetchError.CREDENTIALS_REJECTED,
        "credentials rejected: "
            + lab.url("/a.json")
            + " answered 401: {\"message\": \"who are you\"}",
        "check the credentials of source 'football' in leat.yaml");
    assertThat(rejected.blame()).isEqualTo(Blame.OPERATOR);
    assertThat(lab.server.requests()).hasSize(1);
  }

  @Test
  void aFileThatIsKeptBackSaysNothingOfTheCredentials() {
    lab.server.on("/b.json", Answer.json("{\"message\": \"not in your plan\"}").as(403));

    LeatException denied = lab.failure(lab.json("/b.json"));

    assertFailure(
        denied,
        FetchError.ACCESS_DENIED,
        "access denied: "
            + lab.url("/b.json")
            + " answered 403: {\"message\": \"not in your plan\"}",
        "ask the provider whether your account includes it, and select without it if not; if"
            + " everything is denied, check the credentials of source 'football' in leat.yaml");
    assertThat(denied.blame()).isEqualTo(Blame.OPERATOR);
    assertThat(denied.code().endsSource()).isFalse();
    assertThat(lab.server.requests()).hasSize(1);
  }

  @Test
  void anyOtherRefusalIsNotTriedAgain() {
    lab.server.on("/a.json", Answer.text("text/plain", "no such season\n").as(400));

    assertFailure(
        lab.failure(lab.json("/a.json")),
        FetchError.REQUEST_REFUSED,
        lab.url("/a.json") + " answered 400: no such season",
        "check the source's url and options against the provider's manual");
    assertThat(lab.server.requests()).hasSize(1);
  }

  @Test
  void htmlInPlaceOfDataIsRefusedAndNothingLands() {
    lab.server.on(
        "/a.json",
        Answer.html(
            "<!doctype html><style>p {}</style><title>Sorry</title>\n<p>Back at <b>noon</b>."));
    lab.server.on("/b.json", Answer.text("application/json", "\n <html>Sign in</html>"));
    lab.server.on("/c.json", Answer.text("text/plain", "<html>Sign in</html>").gzipped());
    lab.server.on("/d.csv", Answer.html("a,b\n1,2\n"));

    assertFailure(
        lab.failure(lab.json("/a.json")),
        FetchError.UNEXPECTED_CONTENT,
        lab.url("/a.json") + " answered HTML instead of json: 'Sorry Back at noon .'",
        "open the URL in a browser: the provider may be in maintenance or want a sign-in");
    assertThat(lab.failure(lab.json("/b.json")).problem())
        .endsWith("answered HTML instead of json: 'Sign in'");
    assertThat(lab.failure(lab.json("/c.json")).problem())
        .endsWith("answered HTML instead of json: 'Sign in'");
    assertThat(lab.failure(Lab.offered("csv", lab.server.url("/d.csv"))).problem())
        .endsWith("answered HTML instead of csv: 'a,b 1,2'");
    assertThat(lab.landing.streams()).isEmpty();
    assertThat(lab.server.requests()).hasSize(4);
  }

  @Test
  void htmlThatWasAskedForAndJsonThatIsMislabelledPass() throws Exception {
    lab.server.on("/a.html", Answer.html("<p>table</p>"));
    lab.server.on("/b.json", Answer.html(" [1]"));

    lab.fetch(Lab.offered("html", lab.server.url("/a.html")));
    assertThat(lab.landing.text()).isEqualTo("<p>table</p>");

    assertThat(
            lab.fetcher.fetch(lab.json("/b.json"), Optional.empty(), new Landing(), lab.settings))
        .isInstanceOf(Fetched.Body.class);
  }

  @Test
  void refusesAnEncodingThatNobodyAskedFor() {
    lab.server.on("/a.json", Answer.json("[1]").header("Content-Encoding", "br"));

    assertFailure(
        lab.failure(lab.json("/a.json")),
        FetchError.UNEXPECTED_CONTENT,
        lab.url("/a.json") + " answered with encoding 'br', which nobody asked for",
        "set the header Accept-Encoding of the source to identity");
  }

  @Test
  void aBodyHasALargestSize() {
    lab.settings = lab.settings.bytesMax(100_000);
    lab.server.on("/told", Answer.generated(100_001)).on("/untold", chunked(3_000_000));

    assertFailure(
        lab.failure(Lab.offered("bin", lab.server.url("/told"))),
        FetchError.FILE_TOO_LARGE,
        lab.url("/told") + " is too large: 100001 of at most 100000 bytes",
        "raise the largest size that the source accepts, or leave this feed out of the plan");
    assertThat(lab.failure(Lab.offered("bin", lab.server.url("/untold"))).problem())
        .endsWith(lab.url("/untold") + " is too large: more than 100000 bytes");
    assertThat(lab.landing.streams()).allMatch(stream -> stream.isClosed);
  }

  @Test
  void aReceiverThatFailsIsNotTheSourcesFault() {
    lab.server.on("/a.bin", Answer.generated(1_000_000));
    var full =
        new OutputStream() {
          private boolean isClosed;

          @Override
          public void write(int single) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void close() {
            isClosed = true;
          }
        };

    assertThatThrownBy(
            () ->
                lab.fetcher.fetch(
                    Lab.offered("bin", lab.server.url("/a.bin")),
                    Optional.empty(),
                    facts -> full,
                    lab.settings))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(full.isClosed).isTrue();
    assertThat(lab.server.requests()).hasSize(1);
  }

  private static Answer chunked(long size) {
    return Answer.generated(size).chunked();
  }

  private static KnownFile known(
      String etag, @org.jspecify.annotations.Nullable String lastModified) {
    return new KnownFile(Lab.EVENTS, "0".repeat(64), 3, etag, lastModified, null, Cursor.START);
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void assertFailure(
      LeatException failure, FetchError code, String problem, String remedy) {
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.problem()).isEqualTo("source 'football': " + problem);
    assertThat(failure.remedy()).isEqualTo(remedy);
  }
}
