package dev.leat.core.project;

import dev.leat.core.project.Shape.Either;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Fields;
import dev.leat.core.project.Shape.Form;
import dev.leat.core.project.Shape.Many;
import dev.leat.core.project.Shape.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The keys of leat.yaml that say what must hold of a table's rows. */
final class QualityShape {
  private static final Shape TEXT = Shape.scalar(Form.TEXT);
  private static final Shape LIMIT = Shape.scalar(Form.QUARANTINE);
  private static final Fields RANGE =
      new Fields(
          List.of(
              Field.of("min", Shape.scalar(Form.AMOUNT), "The smallest number that is right."),
              Field.of("max", Shape.scalar(Form.AMOUNT), "The greatest number that is right.")),
          Map.of());

  private QualityShape() {}

  /** Of a table. */
  static List<Field> ofTable() {
    var reference =
        new Fields(
            List.of(
                Field.of("columns", Shape.oneOrMany(TEXT), "The columns that refer.").mandatory(),
                Field.of("table", TEXT, "The table that is referred to, by its key.").mandatory(),
                Field.of(
                        "orphans",
                        Shape.oneOf("refuse", "quarantine"),
                        "What happens to rows that refer to nothing.")
                    .defaultsTo("refuse")),
            Map.of("column", "Write it as 'columns'.", "to", "Write it as 'table'."));
    var profile =
        new Fields(
            List.of(
                Field.of("rows", LIMIT, "How far the number of rows may move."),
                Field.of("nulls", LIMIT, "How far a column's share of nulls may move."),
                Field.of("distinct", LIMIT, "How far a column's number of values may move.")),
            Map.of());
    return List.of(
        Field.of(
            "references",
            new Either(
                null, new Many(reference), new Named("a column", OptionFields.ANY_NAME, TEXT)),
            "Tables whose rows this one's rows name: column: table, or a list."),
        Field.of(
            "checks",
            checks(
                Field.of("rows", RANGE, "How many rows there are."),
                Field.of("unique", Shape.oneOrMany(TEXT), "Columns that no two rows share."),
                Field.of("query", TEXT, "A SELECT that finds rows that are wrong.")),
            "What must hold before a load is committed."),
        Field.of(
            "profile",
            new Either(Shape.scalar(Form.BOOLEAN), null, profile),
            "Keeps counts per load and column, and tells jumps beyond these limits."));
  }

  /** Of a tag: what any table of it can be asked. */
  static Field ofTag() {
    return Field.of(
        "checks",
        checks(
            Field.of("rows", RANGE, "How many rows there are."),
            Field.of("unique", Shape.oneOrMany(TEXT), "Columns that no two rows share.")),
        "What must hold of each table of the tag before a load is committed.");
  }

  /** Of a column. */
  static Field ofColumn() {
    return Field.of(
        "checks",
        checks(
            Field.of("nulls", LIMIT, "How many rows may have no value."),
            Field.of("unique", Shape.scalar(Form.BOOLEAN), "Whether no two rows share a value."),
            Field.of("distinct", RANGE, "How many different values there are."),
            Field.of("accepted", Shape.oneOrMany(TEXT), "All values that are right."),
            Field.of("min", TEXT, "The smallest value that is right."),
            Field.of("max", TEXT, "The greatest value that is right."),
            Field.of("fresh", Shape.scalar(Form.DURATION), "How old the newest value may be.")),
        "What must hold of the column before a load is committed.");
  }

  private static Shape checks(Field... kinds) {
    List<Field> all = new ArrayList<>(List.of(kinds));
    all.add(Field.of("condition", TEXT, "An SQL condition that is true of every row."));
    all.add(Field.of("name", TEXT, "What messages and the history call it."));
    all.add(
        Field.of("severity", Shape.oneOf("fail", "warn"), "Whether a load that breaks it fails.")
            .defaultsTo("fail"));
    all.add(Field.of("threshold", LIMIT, "How many rows may be wrong.").defaultsTo("0"));
    var check = new Fields(all, Map.of());
    return new Either(null, new Many(check), check);
  }
}
