package dev.leat.testkit.source;

import dev.leat.api.Content;
import dev.leat.api.Coverage;
import dev.leat.api.Cursor;
import dev.leat.api.Discovery;
import dev.leat.api.FileWriter;
import dev.leat.api.Keys;
import dev.leat.api.KnownFile;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Request;
import dev.leat.api.RowSink;
import dev.leat.api.Web;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Fetches listings at once, keeps nothing, and remembers what was asked; thread-safe. */
public final class DirectDiscovery implements Discovery {
  /** A listing that a source asked for. */
  public record Asked(String datasetType, Keys keys, OfferedFile file) {
    public Asked {
      Objects.requireNonNull(datasetType);
      Objects.requireNonNull(keys);
      Objects.requireNonNull(file);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Fetched(byte[] bytes) implements Listing {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean changed() {
      return true;
    }

    @Override
    public Optional<KnownFile> file() {
      return Optional.empty();
    }
  }

  private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> warned = new ConcurrentLinkedQueue<>();
  private final InstantSource clock;

  public DirectDiscovery() {
    this(Clock.systemUTC());
  }

  public DirectDiscovery(InstantSource clock) {
    this.clock = clock;
  }

  /** Every listing so far, in order. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Every warning so far, in order. */
  public List<String> warned() {
    return List.copyOf(warned);
  }

  @Override
  public void warn(String sentence) {
    warned.add(sentence);
  }

  @Override
  public Listing listing(String datasetType, Offer offer) throws IOException, InterruptedException {
    OfferedFile file = offer.files().getFirst();
    asked.add(new Asked(datasetType, offer.keys(), file));
    Optional<byte[]> bytes = read(file);
    return new Fetched(bytes.orElse(new byte[0]));
  }

  @Override
  public Web web() {
    return new DirectWeb(clock);
  }

  /** There is no destination. */
  @Override
  public void query(String sql, RowSink sink) {
    throw new UnsupportedOperationException("nobody answers " + sql);
  }

  @Override
  public Coverage coverage() {
    return Coverage.NONE;
  }

  /** The bytes of a file; empty where it is optional and not there. */
  public Optional<byte[]> read(OfferedFile file) throws IOException, InterruptedException {
    return switch (file.content()) {
      case Content.Inline inline -> Optional.of(inline.bytes());
      case Content.Local local -> Optional.of(Files.readAllBytes(local.path()));
      case Content.Written written -> write(file, written.writer());
      case Content.Remote remote -> get(file, remote.request());
      case Content.Paged paged -> walk(paged.pages());
    };
  }

  private static Optional<byte[]> write(OfferedFile file, FileWriter writer)
      throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    return switch (writer.write(file, Optional.empty(), bytes)) {
      case FileWriter.Outcome.Complete complete -> Optional.of(bytes.toByteArray());
      case FileWriter.Outcome.Unchanged unchanged ->
          throw new IOException("nothing is held that could be unchanged: " + unchanged.reason());
      case FileWriter.Outcome.Absent absent -> Optional.empty();
    };
  }

  private Optional<byte[]> walk(Pages pages) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var sink =
        new RawSink() {
          @Override
          public void append(byte[] body) {
            if (bytes.size() > 0) {
              bytes.write('\n');
            }
            bytes.writeBytes(body);
          }

          @Override
          public void checkpoint(Cursor at) {}
        };
    var start = new Pages.Start(Cursor.START, Cursor.START, Optional.empty());
    return body(pages.walk(start, web(), sink), bytes);
  }

  private static Optional<byte[]> body(Pages.End end, ByteArrayOutputStream bytes)
      throws IOException {
    return switch (end) {
      case Pages.End.Complete complete -> Optional.of(bytes.toByteArray());
      case Pages.End.GivenUp over -> body(over.rest(), bytes);
      case Pages.End.Unchanged unchanged ->
          throw new IOException("nothing is held that could be unchanged: " + unchanged.reason());
      case Pages.End.Absent absent -> Optional.empty();
    };
  }

  private static Optional<byte[]> get(OfferedFile file, Request request) throws IOException {
    HttpURLConnection connection = DirectWeb.open(request);
    try (InputStream body = connection.getInputStream()) {
      return Optional.of(body.readAllBytes());
    } catch (FileNotFoundException missing) {
      if (file.whenMissing() == OfferedFile.WhenMissing.REMEMBER) {
        return Optional.empty();
      }
      throw missing;
    }
  }
}
