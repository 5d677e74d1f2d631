package dev.leat.core.project;

import dev.leat.api.Secret;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A URL of the command line whose references have been replaced.
 *
 * @param url what was put into it stands for itself, and for no escape
 * @param redactor knows the secrets in it
 */
public record Resolved(Secret url, Redactor redactor) {
  private static final Pattern PARAMETER = Pattern.compile("[?&]([^=&]+)=([^&]+)");

  static Resolved of(List<Yaml.Part> parts, Redactor redactor) {
    boolean whole = parts.size() == 1;
    String url =
        parts.stream()
            .map(
                part -> part.referenced() && !whole ? part.text().replace("%", "%25") : part.text())
            .collect(Collectors.joining());
    Redactor all = redactor;
    Matcher parameter = PARAMETER.matcher(url);
    while (parameter.find()) {
      if (References.namesSecret(parameter.group(1))) {
        all = all.and(Secret.of(parameter.group(2)));
      }
    }
    return new Resolved(Secret.of(url), all);
  }
}
