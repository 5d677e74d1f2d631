package dev.leat.core.project;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a {@code .env} file; read when first asked. */
final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*)");

  private final Path file;
  private final Mistakes mistakes;
  private Optional<Map<String, String>> read = Optional.empty();

  DotEnv(Path file, Mistakes mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  Optional<String> variable(String name) {
    Map<String, String> variables = read.orElseGet(this::read);
    read = Optional.of(variables);
    return Optional.ofNullable(variables.get(name));
  }

  private Map<String, String> read() {
    var variables = new LinkedHashMap<String, String>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String bare = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        read(bare.strip(), new Position(".env", number, 1), variables);
      }
    } catch (NoSuchFileException none) {
      return Map.of();
    } catch (MalformedInputException notText) {
      mistakes.add(
          ProjectError.PROJECT_NOT_UTF8,
          new Position(".env", 1, 1),
          "The file is not UTF-8 text.",
          "Save it as UTF-8.");
    } catch (IOException unreadable) {
      mistakes.add(
          ProjectError.PROJECT_UNREADABLE,
          new Position(".env", 1, 1),
          "The file cannot be read.",
          "Check its permissions.");
    }
    return variables;
  }

  private void read(String line, Position at, Map<String, String> into) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    Matcher matcher = LINE.matcher(line);
    if (matcher.matches()) {
      into.put(matcher.group(1), value(matcher.group(2)));
    } else {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          at,
          "The line is not NAME=value.",
          "Write NAME=value, or put # before a comment.");
    }
  }

  /** As shells read it: quotes go, a comment after a space goes. */
  private static String value(String text) {
    if (text.startsWith("'")) {
      int end = text.indexOf('\'', 1);
      return end < 0 ? text : text.substring(1, end);
    }
    if (text.startsWith("\"")) {
      return unquoted(text);
    }
    int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
    return comment < 0 ? text : text.substring(0, comment).strip();
  }

  private static String unquoted(String text) {
    var value = new StringBuilder();
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return value.toString();
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
        c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
      }
      value.append(c);
    }
    return text;
  }
}
