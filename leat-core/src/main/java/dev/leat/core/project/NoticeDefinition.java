package dev.leat.core.project;

import dev.leat.api.Secret;
import dev.leat.core.observe.Notice.Channel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whom to tell when a run has failures, or when something has grown too old.
 *
 * @param url whoever knows it can write there, so it is a secret
 * @param ageMax how old sources and tables may be, by name
 */
public record NoticeDefinition(Channel to, Secret url, Map<String, Duration> ageMax, Position at) {
  public NoticeDefinition {
    Objects.requireNonNull(to);
    Objects.requireNonNull(url);
    ageMax = new LinkedHashMap<>(ageMax);
  }
}
