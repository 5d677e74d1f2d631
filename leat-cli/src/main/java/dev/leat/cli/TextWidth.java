package dev.leat.cli;

/** Measures and cuts text in terminal columns: a wide character takes two, a mark none. */
final class TextWidth {
  private static final String ELLIPSIS = "…";

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
      width += of(text.codePointAt(at));
    }
    return width;
  }

  /** The text itself where it fits, else as much of it as fits before an ellipsis. */
  static String cut(String text, int columns) {
    if (text.length() * 2 <= columns || of(text) <= columns) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (width + of(text.codePointAt(end)) < columns) {
      width += of(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  private static int of(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(codePoint) ? 2 : 1;
    };
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
