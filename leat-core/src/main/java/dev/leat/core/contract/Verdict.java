package dev.leat.core.contract;

import dev.leat.api.LeatException;
import dev.leat.core.read.SchemaChange;
import dev.leat.core.read.Shape;

/** Whether, and as what, a table takes data that its columns did not cover. */
public sealed interface Verdict {
  /** The shape to read by, or an error that says why there is none. */
  Accepted orThrow();

  /**
   * @param shape to read by
   * @param change that the destination needs first
   */
  record Accepted(Shape shape, SchemaChange change) implements Verdict {
    @Override
    public Accepted orThrow() {
      return this;
    }
  }

  /** The load must not go on. */
  record Refused(ContractError code, String problem, String remedy) implements Verdict {
    @Override
    public Accepted orThrow() {
      throw new LeatException(code, problem, remedy);
    }
  }
}
