package dev.leat.core.project;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a YAML file into values with places. */
final class YamlReader {
  private static final int VALUES_MAX = 100_000;
  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final String file;
  private final References references;
  private final Mistakes mistakes;
  private final Set<Node> above = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  YamlReader(String file, References references, Mistakes mistakes) {
    this.file = file;
    this.references = references;
    this.mistakes = mistakes;
  }

  /** The whole document; a map without entries where the file is empty. */
  Yaml read(Path path) {
    return parse(decode(path));
  }

  /** As {@link #read}, of a text that no file holds. */
  Yaml parse(String text) {
    try {
      var settings = LoadSettings.builder().setLabel(file).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.map(this::value)
          .orElseGet(() -> new Yaml.Entries(new Position(file, 1, 1), List.of()));
    } catch (YamlEngineException broken) {
      throw notYaml(text, broken);
    } catch (StackOverflowError tooDeep) {
      throw new LeatException(
          ProjectError.PROJECT_NOT_YAML,
          new Position(file, 1, 1) + ": Values lie within one another without end.",
          "Write them less deep.",
          tooDeep);
    }
  }

  private String decode(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException unreadable) {
      throw new LeatException(
          ProjectError.PROJECT_UNREADABLE,
          path + " cannot be read: " + reason(unreadable) + ".",
          "Check its permissions.",
          unreadable);
    }
    ByteBuffer input = ByteBuffer.wrap(bytes);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(input).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notText) {
      int line = 1;
      for (int i = 0; i < input.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new LeatException(
          ProjectError.PROJECT_NOT_UTF8,
          file + ":" + line + ": The file is not UTF-8 text.",
          "Save it as UTF-8.",
          notText);
    }
  }

  private static String reason(IOException broken) {
    String message = broken.getMessage();
    return broken.getClass().getSimpleName() + (message == null ? "" : " " + message);
  }

  private LeatException notYaml(String text, YamlEngineException broken) {
    if (broken instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      var mark = marked.getProblemMark().get();
      var at = new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
      String line = text.lines().skip(mark.getLine()).findFirst().orElse("");
      if (indentedByTab(line)) {
        int tab = line.indexOf('\t') + 1;
        return new LeatException(
            ProjectError.PROJECT_TAB,
            new Position(file, at.line(), tab) + ": A tab indents this line.",
            "Indent with spaces: YAML allows no tabs there.",
            broken);
      }
      return new LeatException(
          ProjectError.PROJECT_NOT_YAML,
          at + ": This is not YAML: " + oneLine(marked.getProblem()) + ".",
          "Correct the line, or quote its value.",
          broken);
    }
    Position at = new Position(file, 1, 1);
    if (broken instanceof ReaderException reader) {
      int before = Math.min(reader.getPosition(), text.length());
      at =
          new Position(
              file, 1 + (int) text.substring(0, before).chars().filter(c -> c == '\n').count(), 1);
      return new LeatException(
          ProjectError.PROJECT_NOT_YAML,
          at + ": The file holds the control character U+%04X.".formatted(reader.getCodePoint()),
          "Remove it.",
          broken);
    }
    return new LeatException(
        ProjectError.PROJECT_NOT_YAML,
        at + ": This is not YAML: " + oneLine(broken.getMessage()) + ".",
        "Correct the file.",
        broken);
  }

  private static boolean indentedByTab(String line) {
    return line.substring(0, line.length() - line.stripLeading().length()).contains("\t");
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "it cannot be read" : message.strip().replaceAll("\\s+", " ");
  }

  private Yaml value(Node node) {
    Position at = at(node);
    values++;
    if (values > VALUES_MAX || !above.add(node)) {
      throw new LeatException(
          ProjectError.PROJECT_NOT_YAML,
          at + ": The aliases repeat themselves without end.",
          "Write the values out instead of using & and *.");
    }
    checkTag(node, at);
    Yaml value =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar, at);
          case SequenceNode sequence ->
              new Yaml.Items(at, sequence.getValue().stream().map(this::value).toList());
          case MappingNode mapping -> entries(mapping, at);
          default -> throw new IllegalStateException("unknown YAML node " + node.getNodeType());
        };
    above.remove(node);
    return value;
  }

  private Position at(Node node) {
    return node.getStartMark()
        .map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> new Position(file, 1, 1));
  }

  private void checkTag(Node node, Position at) {
    String tag = node.getTag().getValue();
    if (tag.equals("!ENV")) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          at,
          "The tag !ENV is not used here.",
          "Remove it and write ${env:NAME} or ${env:NAME:default}.");
    } else if (!tag.startsWith(STANDARD_TAG)) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID, at, "The tag " + tag + " is unknown.", "Remove it.");
    }
  }

  private Yaml scalar(ScalarNode node, Position at) {
    String written = node.getValue();
    if (node.isPlain() && (written.isEmpty() || written.equals("~") || written.equals("null"))) {
      return new Yaml.Nothing(at);
    }
    return new Yaml.Scalar(at, written, references.resolve(written, at), !node.isPlain());
  }

  private Yaml entries(MappingNode mapping, Position at) {
    Map<String, Position> seen = new HashMap<>();
    List<Yaml.Entry> entries = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Position place = at(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            place,
            "A key must be a plain name.",
            "Put quotes around a value that starts with { or [.");
        continue;
      }
      Yaml value = value(tuple.getValueNode());
      Position before = seen.putIfAbsent(key.getValue(), place);
      if (before == null) {
        entries.add(new Yaml.Entry(place, key.getValue(), value));
      } else {
        mistakes.add(
            ProjectError.PROJECT_KEY_TWICE,
            place,
            "The key '" + key.getValue() + "' is here twice, first in line " + before.line() + ".",
            "Remove one of them.");
      }
    }
    return new Yaml.Entries(at, entries);
  }
}
