package dev.leat.api;

/** How far a packed file may unpack, whatever it is packed in. */
public final class Expansion {
  /** Less than this is unpacked however small the packed file is. */
  public static final long HARMLESS = 256L << 20;

  /** How many times its size a larger one may become. */
  public static final long RATIO_MAX = 200;

  private Expansion() {}

  /** How many bytes may come out of so many. */
  public static long max(long packed) {
    return Math.max(HARMLESS, packed * RATIO_MAX);
  }

  /** What is said of a file of which more came out. */
  public static String refusal(long packed) {
    return "unpacks to more than " + (max(packed) >> 20) + " MB, far more than it should";
  }
}
