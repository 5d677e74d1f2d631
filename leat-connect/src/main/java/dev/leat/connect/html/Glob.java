package dev.leat.connect.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Texts in which {@code *} stands for anything. */
record Glob(String written, Pattern pattern) {
  static Glob of(String text) {
    List<String> quoted = new ArrayList<>();
    for (String part : text.split("\\*", -1)) {
      quoted.add(Pattern.quote(part));
    }
    return new Glob(text, Pattern.compile(String.join(".*", quoted), Pattern.DOTALL));
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }
}
