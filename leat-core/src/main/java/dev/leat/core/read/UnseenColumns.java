package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.LeatException;
import dev.leat.core.read.TableRequest.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Columns that a project declares and no record has a value in: those with a default are constant,
 * and those of a known type are there for the project's own SQL.
 */
final class UnseenColumns {
  private final TableRequest request;
  private final TablePlan root;
  private final Map<String, String> lacks;
  private final List<String> oddities = new ArrayList<>();

  private UnseenColumns(TableRequest request, TablePlan root, Map<String, String> lacks) {
    this.request = request;
    this.root = root;
    this.lacks = lacks;
  }

  /**
   * Adds them to the root.
   *
   * @param seen declared names that fields have
   * @param keys names of the dataset's keys, which always have values
   * @param lacks forgets columns that now have a value
   * @return what a person should know, in sentences
   */
  static List<String> add(
      TableRequest request,
      TablePlan root,
      Set<String> seen,
      Set<String> keys,
      Map<String, String> lacks) {
    var unseen = new UnseenColumns(request, root, lacks);
    boolean any = !root.columns().isEmpty();
    new TreeMap<>(request.columns())
        .forEach(
            (name, declared) -> {
              boolean key = keys.contains(Names.fitting(Names.normal(name)));
              if (key && declared.isMasked() && !seen.contains(name)) {
                throw keyMasked(name, request);
              }
              if (!key && !seen.contains(name)) {
                unseen.add(name, declared, any);
              }
            });
    return unseen.oddities;
  }

  private static LeatException keyMasked(String name, TableRequest request) {
    return new LeatException(
        ReadError.MASK_UNREACHABLE,
        "'%s' is a key of the datasets that table %s is made of, by which its files are known, and"
                .formatted(name, request.name())
            + " cannot be masked",
        "mask it in the source, or leave out its mask");
  }

  private void add(String name, Declared declared, boolean any) {
    Values values = declared.values();
    Optional<ColumnType> read =
        declared
            .readType()
            .or(() -> Optional.ofNullable(values.fallback()).flatMap(it -> it.evidence().type()));
    boolean asked = request.shaping().readsColumns();
    boolean nested = name.contains(".") || name.contains(Names.SEPARATOR);
    if (!nested && read.isPresent() && (values.fallback() != null || asked)) {
      addColumn(name, declared, declared.columnType(read.get()));
    } else if (declared.isMasked() && any) {
      oddities.add(
          "no record of table "
              + root.name()
              + " has a value in "
              + name
              + ", which is to be masked");
    }
  }

  private void addColumn(String name, Declared declared, ColumnType type) {
    Values values = declared.values();
    String column = Names.fitting(declared.name() == null ? Names.normal(name) : declared.name());
    declared.refuseUnfit(type, column, root.name());
    if (root.has(column)) {
      throw LayoutBuilder.collision(
          name, column, "the column " + column + " of table " + root.name());
    }
    root.add(
        new Column(column, type),
        values.readsText()
            ? values.ofText("CAST(NULL AS VARCHAR)", type, declared.format())
            : values.filled("CAST(NULL AS " + SqlTypes.of(type) + ")", type));
    if (values.fallback() != null) {
      lacks.remove(name);
    }
  }
}
