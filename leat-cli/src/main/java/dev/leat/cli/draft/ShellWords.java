package dev.leat.cli.draft;

import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.List;

/** Splits a command line as a POSIX shell does: quotes, escapes, lines that go on. */
final class ShellWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  static List<String> split(String text) {
    return new ShellWords(text.replace("\r\n", "\n")).split();
  }

  private List<String> split() {
    while (at < text.length()) {
      char each = text.charAt(at++);
      switch (each) {
        case ' ', '\t', '\n' -> end();
        case '\\' -> escape();
        case '\'' -> single();
        case '"' -> twofold();
        case '$' -> dollar();
        default -> add(each);
      }
    }
    end();
    return words;
  }

  private void add(char each) {
    inWord = true;
    word.append(each);
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }

  /** A line that ends with a backslash goes on, also where a space slipped in behind it. */
  private void escape() {
    int next = at;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    if (next < text.length() && text.charAt(next) == '\n') {
      at = next + 1;
    } else if (at < text.length()) {
      add(text.charAt(at++));
    }
  }

  private void single() {
    inWord = true;
    int end = text.indexOf('\'', at);
    if (end < 0) {
      throw unclosed("'");
    }
    word.append(text, at, end);
    at = end + 1;
  }

  private void twofold() {
    inWord = true;
    while (at < text.length() && text.charAt(at) != '"') {
      char each = text.charAt(at++);
      if (each == '\\' && at < text.length() && "\"\\$`\n".indexOf(text.charAt(at)) >= 0) {
        each = text.charAt(at++);
        if (each == '\n') {
          continue;
        }
      }
      word.append(each);
    }
    if (at == text.length()) {
      throw unclosed("\"");
    }
    at++;
  }

  /** What browsers copy: {@code $'…'} with escapes. */
  private void dollar() {
    if (at == text.length() || text.charAt(at) != '\'') {
      add('$');
      return;
    }
    inWord = true;
    at++;
    while (at < text.length() && text.charAt(at) != '\'') {
      char each = text.charAt(at++);
      word.append(each == '\\' && at < text.length() ? ansi(text.charAt(at++)) : each);
    }
    if (at == text.length()) {
      throw unclosed("'");
    }
    at++;
  }

  private char ansi(char escaped) {
    int digits = escaped == 'u' ? 4 : escaped == 'x' ? 2 : 0;
    if (digits > 0 && at + digits <= text.length()) {
      String hex = text.substring(at, at + digits);
      if (hex.matches("[0-9a-fA-F]+")) {
        at += digits;
        return (char) Integer.parseInt(hex, 16);
      }
    }
    return switch (escaped) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> escaped;
    };
  }

  private static LeatException unclosed(String quote) {
    return new LeatException(
        DraftError.DRAFT_UNREADABLE,
        "The command has a quote " + quote + " that is not closed.",
        "Copy the command as a whole, and put it in single quotes; where it has some of its own,"
            + " hand it over on standard input: leat init FOLDER --from-curl - < FILE");
  }
}
