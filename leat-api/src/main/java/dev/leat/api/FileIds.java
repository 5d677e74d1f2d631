package dev.leat.api;

import java.util.Arrays;
import java.util.stream.LongStream;

/** A sorted set of stored-file ids, eight bytes each. */
public final class FileIds {
  public static final FileIds NONE = new FileIds(new long[0]);

  private final long[] sorted;

  private FileIds(long[] sorted) {
    this.sorted = sorted;
  }

  public static FileIds of(long... ids) {
    return of(LongStream.of(ids));
  }

  public static FileIds of(LongStream ids) {
    long[] all = ids.sorted().distinct().toArray();
    return all.length == 0 ? NONE : new FileIds(all);
  }

  public boolean contains(long id) {
    return Arrays.binarySearch(sorted, id) >= 0;
  }

  public int size() {
    return sorted.length;
  }

  public boolean isEmpty() {
    return sorted.length == 0;
  }

  /** Ascending. */
  public LongStream stream() {
    return LongStream.of(sorted);
  }

  /** Those that the other does not have. */
  public FileIds minus(FileIds other) {
    return of(stream().filter(id -> !other.contains(id)));
  }

  /** Those of both. */
  public FileIds and(FileIds other) {
    return of(LongStream.concat(stream(), other.stream()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileIds ids && Arrays.equals(sorted, ids.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return Arrays.toString(sorted);
  }
}
