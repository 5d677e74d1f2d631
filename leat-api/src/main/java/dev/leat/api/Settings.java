package dev.leat.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked values of a connector's {@link Option}s, defaults filled in.
 *
 * <p>Asking for an option that was not declared is a bug of the connector.
 */
public interface Settings {
  /** Also what was written for a path, before it is resolved. */
  Optional<String> text(String option);

  Optional<Long> integer(String option);

  Optional<Boolean> bool(String option);

  Optional<URI> url(String option);

  /** Resolved against the project folder. */
  Optional<Path> path(String option);

  Optional<Duration> duration(String option);

  Optional<Secret> secret(String option);

  List<String> texts(String option);

  /** In the order written. */
  Map<String, List<String>> namedTexts(String option);

  /** What is written, as JSON text. */
  Optional<String> json(String option);

  /** One of the sections written, in order; none where the option is left out. */
  List<Settings> sections(String option);

  /** By name, in the order written. */
  Map<String, Settings> namedSections(String option);

  /** An error that names this option's place in leat.yaml. */
  LeatException invalid(String option, String problem, String remedy);
}
