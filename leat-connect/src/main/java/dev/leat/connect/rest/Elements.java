package dev.leat.connect.rest;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The elements of a document's lists, told apart by brackets and quotes alone: one that is broken
 * inside costs itself, and not the page that it came with.
 */
final class Elements {
  private static final byte[] EMPTY = {'{', '}'};

  private final byte[] body;
  private final int depth;
  private final byte[] mended;
  private final BitSet lists = new BitSet();
  private long readable;
  private long broken;

  private Elements(byte[] body, int depth) {
    this.body = body;
    this.depth = depth;
    this.mended = body.clone();
  }

  /**
   * Looks at each element that is an object or a list.
   *
   * @param depth in how many objects and lists the elements lie
   * @return with an empty object in place of each broken one; nothing is readable where the
   *     brackets do not match, or nothing is wrong with the elements
   */
  static Lines of(byte[] body, int depth) {
    var elements = new Elements(body, depth);
    boolean matching = elements.walk();
    boolean mends = matching && elements.broken > 0;
    return new Lines(elements.mended, mends ? elements.readable : 0, 0);
  }

  /** Whether every bracket and every quote has its other. */
  private boolean walk() {
    int level = 0;
    int start = 0;
    for (int i = 0; i < body.length; i++) {
      byte at = body[i];
      if (at == '"') {
        i = endOfText(i);
      } else if (at == '{' || at == '[') {
        start = level == depth ? i : start;
        lists.set(level++, at == '[');
      } else if (at == '}' || at == ']') {
        if (level == 0 || lists.get(--level) != (at == ']')) {
          return false;
        }
        if (level == depth && level > 0 && lists.get(level - 1)) {
          look(start, i + 1);
        }
      }
    }
    return level == 0;
  }

  private int endOfText(int quote) {
    int i = quote + 1;
    while (i < body.length && body[i] != '"') {
      i += body[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  private void look(int from, int to) {
    if (Lines.isJson(Arrays.copyOfRange(body, from, to))) {
      readable++;
    } else {
      broken++;
      Arrays.fill(mended, from, to, (byte) ' ');
      System.arraycopy(EMPTY, 0, mended, from, EMPTY.length);
    }
  }
}
