package dev.leat.api;

import java.util.Objects;

/**
 * A SELECT whose answer a destination keeps as a table or shows as a view.
 *
 * @param sql one SELECT in the destination's own words, without a semicolon at its end
 * @param mark tells what it was made from; kept with it, see {@link Destination#marks}
 */
public record Model(String name, String sql, Form form, String mark) {
  /** What becomes of the answer. */
  public enum Form {
    /** Computed now, kept until it is computed again. */
    TABLE,
    /** Computed whenever somebody asks. */
    VIEW
  }

  public Model {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sql);
    Objects.requireNonNull(form);
    Objects.requireNonNull(mark);
  }
}
