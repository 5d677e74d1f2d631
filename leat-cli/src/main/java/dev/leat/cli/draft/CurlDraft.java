package dev.leat.cli.draft;

import dev.leat.api.LeatException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A project that asks what a curl command asks; sends nothing by itself.
 *
 * <p>Credentials are recognised by what they are (a user, a bearer) or by the name of their header
 * or parameter, and become variables.
 */
public final class CurlDraft {
  /** Headers that say who is asking with which program, and nothing of what is asked for. */
  private static final Pattern IDLE_HEADER =
      Pattern.compile(
          "(?i)host|connection|content-length|accept-encoding|user-agent|sec-.*|origin|referer"
              + "|cache-control|pragma|dnt|te|priority|upgrade-insecure-requests|content-type");

  private static final Pattern SECRET_FIELD =
      Pattern.compile("\"([A-Za-z0-9_.-]+)\"(\\s*:\\s*)\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final String BODY = "The body that the command sends";

  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.]*)\\}");

  private final CurlCommand command;
  private final URI url;
  private final String source;
  private final Variables variables;
  private final List<Block> auth = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private CurlDraft(CurlCommand command) {
    this.command = command;
    this.url = url(command.url());
    this.source = Names.ofHost(url.getHost());
    this.variables = new Variables(source);
  }

  /**
   * Drafts a project.
   *
   * @throws LeatException where the text is no curl command, or asks what no source can ask
   */
  public static Draft of(String command) {
    return new CurlDraft(CurlCommand.parse(command)).draft();
  }

  /** Says nothing of the address itself: it may hold a password. */
  private static URI url(String text) {
    try {
      String encoded = text.replace(" ", "%20").replace("{", "%7B").replace("}", "%7D");
      var url = new URI(encoded.replace("[", "%5B").replace("]", "%5D").replace("|", "%7C"));
      if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, without the address.
    }
    throw new LeatException(
        DraftError.DRAFT_UNREADABLE,
        "The curl command's address is no URL that begins with http:// or https://.",
        "Correct it; where it is a variable of a script, write its value.");
  }

  private Draft draft() {
    if (!command.unknown().isEmpty()) {
      warnings.add("left out of the curl command: " + String.join(", ", command.unknown()));
    }
    if (!Set.of("GET", "POST", "PUT").contains(command.method())) {
      throw new LeatException(
          DraftError.DRAFT_IMPOSSIBLE,
          "The command sends a " + command.method() + ", which does not ask for data.",
          "Copy one that sends GET, or POST where the API takes queries so.");
    }
    user();
    Map<String, List<String>> headers = headers();
    Map<String, List<String>> params = params();
    Feed feed = feed();
    Block asked = ask(feed, headers, params);
    var one = new Block().text("type", "rest").text("url", feed.root());
    if (!auth.isEmpty()) {
      one.put("auth", auth);
    }
    one.put("feeds", new Block().put(feed.name(), asked));
    Block project =
        new Block()
            .note("Drafted from a curl command. See what it answers: leat source test " + source)
            .raw("leat", "1")
            .space()
            .note("Where tables go: a DuckDB file, or postgresql://user:password@host/database")
            .raw("destination", "duckdb:" + source + ".duckdb")
            .space()
            .put("sources", new Block().put(source, one));
    return new Draft(source, project.toString(), variables.values(), warnings);
  }

  /** Where a feed is: below which address, at which path. */
  private record Feed(String name, String root, String path) {}

  private Feed feed() {
    List<String> segments = List.of(url.getRawPath().replaceFirst("^/+", "").split("/", -1));
    int common = 0;
    while (common < segments.size() - 1 && Names.isVersion(segments.get(common))) {
      common++;
    }
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String prefix =
        segments.subList(0, common).stream().map(it -> it + "/").collect(Collectors.joining());
    String root = url.getScheme() + "://" + url.getHost() + port + "/" + prefix;
    String path =
        String.join("/", segments.subList(common, segments.size()))
            .replace("%7B", "{")
            .replace("%7D", "}");
    return new Feed(Names.ofPath(path), root, path.isEmpty() ? "/" : path);
  }

  private void user() {
    Optional<String> pair =
        command.user().or(() -> Optional.ofNullable(url.getRawUserInfo()).map(CurlDraft::decoded));
    pair.ifPresent(this::basic);
    command.cookie().ifPresent(cookie -> secretHeader("Cookie", cookie));
  }

  private void basic(String pair) {
    int colon = pair.indexOf(':');
    String user = colon < 0 ? pair : pair.substring(0, colon);
    String password = colon < 0 ? "" : pair.substring(colon + 1);
    if (password.isEmpty()) {
      // Some providers take a token as the user: then the user is the secret.
      byte[] bytes = (user + ":").getBytes(StandardCharsets.UTF_8);
      secretHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
      return;
    }
    auth.add(
        new Block()
            .text("type", "basic")
            .raw("user", variables.keep("USER", user))
            .raw("password", variables.keep("PASSWORD", password)));
  }

  private Map<String, List<String>> headers() {
    Map<String, List<String>> kept = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : command.headers()) {
      String name = header.getKey();
      String value = header.getValue();
      if (name.equalsIgnoreCase("Authorization")) {
        authorization(value);
      } else if (Variables.isSecret(name)) {
        secretHeader(name, value);
      } else if (!IDLE_HEADER.matcher(name).matches()
          && !(name.equalsIgnoreCase("Accept") && value.startsWith("*/*"))) {
        kept.computeIfAbsent(name, any -> new ArrayList<>()).add(Block.literal(value));
      }
    }
    return kept;
  }

  private void authorization(String value) {
    String[] parts = value.split("\\s+", 2);
    String scheme = parts[0].toLowerCase(Locale.ROOT);
    if (parts.length == 2 && scheme.equals("bearer")) {
      auth.add(new Block().text("type", "bearer").raw("token", variables.keep("TOKEN", parts[1])));
    } else if (parts.length == 2 && scheme.equals("basic") && unpacked(parts[1]).isPresent()) {
      basic(unpacked(parts[1]).orElseThrow());
    } else {
      secretHeader("Authorization", value);
    }
  }

  private static Optional<String> unpacked(String packed) {
    try {
      var pair = new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8);
      return pair.contains(":") ? Optional.of(pair) : Optional.empty();
    } catch (IllegalArgumentException notPacked) {
      return Optional.empty();
    }
  }

  private void secretHeader(String name, String value) {
    if (value.isEmpty()) {
      return;
    }
    auth.add(
        new Block()
            .text("type", "header")
            .text("name", name)
            .raw("value", variables.keep(Variables.kind(name), value)));
  }

  private Map<String, List<String>> params() {
    Map<String, List<String>> params = new LinkedHashMap<>();
    pairs(Objects.requireNonNullElse(url.getRawQuery(), ""))
        .forEach(
            (name, values) -> {
              if (Variables.isSecret(name)) {
                auth.add(
                    new Block()
                        .text("type", "query")
                        .text("name", name)
                        .raw("value", variables.keep(Variables.kind(name), values.getFirst())));
              } else {
                params.put(name, values.stream().map(Block::literal).toList());
              }
            });
    return params;
  }

  private static Map<String, List<String>> pairs(String query) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()) {
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        pairs.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
      }
    }
    return pairs;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private Block ask(
      Feed feed, Map<String, List<String>> headers, Map<String, List<String>> params) {
    Paging paging = Paging.of(params);
    var block = new Block().text("path", feed.path());
    if (command.method().equals("GET") && command.body().isPresent()) {
      warnings.add("the command sends a body with a GET: the draft sends it with a POST");
    }
    if (command.method().equals("PUT")
        || (command.method().equals("POST") && command.body().isEmpty())) {
      block.text("method", command.method());
    }
    if (!params.isEmpty()) {
      block.put("params", params);
    }
    if (!headers.isEmpty()) {
      block.put("headers", headers);
    }
    command.body().ifPresent(body -> body(block, body));
    paging.write(block);
    block
        .note("Where the records are, if not at the top of the answer:")
        .note("records: $.items[*]")
        .note("What identifies a record, so that a changed one replaces the old one:")
        .note("key: id");
    Matcher place = PLACE.matcher(feed.path() + params + headers + filled());
    if (place.find()) {
      warnings.add(
          "nothing fills "
              + place.group()
              + " yet: say with 'each' of the feed where it comes from");
      block
          .note("What fills the placeholder: the values of a list, or the records of another feed.")
          .put("each", new Block().raw("list", "[1]"));
    }
    return block;
  }

  /** What of the body can have places to fill: texts in JSON, but no GraphQL query. */
  private String filled() {
    String body = command.body().orElse("").strip();
    if (!isJson(body)) {
      return body;
    }
    var texts = new StringBuilder();
    Object json = Documents.parse(body, BODY);
    texts(json instanceof Map<?, ?> map && isGraphQl(map) ? map.get("variables") : json, texts);
    return texts.toString();
  }

  private static void texts(@Nullable Object json, StringBuilder into) {
    if (json instanceof Map<?, ?> map) {
      map.values().forEach(value -> texts(value, into));
    } else if (json instanceof List<?> list) {
      list.forEach(value -> texts(value, into));
    } else if (json instanceof String text) {
      into.append(text).append('\n');
    }
  }

  private static boolean isGraphQl(Map<?, ?> document) {
    return document.get("query") instanceof String;
  }

  private static boolean isJson(String body) {
    return body.startsWith("{") || body.startsWith("[");
  }

  private void body(Block block, String body) {
    String text = body.strip();
    if (isJson(text)) {
      json(block, text);
      return;
    }
    Map<String, List<String>> fields = pairs(text);
    if (!text.contains("=") || text.startsWith("<")) {
      throw new LeatException(
          DraftError.DRAFT_IMPOSSIBLE,
          "The command sends a body that is neither JSON nor a form.",
          "A source of type rest sends JSON and forms; ask whether the API takes one of them.");
    }
    Map<String, List<String>> form = new LinkedHashMap<>();
    fields.forEach(
        (name, values) ->
            form.put(
                name,
                Variables.isSecret(name)
                    ? List.of(variables.keep(Variables.kind(name), values.getFirst()))
                    : values.stream().map(Block::literal).toList()));
    block.put("form", form);
  }

  /** JSON is YAML: it stays as it was written, every digit of it, on one line. */
  private void json(Block block, String text) {
    Object parsed = Documents.parse(text, BODY);
    if (parsed instanceof Map<?, ?> map && map.get("query") instanceof String query) {
      block.text("query", Block.literal(query));
      if (map.get("variables") instanceof Map<?, ?> given && !given.isEmpty()) {
        block.raw("variables", hidden(Block.json(given)));
      }
      return;
    }
    block.raw("body", hidden(text.replaceAll("\\s*\\R\\s*", " ")));
  }

  /** Texts in fields that are called like secrets become variables. */
  private String hidden(String json) {
    return SECRET_FIELD
        .matcher(Block.literal(json))
        .replaceAll(
            found -> {
              String name = found.group(1);
              boolean plain = !Variables.isSecret(name) || found.group(3).isEmpty();
              String value =
                  plain
                      ? found.group()
                      : '"'
                          + name
                          + '"'
                          + found.group(2)
                          + '"'
                          + variables.keep(Variables.kind(name), found.group(3))
                          + '"';
              return Matcher.quoteReplacement(value);
            });
  }
}
