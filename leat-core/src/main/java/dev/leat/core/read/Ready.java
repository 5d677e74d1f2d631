package dev.leat.core.read;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as it is read: itself, or what it was rewritten as.
 *
 * @param file what to read
 * @param places of the records, null where the file is read as it is
 * @param rejections of what did not survive
 * @param notes on what was found out, in sentences
 */
record Ready(
    InputFile file, @Nullable Places places, List<Rejection> rejections, List<String> notes) {
  Ready {
    rejections = List.copyOf(rejections);
    notes = List.copyOf(notes);
  }

  static Ready asItIs(InputFile file) {
    return new Ready(file, null, List.of(), List.of());
  }

  boolean isRewritten() {
    return places != null;
  }

  Optional<Places> located() {
    return Optional.ofNullable(places);
  }

  /** The request by which the file is read: what is said of the original no longer applies. */
  TableRequest request(TableRequest original) {
    return isRewritten()
        ? original.withReading(FileReading.of("jsonl")).withRecords(RecordsPath.AUTOMATIC)
        : original;
  }

  /** What a survey says, and what rewriting had to say before. */
  Surveyed with(Surveyed surveyed) {
    if (!isRewritten()) {
      return surveyed;
    }
    return new Surveyed(
        surveyed.record(),
        surveyed.records(),
        surveyed.access(),
        rejections.isEmpty() ? surveyed.rejections() : rejections,
        notes.isEmpty() ? surveyed.oddities() : notes);
  }
}
