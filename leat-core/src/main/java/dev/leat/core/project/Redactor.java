package dev.leat.core.project;

import dev.leat.api.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Takes known secrets out of any text, in every form in which they travel.
 *
 * <p>Forms: as they are, URL-encoded, escaped for JSON, and inside Base64, as basic authentication
 * sends them. Passwords in URLs and values of {@code Authorization} go even when unknown. A secret
 * of fewer than four characters cannot be told from ordinary text and is left to {@link Secret}.
 */
public final class Redactor implements UnaryOperator<String> {
  /** Knows no secret. */
  public static final Redactor NONE = new Redactor(Set.of());

  private static final String HIDDEN = "***";
  private static final int LENGTH_MIN = 4;
  private static final int LINE_LENGTH_MIN = 16;
  private static final int BASE64_LENGTH_MIN = 6;
  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("(://[^\\s/?#:@]*:)(?!\\$\\{[^}]*\\}@)[^\\s/?#]*@");
  private static final Pattern AUTHORIZATION =
      Pattern.compile("(?i)(authorization\"?\\s*[:=]\\s*\"?(?:[a-z]+ )?)[A-Za-z0-9+/=._~-]{4,}");

  private final Set<Secret> secrets;
  private final List<String> forms;
  private final List<Pattern> encoded;

  private Redactor(Set<Secret> secrets) {
    this.secrets = Set.copyOf(secrets);
    this.forms =
        secrets.stream()
            .flatMap(secret -> forms(secret.reveal()).stream())
            .filter(form -> form.length() >= LENGTH_MIN)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(form -> form))
            .toList();
    this.encoded =
        secrets.stream().flatMap(secret -> encodedForms(secret.reveal()).stream()).toList();
  }

  public static Redactor of(Collection<Secret> secrets) {
    return new Redactor(new LinkedHashSet<>(secrets));
  }

  /** Knows one secret more, such as a token that came in an answer. */
  public Redactor and(Secret secret) {
    Set<Secret> more = new LinkedHashSet<>(secrets);
    more.add(secret);
    return new Redactor(more);
  }

  /** The text with {@code ***} in place of each secret. */
  public String redact(String text) {
    String clean = text;
    for (String form : forms) {
      clean = clean.replace(form, HIDDEN);
    }
    for (Pattern form : encoded) {
      clean = form.matcher(clean).replaceAll(HIDDEN);
    }
    if (clean.contains("://")) {
      clean = PASSWORD_IN_URL.matcher(clean).replaceAll("$1" + HIDDEN + "@");
    }
    return AUTHORIZATION.matcher(clean).replaceAll("$1" + HIDDEN);
  }

  @Override
  public String apply(String text) {
    return redact(text);
  }

  @Override
  public String toString() {
    return "Redactor[" + secrets.size() + " secrets]";
  }

  private static Set<String> forms(String secret) {
    Set<String> forms = new LinkedHashSet<>();
    List<String> texts = new ArrayList<>(List.of(secret, secret.strip()));
    secret
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= LINE_LENGTH_MIN)
        .forEach(texts::add);
    for (String text : texts) {
      String url = URLEncoder.encode(text, StandardCharsets.UTF_8);
      forms.add(text);
      forms.add(url);
      forms.add(url.replace("+", "%20"));
      forms.add(lowerCaseEscapes(url));
      forms.add(lowerCaseEscapes(url.replace("+", "%20")));
      forms.add(inJson(text));
    }
    return forms;
  }

  private static String lowerCaseEscapes(String url) {
    return Pattern.compile("%[0-9A-F]{2}")
        .matcher(url)
        .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
  }

  private static String inJson(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t");
  }

  /**
   * What a secret looks like inside Base64, at each of the three places where it can begin; the
   * whole Base64 word around it goes.
   */
  private static List<Pattern> encodedForms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < BASE64_LENGTH_MIN) {
      return List.of();
    }
    List<Pattern> patterns = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[bytes.length + before];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // Characters at the ends also depend on what stands before and behind the secret.
      int start = (before * 8 + 5) / 6;
      int end = shifted.length * 8 / 6;
      String core = base64.substring(start, end);
      String urlSafe = core.replace('+', '-').replace('/', '_');
      String either = Pattern.quote(core) + "|" + Pattern.quote(urlSafe);
      // Tried where a word begins only: within a long one each try would read it to its end.
      patterns.add(
          Pattern.compile(
              "(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]*(?:" + either + ")[A-Za-z0-9+/_=-]*"));
    }
    return patterns;
  }
}
