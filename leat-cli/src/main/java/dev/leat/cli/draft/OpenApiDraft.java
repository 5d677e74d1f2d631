package dev.leat.cli.draft;

import dev.leat.api.LeatException;
import dev.leat.cli.draft.OpenApi.UnfollowedException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project with a feed for each operation of an OpenAPI document that gives a list.
 *
 * <p>What cannot be drafted is listed in comments, with the reason. Documents are bounded in size,
 * depth and references; other documents are not opened.
 */
public final class OpenApiDraft {
  private static final int LISTED_MAX = 100;
  private static final String NOWHERE = "https://host/";

  private final OpenApi document;
  private final List<String> warnings = new ArrayList<>();

  private OpenApiDraft(OpenApi document) {
    this.document = document;
  }

  /**
   * Drafts a project.
   *
   * @throws LeatException where the file is no such document, or has nothing that can be drafted
   */
  public static Draft of(Path file) {
    return new OpenApiDraft(OpenApi.read(file)).draft(file);
  }

  private Draft draft(Path file) {
    String url = server();
    String source = name(url);
    var variables = new Variables(source);
    var auth = new OpenApiAuth(document, url, variables);
    List<Block> sections = sections(auth);
    OpenApiFeeds feeds = OpenApiFeeds.of(document);
    if (feeds.drafted().isEmpty()) {
      throw new LeatException(
          DraftError.DRAFT_IMPOSSIBLE,
          file
              + " has no GET operation that gives a list"
              + feeds.left().stream().findFirst().map(it -> "; the first: " + it).orElse("")
              + ".",
          "Draft a source from one request instead: leat init FOLDER --from-curl 'curl …'");
    }
    var one = new Block().text("type", "rest").text("url", url);
    if (!sections.isEmpty()) {
      one.put("auth", sections);
    }
    var all = new Block();
    feeds.drafted().forEach(feed -> all.put(feed.name(), feed.block()));
    one.put("feeds", all);
    warnings.addAll(auth.notes());
    Block project = head(source).put("sources", new Block().put(source, one));
    left(project, feeds);
    if (!feeds.left().isEmpty()) {
      warnings.add(
          "operations that were not drafted: "
              + feeds.left().size()
              + "; the end of leat.yaml says why");
    }
    return new Draft(source, project.toString(), variables.values(), warnings);
  }

  private Block head(String source) {
    Map<String, Object> info = OpenApi.map(document.root().get("info"));
    String title = OpenApi.text(info, "title").orElse("an API");
    return new Block()
        .note("Drafted from the OpenAPI document of " + shortened(title) + ".")
        .note("A feed becomes a table. Remove the feeds that you do not want, then look at one:")
        .note("leat source test " + source + " --feed NAME")
        .raw("leat", "1")
        .space()
        .note("Where tables go: a DuckDB file, or postgresql://user:password@host/database")
        .raw("destination", "duckdb:" + source + ".duckdb")
        .space();
  }

  static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 100 ? line : line.substring(0, 99) + "…";
  }

  private static void left(Block project, OpenApiFeeds feeds) {
    if (!feeds.left().isEmpty()) {
      project.space().note("Not drafted:");
      feeds.left().stream().limit(LISTED_MAX).forEach(project::note);
      if (feeds.left().size() > LISTED_MAX) {
        project.note("and " + (feeds.left().size() - LISTED_MAX) + " more.");
      }
    }
    if (feeds.writing() > 0) {
      project
          .space()
          .note(
              "Operations that change something (POST, PUT, PATCH, DELETE) are left out: "
                  + feeds.writing());
    }
  }

  private List<Block> sections(OpenApiAuth auth) {
    try {
      return auth.sections();
    } catch (UnfollowedException e) {
      warnings.add("how to prove who is asking could not be read: " + e.getMessage());
      return List.of();
    }
  }

  private String server() {
    Optional<String> stated = document.isSwagger() ? host() : firstServer();
    Optional<String> whole = stated.filter(OpenApiDraft::isAddress);
    if (whole.isEmpty()) {
      warnings.add("the document does not say where the API is: write its 'url' in leat.yaml");
    }
    return whole
        .or(() -> stated.map(path -> resolved(NOWHERE, path)).filter(OpenApiDraft::isAddress))
        .orElse(NOWHERE);
  }

  /** An address of the document, which may be below that of its server. */
  static String resolved(String server, String address) {
    try {
      return URI.create(server).resolve(address).toString();
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  private static boolean isAddress(String text) {
    try {
      return text.matches("https?://.+") && URI.create(text).getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Optional<String> host() {
    Map<String, Object> root = document.root();
    List<String> schemes = OpenApi.list(root.get("schemes")).stream().map(String::valueOf).toList();
    String scheme = schemes.isEmpty() || schemes.contains("https") ? "https" : schemes.getFirst();
    String base = OpenApi.text(root, "basePath").orElse("/");
    return OpenApi.text(root, "host").map(host -> scheme + "://" + host + base);
  }

  private Optional<String> firstServer() {
    List<?> servers = OpenApi.list(document.root().get("servers"));
    if (servers.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> server = OpenApi.map(servers.getFirst());
    String url = OpenApi.text(server, "url").orElse("");
    for (Map.Entry<String, Object> each : OpenApi.map(server.get("variables")).entrySet()) {
      String value = OpenApi.text(OpenApi.map(each.getValue()), "default").orElse("");
      url = url.replace("{" + each.getKey() + "}", value);
    }
    return Optional.of(url);
  }

  private String name(String url) {
    if (!url.startsWith(NOWHERE)) {
      String ofHost = Names.ofHost(URI.create(url).getHost());
      if (!ofHost.equals("api")) {
        return ofHost;
      }
    }
    Map<String, Object> info = OpenApi.map(document.root().get("info"));
    String title =
        OpenApi.text(info, "title").orElse("").replaceAll("(?i)\\b(rest|api|v?[0-9.]+)\\b", " ");
    return Names.word(title.strip(), "api");
  }
}
