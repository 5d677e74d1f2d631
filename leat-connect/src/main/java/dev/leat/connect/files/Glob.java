package dev.leat.connect.files;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths: {@code *}, {@code ?}, <code>**</code>, {@code [a-c]} and <code>{a,b}</code>.
 *
 * <p>A pattern without a slash matches names in any folder; <code>**&#47;</code> matches any number
 * of folders, none included. Separators are slashes on every system; letters match exactly.
 */
record Glob(String text, Pattern pattern) {
  /**
   * @throws IllegalArgumentException where brackets or braces are not closed
   */
  static Glob of(String text) {
    String path = text.startsWith("./") ? text.substring(2) : text;
    String anywhere = text.contains("/") ? path : "**/" + path;
    try {
      return new Glob(text, Pattern.compile(regex(anywhere)));
    } catch (PatternSyntaxException broken) {
      throw new IllegalArgumentException("'" + text + "' is not a pattern of paths", broken);
    }
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  private static String regex(String glob) {
    var regex = new StringBuilder();
    int braces = 0;
    int at = 0;
    while (at < glob.length()) {
      char glyph = glob.charAt(at);
      if (glob.startsWith("**/", at)) {
        regex.append("(?:.*/)?");
        at += 3;
      } else if (glob.startsWith("**", at)) {
        regex.append(".*");
        at += 2;
      } else if (glyph == '[') {
        int end = glob.indexOf(']', at + 2);
        regex.append(end < 0 ? "[" : letters(glob.substring(at + 1, end)));
        at = end < 0 ? glob.length() : end + 1;
      } else {
        braces += glyph == '{' ? 1 : glyph == '}' ? -1 : 0;
        regex.append(glyph == ',' && braces > 0 ? "|" : one(glyph));
        at++;
      }
    }
    return regex.toString();
  }

  private static String letters(String set) {
    boolean others = set.startsWith("!");
    String quoted = (others ? set.substring(1) : set).replaceAll("[\\\\\\[^&]", "\\\\$0");
    return (others ? "[^/" : "[") + quoted + "]";
  }

  private static String one(char glyph) {
    return switch (glyph) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      case '{' -> "(?:";
      case '}' -> ")";
      default -> Pattern.quote(String.valueOf(glyph));
    };
  }
}
