package dev.leat.core.store;

import dev.leat.api.DatasetId;
import dev.leat.api.FeedVersion;
import dev.leat.core.catalog.DatasetRow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A dataset as it is now.
 *
 * @param row everything but its files
 * @param files the newest of each feed and version, over all revisions, without those set aside
 * @param setAside files of any revision that nothing reads
 */
public record Dataset(DatasetRow row, List<StoredFile> files, List<StoredFile> setAside) {
  public Dataset {
    Objects.requireNonNull(row);
    files = List.copyOf(files);
    setAside = List.copyOf(setAside);
  }

  public DatasetId id() {
    return row.id();
  }

  public Optional<StoredFile> file(FeedVersion feed) {
    return files.stream().filter(file -> file.feed().equals(feed)).findFirst();
  }

  /** The files of a feed, one for each version of its specification. */
  public List<StoredFile> feed(String name) {
    return files.stream().filter(file -> file.feed().feed().equals(name)).toList();
  }
}
