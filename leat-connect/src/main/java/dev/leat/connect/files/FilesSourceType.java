package dev.leat.connect.files;

import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder on this machine: one dataset per file, named by its path.
 *
 * <p>Files keep their bytes. A file is read again when its time of change moved, and makes a
 * revision when its content differs. One that was removed from the folder stays in the store.
 */
public final class FilesSourceType implements SourceType {
  static final String DATASET_TYPE = "file";
  static final String VERSION = "v1";

  private static final List<Option> OPTIONS =
      List.of(
          Option.of(
                  "path",
                  Option.Kind.PATH,
                  "The folder, relative to the project; - for standard input.")
              .mandatory(),
          Option.of("recursive", Option.Kind.BOOLEAN, "Whether to look into folders below it.")
              .defaultsTo("true"),
          Option.of("include", Option.Kind.TEXTS, "Patterns of files to take; all without any."),
          Option.of("exclude", Option.Kind.TEXTS, "Patterns of files and folders to leave out."),
          Option.of("hidden", Option.Kind.BOOLEAN, "Whether to take names that begin with a dot.")
              .defaultsTo("false"),
          Option.of(
              "feeds",
              Option.Kind.NAMED_TEXTS,
              "Patterns of files by feed; the first that matches names a file's feed."),
          Option.of("feed", Option.Kind.TEXT, "The feed of files that 'feeds' does not name.")
              .defaultsTo("file"));

  @Override
  public String name() {
    return "files";
  }

  @Override
  public String summary() {
    return "A folder on this machine, one dataset per file.";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    List<DatasetType.Feed> feeds =
        Stream.concat(feeds(settings).keySet().stream(), Stream.of(rest(settings)))
            .distinct()
            .map(feed -> DatasetType.Feed.snapshot(feed, VERSION))
            .toList();
    return List.of(DatasetType.of(DATASET_TYPE, List.of("path"), feeds));
  }

  /** Proposes a table per named feed, but none where its patterns name what cannot be a table. */
  @Override
  public List<TableDefault> tables(Settings settings) {
    return settings.namedTexts("feeds").entrySet().stream()
        .filter(feed -> feed.getValue().stream().anyMatch(FileFormat::mayBeTable))
        .map(feed -> new TableDefault(feed.getKey(), DATASET_TYPE, feed.getKey(), List.of()))
        .toList();
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    if (settings.text("path").equals(Optional.of(StandardInput.PATH))) {
      return new StandardInput(new FeedVersion(rest(settings), VERSION));
    }
    var choice =
        new FolderSource.Choice(
            settings.bool("recursive").orElse(true),
            settings.bool("hidden").orElse(false),
            globs(settings, "include", settings.texts("include")),
            globs(settings, "exclude", settings.texts("exclude")));
    return new FolderSource(settings, choice, feeds(settings), rest(settings));
  }

  private static Map<String, List<Glob>> feeds(Settings settings) {
    Map<String, List<Glob>> feeds = new LinkedHashMap<>();
    for (var feed : settings.namedTexts("feeds").entrySet()) {
      feeds.put(named(settings, "feeds", feed.getKey()), globs(settings, "feeds", feed.getValue()));
    }
    return feeds;
  }

  private static String rest(Settings settings) {
    return named(settings, "feed", settings.text("feed").orElseThrow());
  }

  private static String named(Settings settings, String option, String feed) {
    try {
      return new FeedVersion(feed, VERSION).feed();
    } catch (IllegalArgumentException notAName) {
      throw settings.invalid(
          option,
          "'" + feed + "' cannot be the name of a feed.",
          "Use letters, digits, '.', '_' or '-', beginning with a letter or digit.");
    }
  }

  private static List<Glob> globs(Settings settings, String option, List<String> texts) {
    List<Glob> globs = new ArrayList<>();
    for (String text : texts) {
      try {
        globs.add(Glob.of(text));
      } catch (IllegalArgumentException broken) {
        throw settings.invalid(
            option,
            "'" + text + "' is not a pattern of paths.",
            "Close every bracket and brace, such as in {a,b}*.csv.");
      }
    }
    return globs;
  }
}
