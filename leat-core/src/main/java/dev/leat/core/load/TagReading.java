package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.core.contract.TagRule;
import dev.leat.core.read.InputFile;
import java.util.List;
import java.util.Optional;

/** Refuses files that do not bring what their table's tag needs, before anything is written. */
final class TagReading implements Reading {
  private final Reading reading;
  private final TagJudge judge;

  TagReading(Reading reading, String table, TagRule rule) {
    this.reading = reading;
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

  @Override
  public List<List<InputFile>> batches(List<InputFile> files) {
    return reading.batches(files);
  }

  @Override
  public boolean isBlank() {
    return reading.isBlank();
  }

  @Override
  public void learn(List<InputFile> files) {
    reading.learn(files);
  }

  @Override
  public Optional<Batch> blank() {
    return reading.blank();
  }

  @Override
  public long leftOut() {
    return reading.leftOut();
  }

  @Override
  public void end() {
    reading.end();
  }

  @Override
  public void release() {
    reading.release();
  }

  @Override
  public String shape() {
    return reading.shape();
  }

  @Override
  public List<String> warnings() {
    return reading.warnings();
  }
}
