package dev.leat.cli.draft;

import dev.leat.api.LeatException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a curl command says; its values may be secrets, so it prints none. */
final class CurlCommand {
  /** Options whose value changes nothing that Leat would ask for. */
  private static final Set<String> IDLE_WITH_VALUE =
      Set.of(
          "-o",
          "--output",
          "-w",
          "--write-out",
          "-m",
          "--max-time",
          "--connect-timeout",
          "--retry",
          "--retry-delay",
          "--retry-max-time",
          "-A",
          "--user-agent",
          "-e",
          "--referer",
          "--max-redirs",
          "-D",
          "--dump-header",
          "-c",
          "--cookie-jar",
          "--limit-rate");

  private static final Set<String> IDLE =
      Set.of(
          "--compressed",
          "-s",
          "--silent",
          "-S",
          "--show-error",
          "-L",
          "--location",
          "-v",
          "--verbose",
          "-i",
          "--include",
          "-f",
          "--fail",
          "--fail-with-body",
          "-g",
          "--globoff",
          "--http1.0",
          "--http1.1",
          "--http2",
          "--http3",
          "--tlsv1.2",
          "--tlsv1.3",
          "-#",
          "--progress-bar",
          "-N",
          "--no-buffer",
          "-O",
          "--remote-name",
          "-4",
          "-6",
          "--basic",
          "--no-progress-meter");

  /** Options with a value that Leat has nothing for: the value must not be taken for an address. */
  private static final Set<String> UNKNOWN_WITH_VALUE =
      Set.of(
          "-x",
          "--proxy",
          "-U",
          "--proxy-user",
          "-E",
          "--cert",
          "--key",
          "--cacert",
          "--capath",
          "--resolve",
          "--interface",
          "-K",
          "--config",
          "-r",
          "--range",
          "-z",
          "--time-cond",
          "--aws-sigv4",
          "--ciphers",
          "--data-binary-file",
          "--dns-servers",
          "--proto",
          "--unix-socket",
          "-Y",
          "-y",
          "--pass");

  /** Options that send what no feed can send. */
  private static final Set<String> PARTS =
      Set.of("-T", "--upload-file", "-F", "--form", "--form-string");

  private static final Map<Character, String> LONG =
      Map.of(
          'X',
          "--request",
          'H',
          "--header",
          'd',
          "--data",
          'u',
          "--user",
          'b',
          "--cookie",
          'G',
          "--get",
          'I',
          "--head");

  private final List<String> words;
  private int at;

  private String url = "";
  private @Nullable String method;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();
  private final List<String> data = new ArrayList<>();
  private boolean isJson;
  private boolean dataInQuery;
  private @Nullable String user;
  private @Nullable String cookie;
  private final Set<String> unknown = new LinkedHashSet<>();

  private CurlCommand(List<String> words) {
    this.words = words;
  }

  /** Reads a command that begins with the word curl. */
  static CurlCommand parse(String text) {
    List<String> words = ShellWords.split(text.strip().replaceFirst("^\\$ +", ""));
    if (words.isEmpty() || !words.getFirst().replaceFirst(".*/", "").matches("curl(\\.exe)?")) {
      throw new LeatException(
          DraftError.DRAFT_UNREADABLE,
          "This is not a curl command: it does not begin with 'curl'.",
          "Copy it as a whole, in single quotes: --from-curl 'curl https://host/path'");
    }
    var command = new CurlCommand(words.subList(1, words.size()));
    command.read();
    return command;
  }

  private void read() {
    while (at < words.size()) {
      String word = words.get(at++);
      if (word.startsWith("--") && word.length() > 2) {
        take(word);
      } else if (word.startsWith("-") && word.length() > 1) {
        takeShort(word);
      } else if (url.isEmpty()) {
        url = word;
      } else {
        unknown.add("a second address");
      }
    }
    if (url.isEmpty()) {
      throw new LeatException(
          DraftError.DRAFT_UNREADABLE,
          "The curl command has no address.",
          "Copy the command as a whole, address included.");
    }
  }

