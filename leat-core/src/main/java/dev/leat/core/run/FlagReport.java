package dev.leat.core.run;

import dev.leat.core.project.FlagDefinition;
import java.time.Instant;
import java.util.Optional;

/**
 * How a flag stands.
 *
 * @param changedAt when somebody turned it, empty where nobody did or where that is not known
 */
public record FlagReport(FlagDefinition flag, boolean on, Optional<Instant> changedAt) {}
