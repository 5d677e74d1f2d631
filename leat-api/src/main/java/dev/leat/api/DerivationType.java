package dev.leat.api;

import java.util.List;

/**
 * Columns that are computed from a text and that SQL cannot compute, found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>One object serves all tables, on several threads at the same time. What is heavy, such as a
 * lexicon, is loaded when the first value is asked for: every start of Leat makes such an object.
 */
public interface DerivationType {
  /** The word below {@code derive:} in leat.yaml. */
  String name();

  /** One sentence for help texts and the manual. */
  String summary();

  /** The columns of a text, of type text, bigint, double or boolean. */
  List<Column> columns();

  /**
   * Names all that the values depend on besides the text; it is kept with every row.
   *
   * <p>Another version computes the tables anew that use it.
   */
  String version();

  /**
   * One value for each column: a String, Long, Double or Boolean.
   *
   * @param text of a row that has one
   */
  List<Object> values(String text);
}
