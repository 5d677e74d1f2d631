package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.core.read.InputFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads as another reading does, but for what a subclass does its own way. */
abstract class ReadingThrough implements Reading {
  final Reading reading;

  ReadingThrough(Reading reading) {
    this.reading = reading;
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
  public Optional<Batch> rows(List<InputFile> batch, Lifetime lifetime) {
    return reading.rows(batch, lifetime);
  }

  @Override
  public Optional<Batch> blank() {
    return reading.blank();
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
  public Set<String> columns() {
    return reading.columns();
  }

  @Override
  public long leftOut() {
    return reading.leftOut();
  }

  @Override
  public List<String> warnings() {
    return reading.warnings();
  }
}
