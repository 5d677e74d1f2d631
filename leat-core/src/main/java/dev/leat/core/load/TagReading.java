package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.core.contract.TagRule;
import dev.leat.core.read.InputFile;
import java.util.List;
import java.util.Optional;

/** Refuses files that do not bring what their table's tag needs, before anything is written. */
final class TagReading extends ReadingThrough {
  private final TagJudge judge;

  TagReading(Reading reading, String table, TagRule rule) {
    super(reading);
    this.judge = new TagJudge(table, rule);
  }

  @Override
  public Optional<Batch> rows(List<InputFile> batch, Lifetime lifetime) {
    Optional<Batch> rows = reading.rows(batch, lifetime);
    rows.flatMap(read -> read.tables().stream().findFirst())
        .flatMap(root -> judge.problems(root, batch).stream().findFirst())
        .ifPresent(
            problem -> {
              throw problem.error();
            });
    return rows;
  }
}
