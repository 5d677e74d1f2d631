package dev.leat.cli;

import dev.leat.api.Secret;
import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.project.Environment;
import dev.leat.core.project.Project;
import dev.leat.core.project.Resolved;
import dev.leat.core.run.Progress;
import dev.leat.core.run.Workshop;
import java.time.Clock;
import java.util.Map;

/** One call of a command: what was written, and what it may use. */
record Invocation(
    Arguments arguments,
    Terminal terminal,
    Clock clock,
    Map<String, String> environment,
    ErrorReport errors) {
  Invocation {
    environment = Map.copyOf(environment);
  }

  /** Opens the named project; nobody listens to its progress. */
  Leat open() {
    return open(log());
  }

  /** Opens the named project for a command that only looks. */
  Leat look() {
    return open(options(Progress.Listener.NONE).opening(Workshop.Opening.AS_IS));
  }

  /** Opens the named project. */
  Leat open(Progress.Listener progress) {
    return open(options(progress));
  }

  private Leat open(LeatOptions options) {
    Project project =
        Project.load(arguments.project(), options.environment(), options.connectors());
    Leat leat =
        Leat.of(
            arguments
                .text("--bucket")
                .map(name -> Projects.inBucket(project, name))
                .orElse(project),
            options);
    errors.hide(leat::redact);
    return leat;
  }

  /** An option that is a URL, its references replaced; what was secret in it is never printed. */
  Secret resolve(Leat leat, String option, String url) {
    Resolved resolved = leat.project().resolve(Environment.of(environment), option, url);
    errors.hide(text -> resolved.redactor().redact(leat.redact(text)));
    return resolved.url();
  }

  private LeatOptions options(Progress.Listener progress) {
    return LeatOptions.usual()
        .environment(Environment.of(environment))
        .clock(clock)
        .progress(progress);
  }

  /** Tells as log lines what goes on. */
  LogListener log() {
    Log.Detail detail = arguments.debug() ? Log.Detail.DEBUG : Log.Detail.USUAL;
    return new LogListener(new Log(terminal, clock, detail));
  }
}
