package dev.leat.core.read;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the files of a table are read.
 *
 * @param format that the project names, null where each file's own decides
 * @param chosen the type of that format and what the project says of it, where it is one of {@code
 *     types}
 * @param types that files may be of
 */
public record FileReading(
    @Nullable String format, FormatTypes.@Nullable Chosen chosen, FormatTypes types) {
  /** As each file's own format says, of those that Leat reads by itself. */
  public static final FileReading AUTOMATIC = new FileReading(null, null, FormatTypes.NONE);

  public FileReading {
    format = format == null ? null : format.toLowerCase(Locale.ROOT);
    Objects.requireNonNull(types);
  }

  /** As one format says that Leat reads by itself. */
  static FileReading of(String format) {
    return new FileReading(format, null, FormatTypes.NONE);
  }

  /** The word that says how a file is read. */
  String word(InputFile file) {
    return format == null ? file.format().toLowerCase(Locale.ROOT) : format;
  }

  /** The type that reads such files, where Leat does not by itself. */
  Optional<FormatTypes.Chosen> type(String word) {
    return chosen != null && word.equals(format) ? Optional.of(chosen) : types.find(word);
  }
}
