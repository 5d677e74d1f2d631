package dev.leat.connect.ingestify;

import dev.leat.api.PastDataset;
import dev.leat.api.PastStore;
import dev.leat.api.PastStoreType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Stores of Ingestify: its catalog in SQLite or PostgreSQL, its files on this machine. */
public final class IngestifyStoreType implements PastStoreType {
  private record Opened(IngestifyCatalog catalog, IngestifyFiles files) implements PastStore {
    @Override
    public long count() {
      return catalog.count();
    }

    @Override
    public List<String> buckets() {
      return catalog.buckets();
    }

    @Override
    public Iterator<PastDataset> datasets() {
      return catalog.datasets();
    }

    @Override
    public Found find(PastDataset.File file) {
      IngestifyFiles.Checked checked = files.check(file);
      return new Found(
          files.locate(file),
          checked.sha256(),
          checked.size(),
          checked.storedSha256(),
          checked.storedSize());
    }

    @Override
    public void close() {
      catalog.close();
    }
  }

  @Override
  public String name() {
    return "ingestify";
  }

  @Override
  public PastStore open(Place place) {
    IngestifyFiles files = IngestifyFiles.of(place.files(), place.folder());
    return new Opened(
        IngestifyCatalog.open(place.catalog().reveal(), place.folder(), place.prefix(), Map.of()),
        files);
  }
}
