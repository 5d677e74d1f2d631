package dev.leat.api;

import java.net.URI;

/** A kind of file store, chosen by the scheme of its URL. */
public interface FileStoreType {
  /** Such as {@code file}, {@code memory}, {@code null}, {@code s3}. */
  String scheme();

  FileStore open(URI url);
}
