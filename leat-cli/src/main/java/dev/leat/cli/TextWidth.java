package dev.leat.cli;

import java.util.ArrayList;
import java.util.List;

/** Measures and cuts text in terminal columns: a wide character takes two, a mark none. */
final class TextWidth {
  private static final String ELLIPSIS = "…";
  private static final char JOINER = '\u200d';

  /** First and last code points of blocks whose characters are two columns wide. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x2E80, 0x303E},
    {0x3041, 0xA4CF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x20000, 0x3FFFD}
  };

  private TextWidth() {}

  static int of(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      width += at(text, at);
    }
    return width;
  }

  /** The text itself where it fits, else as much of it as fits before an ellipsis. */
  static String cut(String text, int columns) {
    if (text.length() * 2 <= columns || of(text) <= columns) {
      return text;
    }
    return text.substring(0, end(text, 0, columns - 1)) + ELLIPSIS;
  }

  /** Lines that are no wider than told, broken anywhere. */
  static List<String> wrap(String text, int columns) {
    var lines = new ArrayList<String>();
    int start = 0;
    do {
      int end = end(text, start, Math.max(2, columns));
      lines.add(text.substring(start, end));
      start = end;
    } while (start < text.length());
    return lines;
  }

  /** Where to stop, so that what is between takes no more columns. */
  private static int end(String text, int start, int columns) {
    int end = start;
    int width = 0;
    while (end < text.length() && width + at(text, end) <= columns) {
      width += at(text, end);
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /** What a zero-width joiner joins is shown as one character. */
  private static int at(String text, int at) {
    return at > 0 && text.charAt(at - 1) == JOINER ? 0 : of(text.codePointAt(at));
  }

  private static int of(int codePoint) {
    if (codePoint < 0x300 || isHalfOfFlag(codePoint)) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(codePoint) ? 2 : 1;
    };
  }

  private static boolean isHalfOfFlag(int codePoint) {
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
  }

  private static boolean wide(int codePoint) {
    if (codePoint < WIDE[0][0]) {
      return false;
    }
    for (int[] block : WIDE) {
      if (codePoint >= block[0] && codePoint <= block[1]) {
        return true;
      }
    }
    return Character.isEmojiPresentation(codePoint);
  }
}
