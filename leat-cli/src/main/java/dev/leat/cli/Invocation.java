package dev.leat.cli;

import java.time.Clock;
import java.util.Map;

/** One call of a command: what was written, and what it may use. */
record Invocation(
    Arguments arguments, Terminal terminal, Clock clock, Map<String, String> environment) {
  Invocation {
    environment = Map.copyOf(environment);
  }
}
