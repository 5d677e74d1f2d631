package dev.leat.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The bytes of one file as its provider meant them: no longer compressed. */
public interface RawFile {
  /** Reads them from the beginning, as often as asked; close the stream. */
  InputStream open() throws IOException;

  /** A file of this machine that holds them, to be read only, there until reading ends. */
  Path path() throws IOException;
}
