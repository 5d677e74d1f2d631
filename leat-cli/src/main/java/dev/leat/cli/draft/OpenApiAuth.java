package dev.leat.cli.draft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads security schemes; what proves who is asking is for the user to fill in. */
final class OpenApiAuth {
  private final OpenApi document;
  private final String server;
  private final Variables variables;
  private final List<String> notes = new ArrayList<>();

  /**
   * @param server where the API is
   */
  OpenApiAuth(OpenApi document, String server, Variables variables) {
    this.document = document;
    this.server = server;
    this.variables = variables;
  }

  /** What could not be drafted. */
  List<String> notes() {
    return notes;
  }

  /** The sections of the first requirement that the whole API has, or its first operation. */
  List<Block> sections() throws OpenApi.UnfollowedException {
    Map<String, Object> root = document.root();
    Map<String, Object> schemes =
        document.isSwagger()
            ? OpenApi.map(root.get("securityDefinitions"))
            : OpenApi.map(OpenApi.map(root.get("components")).get("securitySchemes"));
    List<Block> sections = new ArrayList<>();
    for (Map.Entry<String, Object> each : requirement(root).entrySet()) {
      String scopes =
          OpenApi.list(each.getValue()).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" "));
      section(each.getKey(), document.at(schemes, each.getKey()), scopes).ifPresent(sections::add);
    }
    return sections;
  }

  private Map<String, Object> requirement(Map<String, Object> root) {
    List<Object> stated = new ArrayList<>(OpenApi.list(root.get("security")));
    for (Object path : OpenApi.map(root.get("paths")).values()) {
      stated.addAll(OpenApi.list(OpenApi.map(OpenApi.map(path).get("get")).get("security")));
    }
    Set<Map<String, Object>> different = new LinkedHashSet<>();
    stated.stream().map(OpenApi::map).filter(each -> !each.isEmpty()).forEach(different::add);
    if (different.size() > 1) {
      notes.add(
          "the API knows several ways to prove who is asking: "
              + different.stream()
                  .map(each -> String.join(" with ", each.keySet()))
                  .distinct()
                  .collect(Collectors.joining(", "))
              + "; the first is drafted");
    }
    return different.stream().findFirst().orElse(Map.of());
  }

  private Optional<Block> section(String name, Map<String, Object> scheme, String scopes) {
    String type = OpenApi.text(scheme, "type").orElse("");
    return switch (type) {
      case "apiKey" -> Optional.of(key(scheme));
      case "basic" -> Optional.of(basic());
      case "http" -> {
        String kind = OpenApi.text(scheme, "scheme").orElse("").toLowerCase(Locale.ROOT);
        yield switch (kind) {
          case "basic" -> Optional.of(basic());
          case "bearer" -> Optional.of(bearer());
          default -> unknown(name, "HTTP " + kind);
        };
      }
      case "oauth2" -> Optional.of(oauth(scheme, scopes));
      case "openIdConnect" -> Optional.of(bearer().note("A token as the provider's pages say."));
      default -> unknown(name, type.isEmpty() ? "not described" : type);
    };
  }

  private Optional<Block> unknown(String name, String what) {
    notes.add("the security scheme " + name + " is " + what + ", which is not drafted");
    return Optional.empty();
  }

  private Block key(Map<String, Object> scheme) {
    String name = OpenApi.text(scheme, "name").orElse("key");
    String value = variables.blank(name);
    return switch (OpenApi.text(scheme, "in").orElse("header")) {
      case "query" -> new Block().text("type", "query").text("name", name).raw("value", value);
      case "cookie" ->
          new Block()
              .text("type", "header")
              .text("name", "Cookie")
              .text("prefix", name + "=")
              .raw("value", value);
      default -> new Block().text("type", "header").text("name", name).raw("value", value);
    };
  }

  private Block basic() {
    return new Block()
        .text("type", "basic")
        .raw("user", variables.blank("USER"))
        .raw("password", variables.blank("PASSWORD"));
  }

  private Block bearer() {
    return new Block().text("type", "bearer").raw("token", variables.blank("TOKEN"));
  }

  private Block oauth(Map<String, Object> scheme, String scopes) {
    Map<String, Object> flows = OpenApi.map(scheme.get("flows"));
    boolean old = document.isSwagger();
    String flow = OpenApi.text(scheme, "flow").orElse("");
    boolean client = old ? flow.equals("application") : flows.containsKey("clientCredentials");
    boolean password = old ? flow.equals("password") : flows.containsKey("password");
    Map<String, Object> stated =
        old ? scheme : OpenApi.map(flows.get(client ? "clientCredentials" : "password"));
    Optional<String> url =
        OpenApi.text(stated, "tokenUrl")
            .map(it -> OpenApiDraft.resolved(server, it))
            .filter(it -> it.matches("https?://.+"));
    if (url.isEmpty() || (!client && !password)) {
      return bearer()
          .note("OAuth asks a person to sign in here: get a token as the provider's pages say.");
    }
    var block = new Block().text("type", "oauth2").text("token_url", url.get());
    if (!client) {
      block
          .text("grant", "password")
          .raw("user", variables.blank("USER"))
          .raw("password", variables.blank("PASSWORD"));
    }
    block
        .raw("client_id", variables.blank("CLIENT_ID"))
        .raw("client_secret", variables.blank("CLIENT_SECRET"));
    return scopes.isEmpty() ? block : block.text("scope", scopes);
  }
}
