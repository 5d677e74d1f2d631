package dev.leat.core.read;

import dev.leat.api.TableSchema;
import java.util.List;

/**
 * What the values of files say about their tables.
 *
 * @param shape of these files and of all before them; remember it once the load has committed
 * @param tables the root first, then its children
 * @param rejections the first of the files and records that cannot be parsed
 * @param change from the tables of the shape that was known
 * @param ambiguities what was decided without certainty, in sentences
 */
public record Inferred(
    Shape shape,
    List<TableSchema> tables,
    List<Rejection> rejections,
    SchemaChange change,
    List<String> ambiguities) {
  public Inferred {
    tables = List.copyOf(tables);
    rejections = List.copyOf(rejections);
    ambiguities = List.copyOf(ambiguities);
  }
}
