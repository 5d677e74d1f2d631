package dev.leat.core.project;

import dev.leat.api.Secret;
import dev.leat.core.observe.Notice.Channel;
import java.util.Objects;

/**
 * Whom to tell when a run has failures.
 *
 * @param url whoever knows it can write there, so it is a secret
 */
public record NoticeDefinition(Channel to, Secret url, Position at) {
  public NoticeDefinition {
    Objects.requireNonNull(to);
    Objects.requireNonNull(url);
  }
}
