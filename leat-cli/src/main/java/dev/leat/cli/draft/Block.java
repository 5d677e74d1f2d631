package dev.leat.cli.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A map of YAML with comments, as a person would write it. */
final class Block {
  private static final int WIDTH = 96;

  /** Texts that mean themselves without quotes. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*|0|-?[1-9][0-9]{0,17}|\\$\\{env:[A-Z0-9_]+\\}");

  private static final Pattern WORD_OF_YAML =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private final List<String> lines = new ArrayList<>();

  /** A comment, broken into lines. */
  Block note(String text) {
    var line = new StringBuilder("#");
    for (String word : text.replaceAll("\\p{Cntrl}", " ").split(" ", -1)) {
      if (line.length() + word.length() > WIDTH - 12 && line.length() > 1) {
        lines.add(line.toString());
        line.setLength(1);
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
    return this;
  }

  Block space() {
    lines.add("");
    return this;
  }

  Block text(String key, String value) {
    return raw(key, scalar(value));
  }

  /** A value that is YAML already, on one line. */
  Block raw(String key, String yaml) {
    lines.add(scalar(key) + ": " + yaml);
    return this;
  }

  Block put(String key, Block value) {
    lines.add(scalar(key) + ":");
    value.lines.forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
    return this;
  }

  /** A list of maps; one alone stands for the list. */
  Block put(String key, List<Block> values) {
    if (values.size() == 1) {
      return put(key, values.getFirst());
    }
    lines.add(scalar(key) + ":");
    for (Block value : values) {
      boolean first = true;
      for (String line : value.lines) {
        boolean starts = first && !line.startsWith("#");
        lines.add((starts ? "  - " : "    ") + line);
        first &= !starts;
      }
    }
    return this;
  }

  /** Names and texts; a name with several texts has them as a list. */
  Block put(String key, Map<String, List<String>> texts) {
    var block = new Block();
    texts.forEach(
        (name, values) ->
            block.raw(
                name,
                values.size() == 1
                    ? scalar(values.getFirst())
                    : values.stream().map(Block::quoted).toList().toString()));
    return put(key, block);
  }

  /** The same as a comment: what could be there. */
  Block commented() {
    var block = new Block();
    lines.forEach(line -> block.lines.add(line.startsWith("#") ? line : "# " + line));
    return block;
  }

  Block add(Block other) {
    lines.addAll(other.lines);
    return this;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Any value of JSON on one line. */
  static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Map<?, ?> map ->
          "{"
              + String.join(
                  ", ",
                  map.entrySet().stream()
                      .map(
                          each ->
                              quoted(String.valueOf(each.getKey())) + ": " + json(each.getValue()))
                      .toList())
              + "}";
      case List<?> list -> list.stream().map(Block::json).toList().toString();
      default -> value.toString();
    };
  }

  private static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches();
    return plain ? text : quoted(text);
  }

  /** In double quotes, where every character can be written; a reference of its own stays one. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      switch (each) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (Character.isISOControl(each)) {
            quoted.append(String.format("\\u%04x", (int) each));
          } else {
            quoted.append(each);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** A text that is not to be taken for a reference. */
  static String literal(String text) {
    return text.replace("${", "$${");
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
