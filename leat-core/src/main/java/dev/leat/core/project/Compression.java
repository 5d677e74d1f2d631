package dev.leat.core.project;

/** How raw files are kept that do not come compressed. */
public enum Compression {
  ZSTD,
  GZIP,
  NONE
}
