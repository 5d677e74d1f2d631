package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.Discovery.Listing;
import dev.leat.api.KnownFile;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.fetch.Fetched;
import dev.leat.core.fetch.Receiver;
import dev.leat.core.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** Reads listings for a dry run: from the store where they are current, else into memory only. */
final class TransientListings implements Listings {
  private final Parts parts;
  private final FetchSettings settings;
  private final Switches switches;

  TransientListings(Parts parts, FetchSettings settings, Switches switches) {
    this.parts = parts;
    this.settings = settings;
    this.switches = switches;
  }

  @Override
  public Listing listing(DatasetId id, Offer offer) throws IOException, InterruptedException {
    OfferedFile file = offer.files().getFirst();
    if (switches.bar(id) || Boolean.FALSE.equals(offer.refetch())) {
      return KeptListings.stored(parts.store(), id, file.id());
    }
    Optional<StoredFile> stored =
        parts.store().dataset(id).flatMap(dataset -> dataset.file(file.id()));
    var memory = new Memory();
    return switch (parts.fetcher().fetch(file, stored.map(StoredFile::known), memory, settings)) {
      case Fetched.Unchanged unchanged -> {
        try (InputStream kept = parts.store().open(stored.orElseThrow())) {
          yield new InMemory(kept.readAllBytes(), false, false, past(id, file));
        }
      }
      case Fetched.Absent absent -> new InMemory(new byte[0], false, false, past(id, file));
      case Fetched.Body body ->
          new InMemory(memory.bytes.toByteArray(), memory.gzip, true, past(id, file));
    };
  }

  private Supplier<InputStream> past(DatasetId id, OfferedFile file) {
    return () -> parts.store().history(id, file.id());
  }

  /** Holds the body of the last try. */
  private static final class Memory implements Receiver {
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean gzip;

    @Override
    public OutputStream open(BodyFacts facts) {
      bytes = new ByteArrayOutputStream();
      gzip = facts.encoding() == TransportEncoding.GZIP;
      return bytes;
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record InMemory(byte[] bytes, boolean gzip, boolean changed, Supplier<InputStream> past)
      implements Listing {
    @Override
    public InputStream openAll() throws IOException {
      return changed ? new SequenceInputStream(past.get(), open()) : past.get();
    }

    @Override
    public InputStream open() throws IOException {
      var raw = new ByteArrayInputStream(bytes);
      return gzip ? new GZIPInputStream(raw) : raw;
    }

    @Override
    public Optional<KnownFile> file() {
      return Optional.empty();
    }
  }
}
