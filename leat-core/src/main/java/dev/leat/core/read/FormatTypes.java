package dev.leat.core.read;

import dev.leat.api.FormatType;
import dev.leat.api.Settings;
import java.util.Objects;
import java.util.Optional;

/** The formats that are rewritten before they become rows. */
@FunctionalInterface
public interface FormatTypes {
  /** None but those that Leat reads by itself. */
  FormatTypes NONE = word -> Optional.empty();

  /**
   * A format and how a project wants it read.
   *
   * @param settings those of the project, or every default
   */
  record Chosen(FormatType type, Settings settings) {
    public Chosen {
      Objects.requireNonNull(type);
      Objects.requireNonNull(settings);
    }
  }

  /** The format that has this name, or whose files end like this, with every default. */
  Optional<Chosen> find(String word);
}
