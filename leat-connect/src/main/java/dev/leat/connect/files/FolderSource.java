package dev.leat.connect.files;

import dev.leat.api.Content;
import dev.leat.api.Discovery;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Offers the files of a folder, in order of their paths; thread-safe. */
final class FolderSource implements Source {
  /** Which entries to take. */
  record Choice(boolean recursive, boolean hidden, List<Glob> include, List<Glob> exclude) {
    Choice {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
    }

    /** Whether an entry is left out whatever it is. */
    boolean leavesOut(String path, String name) {
      return (!hidden && name.startsWith("."))
          || exclude.stream().anyMatch(glob -> glob.matches(path));
    }

    boolean takes(String path) {
      return include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path));
    }
  }

  /** Offers batches; what could not be read is told once everything else was offered. */
  private final class Offers implements Iterator<List<Offer>> {
    private final FolderWalk walk;
    private final OfferRequest request;

    Offers(FolderWalk walk, OfferRequest request) {
      this.walk = walk;
      this.request = request;
    }

    @Override
    public boolean hasNext() {
      if (walk.hasNext()) {
        return true;
      }
      walk.complain();
      return false;
    }

    @Override
    public List<Offer> next() {
      if (!walk.hasNext()) {
        throw new NoSuchElementException();
      }
      List<Offer> batch = new ArrayList<>();
      while (batch.size() < BATCH_MAX && walk.hasNext()) {
        FolderWalk.Found found = walk.next();
        FeedVersion id = feed(found);
        if (request.wanted(id.feed()).contains(id) && request.filter().agreesWith(keys(found))) {
          batch.add(offer(found, id));
        }
      }
      return batch;
    }
  }

  private static final int BATCH_MAX = 500;

  private final Settings settings;
  private final Choice choice;
  private final Map<String, List<Glob>> feeds;
  private final String rest;

  /**
   * @param feeds patterns by feed; the first feed that matches a file takes it
   * @param rest the feed of files that none matches
   */
  FolderSource(Settings settings, Choice choice, Map<String, List<Glob>> feeds, String rest) {
    this.settings = settings;
    this.choice = choice;
    this.feeds = Collections.unmodifiableMap(new LinkedHashMap<>(feeds));
    this.rest = rest;
  }

  @Override
  public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery) {
    Path folder = settings.path("path").orElseThrow();
    if (!Files.isDirectory(folder)) {
      String problem = Files.exists(folder) ? " is not a folder." : " does not exist.";
      throw settings.invalid(
          "path",
          folder + problem,
          "Name a folder; a relative path begins where leat.yaml is. Pick files by 'include'.");
    }
    return new Offers(new FolderWalk(folder, choice), request);
  }

  private static Keys keys(FolderWalk.Found found) {
    return Keys.of("path", found.path());
  }

  private Offer offer(FolderWalk.Found found, FeedVersion id) {
    var file = OfferedFile.of(id, FileFormat.of(found.path()), new Content.Local(found.file()));
    return Offer.of(keys(found))
        .named(found.path())
        .about(Map.of("size", Long.toString(found.size())))
        .with(file.modified(found.modified()));
  }

  private FeedVersion feed(FolderWalk.Found found) {
    String feed =
        feeds.entrySet().stream()
            .filter(entry -> entry.getValue().stream().anyMatch(it -> it.matches(found.path())))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(rest);
    return new FeedVersion(feed, FilesSourceType.VERSION);
  }
}
