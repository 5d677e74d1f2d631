package dev.leat.connect.rest;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import dev.leat.api.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings that know fewer options: what was never declared is as if it was left out. */
record Narrow(Settings settings, Set<String> declared) implements Settings {
  @Override
  public Optional<String> text(String option) {
    return knows(option) ? settings.text(option) : Optional.empty();
  }

  @Override
  public Optional<Long> integer(String option) {
    return knows(option) ? settings.integer(option) : Optional.empty();
  }

  @Override
  public Optional<Boolean> bool(String option) {
    return knows(option) ? settings.bool(option) : Optional.empty();
  }

  @Override
  public Optional<URI> url(String option) {
    return knows(option) ? settings.url(option) : Optional.empty();
  }

  @Override
  public Optional<Path> path(String option) {
    return knows(option) ? settings.path(option) : Optional.empty();
  }

  @Override
  public Optional<Duration> duration(String option) {
    return knows(option) ? settings.duration(option) : Optional.empty();
  }

  @Override
  public Optional<Secret> secret(String option) {
    return knows(option) ? settings.secret(option) : Optional.empty();
  }

  @Override
  public List<String> texts(String option) {
    return knows(option) ? settings.texts(option) : List.of();
  }

  @Override
  public Map<String, List<String>> namedTexts(String option) {
    return knows(option) ? settings.namedTexts(option) : Map.of();
  }

  @Override
  public Optional<String> json(String option) {
    return knows(option) ? settings.json(option) : Optional.empty();
  }

  @Override
  public List<Settings> sections(String option) {
    return knows(option) ? settings.sections(option) : List.of();
  }

  @Override
  public Map<String, Settings> namedSections(String option) {
    return knows(option) ? settings.namedSections(option) : Map.of();
  }

  @Override
  public LeatException invalid(String option, String problem, String remedy) {
    return settings.invalid(option, problem, remedy);
  }

  private boolean knows(String option) {
    return declared.contains(option);
  }
}