  /** Several letters behind one dash; the first that has a value takes the rest. */
  private void takeShort(String word) {
    for (int i = 1; i < word.length(); i++) {
      String option = "-" + word.charAt(i);
      String name = LONG.getOrDefault(word.charAt(i), option);
      boolean hasValue = name.length() > 2 ? takesValue(name) : takesValue(option);
      if (hasValue) {
        if (i + 1 < word.length()) {
          words.set(--at, word.substring(i + 1));
        }
        take(name);
        return;
      }
      take(name);
    }
  }

  private static boolean takesValue(String name) {
    return IDLE_WITH_VALUE.contains(name)
        || UNKNOWN_WITH_VALUE.contains(name)
        || PARTS.contains(name)
        || (name.length() > 2 && !name.equals("--get") && !name.equals("--head"));
  }

  private void take(String name) {
    switch (name) {
      case "--request" -> method = value(name).toUpperCase(Locale.ROOT);
      case "--header" -> header(value(name));
      case "--data", "--data-ascii", "--data-binary" -> data(value(name), name);
      case "--data-raw" -> data.add(value(name));
      case "--data-urlencode" -> data.add(encoded(value(name)));
      case "--json" -> {
        isJson = true;
        data(value(name), name);
      }
      case "--user" -> user = value(name);
      case "--oauth2-bearer" -> headers.add(Map.entry("Authorization", "Bearer " + value(name)));
      case "--cookie" -> cookie = value(name);
      case "--url" -> url = value(name);
      case "--get" -> dataInQuery = true;
      case "--head" -> unknown.add("--head");
      default -> other(name);
    }
  }

  private void other(String name) {
    int equals = name.indexOf('=');
    if (equals > 0) {
      unknown.add(name.substring(0, equals));
    } else if (IDLE_WITH_VALUE.contains(name)) {
      value(name);
    } else if (PARTS.contains(name)) {
      throw new LeatException(
          DraftError.DRAFT_IMPOSSIBLE,
          "The command sends a form of several parts, or a file, with " + name + ".",
          "Where the API takes it as well, send the fields as a plain form: curl -d 'name=value'.");
    } else if (UNKNOWN_WITH_VALUE.contains(name)) {
      unknown.add(name);
      value(name);
    } else if (!IDLE.contains(name)) {
      unknown.add(name);
    }
  }

  private String value(String option) {
    if (at == words.size()) {
      throw new LeatException(
          DraftError.DRAFT_UNREADABLE,
          "The curl command ends behind " + option + ".",
          "Copy the command as a whole.");
    }
    return words.get(at++);
  }

  private void header(String text) {
    int colon = text.indexOf(':');
    if (colon > 0) {
      headers.add(Map.entry(text.substring(0, colon).strip(), text.substring(colon + 1).strip()));
    }
  }

  private void data(String text, String option) {
    if (text.startsWith("@")) {
      throw new LeatException(
          DraftError.DRAFT_IMPOSSIBLE,
          "The command sends the content of a file, with " + option + ".",
          "Put what it sends into the command, or into 'body' of the feed afterwards.");
    }
    data.add(text);
  }

  /** As curl does it: what stands before the equals sign is encoded already. */
  private static String encoded(String text) {
    int equals = text.indexOf('=');
    String name = equals > 0 ? text.substring(0, equals + 1) : "";
    String content = equals >= 0 ? text.substring(equals + 1) : text;
    return name + URLEncoder.encode(content, StandardCharsets.UTF_8);
  }

  /** The address, with what {@code -G} moves into it. */
  String url() {
    String whole = url.contains("://") ? url : "https://" + url;
    if (!dataInQuery || data.isEmpty()) {
      return whole;
    }
    return whole + (whole.contains("?") ? "&" : "?") + String.join("&", data);
  }

  String method() {
    return Optional.ofNullable(method).orElse(body().isPresent() ? "POST" : "GET");
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  Optional<String> body() {
    return dataInQuery || data.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(isJson ? "" : "&", data));
  }

  Optional<String> user() {
    return Optional.ofNullable(user);
  }

  Optional<String> cookie() {
    return Optional.ofNullable(cookie);
  }

  /** Names of options that were left out. */
  Set<String> unknown() {
    return unknown;
  }
}
