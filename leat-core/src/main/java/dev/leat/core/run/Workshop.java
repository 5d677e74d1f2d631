package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.DestinationType;
import dev.leat.api.EventListener;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.CatalogSettings;
import dev.leat.core.catalog.Holder;
import dev.leat.core.fetch.Fetcher;
import dev.leat.core.fetch.Pause;
import dev.leat.core.fetch.Threads;
import dev.leat.core.project.Compression;
import dev.leat.core.project.DatasetTypeRules;
import dev.leat.core.project.Location;
import dev.leat.core.project.Project;
import dev.leat.core.read.Workbench;
import dev.leat.core.store.Codec;
import dev.leat.core.store.FileStores;
import dev.leat.core.store.PathRule;
import dev.leat.core.store.PathRules;
import dev.leat.core.store.RawStore;
import dev.leat.core.store.Spool;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens a project's parts when they are first needed, and closes those that were.
 *
 * <p>Most commands need few of them, and each costs start-up time.
 */
public final class Workshop implements AutoCloseable {
  /** What becomes of a catalog that is not there, or is not of this version. */
  public enum Opening {
    /** It is made, or brought up to date. */
    READY,
    /** Nothing: an older one is refused, and where there is none an empty one elsewhere serves. */
    AS_IS
  }

  private static final long SPOOL_BYTES = 4L << 30;

  private final Project project;
  private final InstantSource clock;
  private final Opening opening;
  private @Nullable ScratchFolder scratch;
  private final Threads threads = new Threads(2);
  private @Nullable Workshop asked;
  private @Nullable RawStore store;
  private @Nullable Catalog catalog;
  private @Nullable Destination destination;
  private @Nullable Workbench workbench;

  public Workshop(Project project, InstantSource clock) {
    this(project, clock, Opening.READY);
  }

  public Workshop(Project project, InstantSource clock, Opening opening) {
    this.project = project;
    this.clock = clock;
    this.opening = opening;
  }

  /** For what must leave no trace. */
  Workshop untouched() {
    return new Workshop(project, clock, Opening.AS_IS);
  }

  /** Sources ask the tables of another one; this one's are for what they bring. */
  Workshop asking(Workshop other) {
    asked = other;
    return this;
  }

  public Project project() {
    return project;
  }

  /** The parts of one run, under an id of its own. */
  public Parts parts(Progress.Listener progress, List<EventListener> listeners, Stop stop) {
    var telling = new Parts.Telling(progress, listeners);
    return new Parts(
        project,
        store(),
        new Spool(folder().resolve("spool"), SPOOL_BYTES, clock),
        folder().resolve("pages"),
        new Fetcher(clock, Pause.SLEEP, Parts.heard(telling, project.redactor())),
        clock,
        Holder.here(UUID.randomUUID().toString()),
        stop,
        telling,
        new StandingTables(asked == null ? this : asked, telling),
        Parts.ABSENCE);
  }

  /** A folder for exports on their way to a store. */
  Path staging() {
    return folder().resolve("exports");
  }

  public InstantSource clock() {
    return clock;
  }

  public Threads threads() {
    return threads;
  }

  public synchronized Catalog catalog() {
    Catalog open = catalog;
    if (open == null) {
      open =
          switch (opening) {
            case READY -> Catalog.open(catalogSettings(), clock);
            case AS_IS ->
                Catalog.openAsIs(catalogSettings(), clock).orElseGet(this::emptyElsewhere);
          };
      catalog = open;
    }
    return open;
  }

  private Catalog emptyElsewhere() {
    ScratchFolder made = ScratchFolder.make();
    scratch = made;
    return Catalog.open(settings(made.path().resolve("catalog.db").toString()), clock);
  }

  /** Whether the catalog that serves is an empty one, there being none yet. */
  synchronized boolean lacksCatalog() {
    return scratch != null;
  }

  public CatalogSettings catalogSettings() {
    return settings(url(project.catalog()));
  }

  private CatalogSettings settings(String url) {
    return CatalogSettings.of(url, project.catalogPrefix(), project.bucket());
  }

  public synchronized RawStore store() {
    RawStore open = store;
    if (open == null) {
      open =
          new RawStore(
              catalog(), FileStores.open(project.store()), rules(), codec(project.compression()));
      store = open;
    }
    return open;
  }

  public synchronized Destination destination() {
    Destination open = destination;
    if (open == null) {
      Location where = project.destination();
      open =
          project
              .connectors()
              .find(DestinationType.class, DestinationType::scheme, where.scheme())
              .orElseThrow(
                  () ->
                      new LeatException(
                          RunError.UNKNOWN_NAME,
                          "there is no destination of type '" + where.scheme() + "'",
                          "use duckdb:FILE or postgresql://…, or add the plug-in that brings this"
                              + " type"))
              .open(url(where), project.folder());
      destination = open;
    }
    return open;
  }

  /** Opened by the first that asks, on its own thread: a platform thread. */
  public synchronized Workbench workbench() {
    Workbench open = workbench;
    if (open == null) {
      open = Workbench.open(Workbench.Settings.in(folder().resolve("tmp")));
      workbench = open;
    }
    return open;
  }

  private Path folder() {
    return project.folder().resolve(".leat");
  }

  private PathRules rules() {
    Map<PathRules.Address, PathRule> rules = new HashMap<>();
    for (DatasetTypeRules type : project.datasetTypes()) {
      type.keys()
          .forEach(
              (key, rule) ->
                  rules.put(
                      new PathRules.Address(type.source(), type.datasetType(), key),
                      rule(rule.path())));
    }
    return new PathRules(rules);
  }

  private static PathRule rule(DatasetTypeRules.PathRule rule) {
    return switch (rule) {
      case DatasetTypeRules.PathRule.Identity identity -> new PathRule.Identity();
      case DatasetTypeRules.PathRule.BucketSize it -> new PathRule.BucketSize(it.size());
      case DatasetTypeRules.PathRule.BucketCount it -> new PathRule.BucketCount(it.count());
      case DatasetTypeRules.PathRule.Prefix it -> new PathRule.Prefix(it.length());
    };
  }

  private static Codec codec(Compression compression) {
    return switch (compression) {
      case ZSTD -> Codec.ZSTD;
      case GZIP -> Codec.GZIP;
      case NONE -> Codec.NONE;
    };
  }

  /** As its owner writes it, password included: only for those who connect. */
  private static String url(Location location) {
    return switch (location) {
      case Location.File file ->
          file.scheme().equals("sqlite") ? file.path().toString() : file.toString();
      case Location.Server server -> {
        String password =
            server.password().isEmpty() ? "" : ":" + encode(server.password().reveal());
        String user = server.user().isEmpty() ? "" : encode(server.user()) + password + "@";
        String port = server.port() == 0 ? "" : ":" + server.port();
        String parameters =
            server.parameters().entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        yield server.scheme()
            + "://"
            + user
            + server.host()
            + port
            + "/"
            + encode(server.database())
            + (parameters.isEmpty() ? "" : "?" + parameters);
      }
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    Workbench bench = workbench;
    if (bench != null) {
      threads.onNative(
          () -> {
            bench.close();
            return true;
          });
    }
    // What nobody waited for may still be at the destination.
    threads.close();
    if (destination != null) {
      destination.close();
    }
    if (catalog != null) {
      catalog.close();
    }
    ScratchFolder made = scratch;
    if (made != null) {
      made.close();
    }
  }
}
