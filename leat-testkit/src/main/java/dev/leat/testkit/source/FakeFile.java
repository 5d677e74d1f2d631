package dev.leat.testkit.source;

import dev.leat.api.Content;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileWriter;
import dev.leat.api.KnownFile;
import dev.leat.api.OfferedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A file that a callback writes, and how often it did.
 *
 * <p>Its content, its time and its failure may be changed at any moment. Thread-safe.
 */
public final class FakeFile {
  private final FeedVersion id;
  private final List<Optional<KnownFile>> loads = new CopyOnWriteArrayList<>();
  private volatile String text;
  private volatile @Nullable Instant modified;
  private volatile FileWriter before;

  private FakeFile(FeedVersion id, String text) {
    this.id = id;
    this.text = text;
    this.before = (file, current, sink) -> new FileWriter.Outcome.Complete(null, null);
  }

  /**
   * A JSON file.
   *
   * @param id such as {@code events__v1}
   */
  public static FakeFile of(String id, String text) {
    return new FakeFile(FeedVersion.parse(id), text);
  }

  public FakeFile text(String other) {
    text = other;
    return this;
  }

  public FakeFile modified(@Nullable Instant at) {
    modified = at;
    return this;
  }

  /** Runs before it is written; its answer counts where it is not complete. */
  public FakeFile before(FileWriter script) {
    before = script;
    return this;
  }

  public FakeFile failing(RuntimeException failure) {
    return before(
        (file, current, sink) -> {
          throw failure;
        });
  }

  public FakeFile sound() {
    return before((file, current, sink) -> new FileWriter.Outcome.Complete(null, null));
  }

  /** As a source offers it now. */
  public OfferedFile offered() {
    return OfferedFile.of(id, "json", new Content.Written(this::write)).modified(modified);
  }

  private FileWriter.Outcome write(OfferedFile file, Optional<KnownFile> current, OutputStream sink)
      throws IOException, InterruptedException {
    loads.add(current);
    FileWriter.Outcome outcome = before.write(file, current, sink);
    if (outcome instanceof FileWriter.Outcome.Complete) {
      sink.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return outcome;
  }

  /** What the store had whenever it was asked for. */
  public List<Optional<KnownFile>> loads() {
    return List.copyOf(loads);
  }
}
