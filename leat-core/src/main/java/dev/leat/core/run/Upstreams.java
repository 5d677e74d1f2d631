package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.report.ModelPlan.Upstream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What models and commands are made from: how it is, and whether it has changed. */
final class Upstreams {
  private final Freshness freshness;
  private Map<String, String> marks;
  private final Map<String, StepReport> reports = new HashMap<>();
  private final Map<String, String> contents = new HashMap<>();

  private Upstreams(Freshness freshness, Map<String, String> marks) {
    this.freshness = freshness;
    this.marks = marks;
  }

  /** Looks at the destination once; runs on a platform thread. */
  static Upstreams look(Parts parts, Destination destination, List<LoadReport> loads) {
    List<String> tables = parts.project().tables().stream().map(TableDefinition::name).toList();
    return new Upstreams(
        new Freshness(parts, loads, destination.states(tables)), destination.marks());
  }

  /** Why what depends on this should wait; empty where all is well. */
  Optional<String> trouble(Upstream upstream) {
    for (String table : upstream.tables()) {
      Optional<String> trouble = freshness.trouble(table);
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return upstream.models().stream()
        .map(reports::get)
        .filter(Objects::nonNull)
        .flatMap(report -> report.trouble().stream())
        .findFirst();
  }

  /** A table that holds nothing yet, and so is not there to be read. */
  Optional<String> missing(Upstream upstream) {
    return upstream.tables().stream()
        .filter(table -> freshness.state(table).load() == 0)
        .map(table -> "the table '" + table + "' has not been loaded yet")
        .findFirst();
  }

  /** A short text that changes when any of this, or what is made of it, does. */
  String print(Upstream upstream, String... further) {
    var text = new StringBuilder(String.join("\n", further));
    upstream
        .tables()
        .forEach(
            table -> text.append("\ntable ").append(table).append(freshness.state(table).load()));
    upstream
        .models()
        .forEach(model -> text.append("\nmodel ").append(model).append(contents.get(model)));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Takes the marks as they are now: what is made anew may take others' along. */
  void remark(Map<String, String> now) {
    marks = now;
  }

  /** What was left behind when this was last done. */
  String mark(String name) {
    return marks.getOrDefault(name, "");
  }

  /**
   * @param content changes when what the model holds does
   */
  void note(StepReport model, String content) {
    reports.put(model.name(), model);
    contents.put(model.name(), content);
  }
}
