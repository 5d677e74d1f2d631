package dev.leat.core.project;

import dev.leat.api.Secret;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A URL of the command line whose references have been replaced.
 *
 * @param url what was put into it stands for itself, and for no escape
 * @param redactor knows the secrets in it
 */
public record Resolved(Secret url, Redactor redactor) {
  static Resolved of(List<Yaml.Part> parts, Redactor redactor) {
    boolean whole = parts.size() == 1;
    return new Resolved(
        Secret.of(
            parts.stream()
                .map(
                    part ->
                        part.referenced() && !whole
                            ? part.text().replace("%", "%25")
                            : part.text())
                .collect(Collectors.joining())),
        redactor);
  }
}
