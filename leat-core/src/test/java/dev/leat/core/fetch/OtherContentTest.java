package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Blame;
import dev.leat.api.Content;
import dev.leat.api.Cursor;
import dev.leat.api.FileWriter;
import dev.leat.api.FileWriter.Outcome;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.OfferedFile;
import dev.leat.core.fetch.Receiver.BodyFacts;
import dev.leat.core.fetch.Receiver.TransportEncoding;
import dev.leat.testkit.ManualClock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OtherContentTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void bytesThatCameWithTheListingArePassedOn() throws Exception {
    byte[] pages = "{\"items\": [{\"id\": 1}, {\"id\": 2}]}".getBytes(StandardCharsets.UTF_8);

    Fetched fetched = lab.fetch(offered(new Content.Inline(pages)).modified(ManualClock.START));

    assertThat(fetched)
        .isEqualTo(new Fetched.Body(null, null, null, ManualClock.START, null, pages.length));
    assertThat(lab.landing.text()).isEqualTo("{\"items\": [{\"id\": 1}, {\"id\": 2}]}");
    assertThat(lab.landing.last().facts)
        .isEqualTo(new BodyFacts(null, TransportEncoding.NONE, OptionalLong.of(pages.length)));
  }

  @Test
  void aLocalFileIsCopied(@TempDir Path folder) throws Exception {
    Path path = Files.writeString(folder.resolve("a.json"), "<not our business>");
    Files.setLastModifiedTime(path, FileTime.from(ManualClock.START));

    Fetched fetched = lab.fetch(offered(new Content.Local(path)));

    assertThat(fetched)
        .isEqualTo(new Fetched.Body(path.toUri(), null, null, ManualClock.START, null, 18));
    assertThat(lab.landing.text()).isEqualTo("<not our business>");
  }

  @Test
  void aLocalFileThatIsGzipIsTakenForWhatItIs(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("a.json");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("[1]".getBytes(StandardCharsets.UTF_8));
    }

    lab.fetch(offered(new Content.Local(path)));

    assertThat(lab.landing.last().facts.encoding()).isEqualTo(TransportEncoding.GZIP);
    assertThat(lab.landing.unpackedText()).isEqualTo("[1]");
  }

  @Test
  void aLocalFileThatVanishedIsTheSourcesFailure(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("gone.json");

    LeatException failure = lab.failure(offered(new Content.Local(path)));

    assertThat(failure.code()).isEqualTo(FetchError.LOCAL_FILE_LOST);
    assertThat(failure.blame()).isEqualTo(Blame.SOURCE);
    assertThat(failure.problem())
        .isEqualTo("source 'football': " + path + " went away before it was read");
    assertThat(failure.remedy())
        .isEqualTo("put it back, or run again: what is gone is no longer listed");
    assertThat(lab.fetch(offered(new Content.Local(path)).optional()))
        .isEqualTo(new Fetched.Absent("no such file"));
    assertThat(lab.landing.streams()).isEmpty();
  }

  @Test
  void aLocalFileThatChangesWhileItIsReadIsNotKept(@TempDir Path folder) throws Exception {
    Path path = Files.write(folder.resolve("a.bin"), new byte[200_000]);
    var landing = new Landing();
    Receiver meddling =
        facts -> {
          Files.write(path, new byte[300_000]);
          return landing.open(facts);
        };

    assertThatThrownBy(
            () ->
                lab.fetcher.fetch(
                    offered(new Content.Local(path)), Optional.empty(), meddling, lab.settings))
        .hasMessage("source 'football': " + path + " changed while it was read");
    assertThat(landing.streams()).allMatch(stream -> stream.isClosed);
  }

  @Test
  void aCallbackWritesTheFile() throws Exception {
    KnownFile known = new KnownFile(Lab.EVENTS, "0".repeat(64), 1, "x", null, null, Cursor.START);
    FileWriter writer =
        (file, current, sink) -> {
          sink.write('[');
          sink.write("1,2".getBytes(StandardCharsets.UTF_8));
          sink.write(']');
          sink.close();
          return new Outcome.Complete(current.map(KnownFile::etag).orElse("none"), null);
        };

    Fetched fetched = lab.fetch(offered(new Content.Written(writer)), known);

    assertThat(fetched).isEqualTo(new Fetched.Body(null, "x", null, null, null, 5));
    assertThat(lab.landing.text()).isEqualTo("[1,2]");
  }

  @Test
  void aCallbackMaySayThatThereIsNothingToWrite() throws Exception {
    OfferedFile unchanged =
        written(
            (file, current, sink) -> {
              sink.write(new byte[100_000]);
              return new Outcome.Unchanged("same revision");
            });
    OfferedFile absent = written((file, current, sink) -> new Outcome.Absent("no such game"));

    assertThat(lab.fetch(unchanged)).isEqualTo(new Fetched.Unchanged("same revision"));
    assertThat(lab.fetch(absent.optional())).isEqualTo(new Fetched.Absent("no such game"));
    assertThat(lab.failure(absent).problem())
        .isEqualTo("source 'football': events__v1 is not there: no such game");
    assertThat(lab.landing.streams()).allMatch(stream -> stream.isClosed);
  }

  @Test
  void whateverACallbackThrowsIsTheSourcesFailure() {
    OfferedFile failing =
        written(
            (file, current, sink) -> {
              sink.write(new byte[100_000]);
              throw new IOException("GET http://x/?token=abc failed");
            });
    OfferedFile linked =
        written(
            (file, current, sink) -> {
              throw new NoClassDefFoundError("com/acme/Client");
            });

    LeatException failure = lab.failure(failing);

    assertThat(failure.code()).isEqualTo(FetchError.SOURCE_CODE_FAILED);
    assertThat(failure.blame()).isEqualTo(Blame.SOURCE);
    assertThat(failure.problem())
        .isEqualTo(
            "source 'football': its code failed while it wrote events__v1:"
                + " java.io.IOException: GET http://x/?token=*** failed");
    assertThat(failure.remedy())
        .isEqualTo("this is for the author of the source; --debug shows where it happened");
    assertThat(lab.failure(linked).problem()).endsWith("NoClassDefFoundError: com/acme/Client");
    assertThat(lab.landing.streams()).hasSize(1).allMatch(stream -> stream.isClosed);
  }

  @Test
  void aCallbackMayNameItsOwnFailure() {
    var own = new LeatException(FetchError.CREDENTIALS_REJECTED, "no", "ask");

    assertThat(
            lab.failure(
                written(
                    (file, current, sink) -> {
                      throw own;
                    })))
        .isSameAs(own);
  }

  @Test
  void aReceiverThatFailsIsNoticedEvenIfTheCallbackHidesIt() {
    Receiver full =
        facts -> {
          throw new IOException("No space left on device");
        };
    OfferedFile swallowing =
        written(
            (file, current, sink) -> {
              try {
                sink.write(new byte[100_000]);
              } catch (IOException e) {
                return new Outcome.Complete(null, null);
              }
              return new Outcome.Unchanged("never");
            });
    OfferedFile wrapping =
        written(
            (file, current, sink) -> {
              try {
                sink.write(new byte[100_000]);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return new Outcome.Unchanged("never");
            });

    for (OfferedFile file : new OfferedFile[] {swallowing, wrapping}) {
      assertThatThrownBy(() -> lab.fetcher.fetch(file, Optional.empty(), full, lab.settings))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("No space left on device");
    }
  }

  private static OfferedFile written(FileWriter writer) {
    return offered(new Content.Written(writer));
  }

  private static OfferedFile offered(Content content) {
    return OfferedFile.of(Lab.EVENTS, "json", content);
  }
}
