package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Steps through JSON byte by byte, and makes no text of what nobody asks for.
 *
 * <p>Knows of JSON what {@link Tally} needs, within the limits of {@link Json}. What is not valid
 * JSON ends in a {@link Misfit}; only whether texts are UTF-8 is left to whoever reads them.
 */
final class JsonScan {
  static final int END = -1;

  private static final int BUFFER = 1 << 16;
  private static final int TOKEN_MAX = 64 << 20;
  private static final int NAME_MAX = 50_000;
  private static final int NUMBER_MAX = 1_000;
  private static final int DEPTH_MAX = 500;
  private static final int HEX_DIGITS = 4;
  private static final String ESCAPES = "\"\\/bfnrt";

  private final @Nullable InputStream in;
  private final char[] chars = new char[NUMBER_MAX];
  private byte[] buffer;
  private int at;
  private int end;
  private int start;
  private int length;
  private boolean escaped;
  private int depth;

  JsonScan(InputStream in) {
    this.in = in;
    this.buffer = new byte[BUFFER];
  }

  JsonScan(byte[] bytes, int length) {
    this.in = null;
    this.buffer = bytes;
    this.end = length;
  }

  /** The byte with which the next token begins. */
  int peek() throws IOException, Misfit {
    do {
      while (at < end && isSpace(buffer[at])) {
        at++;
      }
      start = at;
    } while (at == end && fill());
    return at == end ? END : buffer[at] & 0xff;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Takes the bracket of an object or array; whether anything is in it. */
  boolean open(char close) throws IOException, Misfit {
    at++;
    depth++;
    if (depth > DEPTH_MAX) {
      throw invalid();
    }
    return peek() != close || leave();
  }

  /** Takes what follows a member or element; whether that is another one. */
  boolean more(char close) throws IOException, Misfit {
    int b = peek();
    if (b == close) {
      return leave();
    }
    take(b, ',');
    return true;
  }

  private boolean leave() {
    at++;
    depth--;
    return false;
  }

  /** Takes the name of a member and the colon; the name is the token then. */
  void name() throws IOException, Misfit {
    if (peek() != '"') {
      throw invalid();
    }
    text();
    if (length > NAME_MAX) {
      throw invalid();
    }
  }

  void colon() throws IOException, Misfit {
    take(peek(), ':');
  }

  private void take(int found, char wanted) throws Misfit {
    if (found != wanted) {
      throw invalid();
    }
    at++;
  }

  /** Takes a text; what lies between its quotes is the token. */
  void text() throws IOException, Misfit {
    at++;
    start = at;
    escaped = false;
    while (true) {
      at = plainEnd(buffer, at, end);
      int b = here();
      if (b == '"') {
        length = at - start;
        at++;
        return;
      }
      if (b == '\\') {
        escape();
      } else if (b < ' ') {
        throw invalid();
      }
    }
  }

  private static int plainEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] < 0 || bytes[i] >= ' ')) {
      i++;
    }
    return i;
  }

  private void escape() throws IOException, Misfit {
    escaped = true;
    at++;
    int b = here();
    at++;
    if (b == 'u') {
      for (int i = 0; i < HEX_DIGITS; i++) {
        if (Character.digit(here(), 16) < 0) {
          throw invalid();
        }
        at++;
      }
    } else if (ESCAPES.indexOf(b) < 0) {
      throw invalid();
    }
  }

  /** Takes a number, which is the token then; whether it has neither point nor exponent. */
  boolean wholeNumber() throws IOException, Misfit {
    start = at;
    escaped = false;
    if (here() == '-') {
      at++;
    }
    if (here() == '0') {
      at++;
    } else {
      digits();
    }
    boolean whole = true;
    if (here() == '.') {
      at++;
      digits();
      whole = false;
    }
    if (here() == 'e' || here() == 'E') {
      at++;
      if (here() == '-' || here() == '+') {
        at++;
      }
      digits();
      whole = false;
    }
    length = at - start;
    if (length > NUMBER_MAX) {
      throw invalid();
    }
    return whole;
  }

  private void digits() throws IOException, Misfit {
    int before = at - start;
    while (here() >= '0' && here() <= '9') {
      at++;
    }
    if (at - start == before) {
      throw invalid();
    }
  }

  void word(String word) throws IOException, Misfit {
    start = at;
    for (int i = 0; i < word.length(); i++) {
      take(here(), word.charAt(i));
    }
  }

  /** The byte at hand, or the end of the file; keeps the token. */
  private int here() throws IOException, Misfit {
    return at < end || fill() ? buffer[at] & 0xff : END;
  }

  /** Reads on, keeping the token and the quote before it; false at the end of the file. */
  private boolean fill() throws IOException, Misfit {
    if (in == null) {
      return false;
    }
    int from = Math.max(0, start - 1);
    int kept = end - from;
    if (kept > TOKEN_MAX) {
      throw invalid();
    }
    byte[] next = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, from, next, 0, kept);
    buffer = next;
    at -= from;
    start -= from;
    end = kept;
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read > 0;
  }

  /** Whether the token has the bytes of this name. */
  boolean is(byte[] name) {
    return !escaped && Arrays.equals(buffer, start, start + length, name, 0, name.length);
  }

  /** The token as text. */
  String string() throws Misfit {
    if (!escaped) {
      return new String(buffer, start, length, StandardCharsets.UTF_8);
    }
    try (JsonParser quoted = Json.parser(buffer, start - 1, length + 2)) {
      quoted.nextToken();
      return quoted.getString();
    } catch (JacksonException e) {
      throw invalid();
    }
  }

  /** The forms that the text has which is the token. */
  int forms() throws Misfit {
    if (escaped) {
      return TextForms.of(string());
    }
    return length <= TextForms.LENGTH_MAX ? TextForms.of(chars(), 0, length) : TextForms.NONE;
  }

  /** The token's bytes as characters, valid until the next call. */
  char[] chars() {
    for (int i = 0; i < length; i++) {
      chars[i] = (char) (buffer[start + i] & 0xff);
    }
    return chars;
  }

  int length() {
    return length;
  }

  private static Misfit invalid() {
    return new Misfit(null, null, "not valid JSON");
  }
}
