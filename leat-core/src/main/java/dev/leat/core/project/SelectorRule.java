package dev.leat.core.project;

import dev.leat.api.Keys;
import java.util.List;
import java.util.Objects;

/** Which selectors of a source a plan wants. */
public sealed interface SelectorRule {
  /** Everything that the source lists. */
  record Everything() implements SelectorRule {
    @Override
    public String toString() {
      return "*";
    }
  }

  /** These, each once, in the order written; a list of values was multiplied out. */
  record Exact(List<Keys> keys) implements SelectorRule {
    public Exact {
      keys = keys.stream().distinct().toList();
    }

    @Override
    public String toString() {
      return keys.toString();
    }
  }

  /** Those that the source lists and the condition holds for. */
  record Where(Condition condition, Position at) implements SelectorRule {
    public Where {
      Objects.requireNonNull(condition);
      Objects.requireNonNull(at);
    }

    @Override
    public String toString() {
      return condition.toString();
    }
  }
}
