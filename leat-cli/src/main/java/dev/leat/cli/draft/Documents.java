package dev.leat.cli.draft;

import dev.leat.api.LeatException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads JSON and YAML of others into maps, lists and values, within limits. */
final class Documents {
  static final int CHARACTERS_MAX = 32 << 20;
  private static final int ALIASES_MAX = 50;

  private Documents() {}

  /**
   * Reads a text.
   *
   * @param what the subject of a sentence that says what is wrong with it; its content is not shown
   */
  static @Nullable Object parse(String text, String what) {
    if (text.length() > CHARACTERS_MAX) {
      throw new LeatException(
          DraftError.DRAFT_TOO_LARGE,
          what + " has more than " + CHARACTERS_MAX + " characters.",
          "Cut it down to the operations that you want.");
    }
    var settings =
        LoadSettings.builder()
            .setCodePointLimit(CHARACTERS_MAX)
            .setMaxAliasesForCollections(ALIASES_MAX)
            .setAllowDuplicateKeys(true)
            .setAllowRecursiveKeys(false)
            .build();
    try {
      return new Load(settings)
          .loadFromString(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (MarkedYamlEngineException broken) {
      String at =
          broken.getProblemMark().map(mark -> ", at line " + (mark.getLine() + 1)).orElse("");
      throw unreadable(what, at);
    } catch (YamlEngineException | StackOverflowError broken) {
      throw unreadable(what, "");
    }
  }

  private static LeatException unreadable(String what, String at) {
    return new LeatException(
        DraftError.DRAFT_UNREADABLE,
        what + " is neither JSON nor YAML" + at + ".",
        "Correct it, or fetch it again.");
  }
}
