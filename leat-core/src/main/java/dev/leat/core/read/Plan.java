package dev.leat.core.read;

import dev.leat.api.ColumnType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one field are read: into a column, into columns below it, into a child table.
 *
 * <p>A field whose values are of several kinds has several parts; each value goes to the part that
 * takes its kind. Then it cannot be read from the provider's text as it is, and is rewritten.
 */
record Plan(@Nullable Leaf leaf, @Nullable Fields fields, @Nullable Items items) {
  /** Nothing but nulls was seen. */
  static final Plan NOTHING = new Plan(null, null, null);

  /**
   * One column.
   *
   * @param whole whether it also takes objects and arrays, as they are
   * @param type in which values are read
   * @param format of its dates, null where they are written as ISO 8601 says
   * @param checks what else is asked of its texts
   */
  record Leaf(
      String column,
      ColumnType type,
      boolean whole,
      @Nullable DateFormat format,
      List<Check> checks) {
    Leaf {
      checks = List.copyOf(checks);
    }

    Leaf(String column, ColumnType type) {
      this(column, type, false, null, List.of());
    }
  }

  /**
   * What a text must be.
   *
   * @param misfit makes the SQL of a text that is not, null where it is, of the SQL of a text
   */
  record Check(UnaryOperator<String> misfit, String reason) {}

  /** The fields of an object, by their names in the document. */
  record Fields(Map<String, Field> byName) {
    Fields {
      byName = Collections.unmodifiableMap(byName);
    }
  }

  /**
   * @param key in the staged structure; differs from the name where DuckDB would not take that
   */
  record Field(String key, Plan plan) {}

  /** The elements of arrays that become rows of a child table. */
  record Items(Plan element) {
    Items {
      Objects.requireNonNull(element);
    }
  }

  /** Keys of the parts of a field that has several. */
  static final String LEAF = "value";

  static final String FIELDS = "object";
  static final String ITEMS = "items";

  boolean isMixed() {
    return (leaf == null ? 0 : 1) + (fields == null ? 0 : 1) + (items == null ? 0 : 1) > 1;
  }

  /** The SQL that leads from a staged value to its part of this kind. */
  String part(String value, String kind) {
    return isMixed() ? Sql.field(value, kind) : value;
  }

  /** Whether documents must be rewritten before DuckDB can read them by this plan. */
  boolean rewrites() {
    return isMixed()
        || (items != null && items.element().rewrites())
        || (fields != null
            && fields.byName().entrySet().stream()
                .anyMatch(
                    field ->
                        !field.getKey().equals(field.getValue().key())
                            || field.getValue().plan().rewrites()));
  }

  /**
   * The structure for {@code json_transform}, as JSON.
   *
   * @param types the type in which a value of a column's type is staged
   */
  String structure(Function<ColumnType, String> types) {
    Map<String, String> parts = parts(types);
    return switch (parts.size()) {
      case 0 -> "\"JSON\"";
      case 1 -> parts.values().iterator().next();
      default -> object(parts);
    };
  }

  private Map<String, String> parts(Function<ColumnType, String> types) {
    var parts = new LinkedHashMap<String, String>();
    if (leaf != null) {
      parts.put(LEAF, structure(leaf, types));
    }
    if (fields != null) {
      parts.put(FIELDS, structure(fields, types));
    }
    if (items != null) {
      parts.put(ITEMS, "[" + items.element().structure(types) + "]");
    }
    return parts;
  }

  private static String structure(Leaf leaf, Function<ColumnType, String> types) {
    String type = Json.quoted(types.apply(leaf.type()));
    return leaf.type() instanceof ColumnType.ListOf ? "[" + type + "]" : type;
  }

  private static String structure(Fields fields, Function<ColumnType, String> types) {
    var members = new LinkedHashMap<String, String>();
    fields
        .byName()
        .values()
        .forEach(field -> members.put(field.key(), field.plan().structure(types)));
    return object(members);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> Json.quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
