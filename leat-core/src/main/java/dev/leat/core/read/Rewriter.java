package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes a record again in the structure that DuckDB is told to expect, and looks at each value.
 *
 * <p>Numbers on their way to text become text, JSON that stays JSON becomes text, and values of a
 * field that has several kinds go to the part of their kind: so nothing changes on the way.
 */
final class Rewriter {
  private final Layout layout;
  private final TableRequest.Mode mode;
  private final JsonParser in;
  private final JsonGenerator out;

  Rewriter(Layout layout, TableRequest.Mode mode, JsonParser in, JsonGenerator out) {
    this.layout = layout;
    this.mode = mode;
    this.in = in;
    this.out = out;
  }

  /** Writes the value that starts with this token. */
  void write(JsonToken token) throws Misfit {
    value(layout.plan(), token, "");
  }

  private void value(Plan plan, JsonToken token, String path) throws Misfit {
    if (token == JsonToken.VALUE_NULL) {
      out.writeNull();
      return;
    }
    String part = part(plan, token);
    if (part == null) {
      uncovered(token, path);
      out.writeNull();
      return;
    }
    if (plan.isMixed()) {
      out.writeStartObject();
      out.writeName(part);
    }
    part(plan, part, token, path);
    if (plan.isMixed()) {
      out.writeEndObject();
    }
  }

  /** Which part of a plan takes a value of this kind, null where none does. */
  private static @Nullable String part(Plan plan, JsonToken token) {
    if (token == JsonToken.START_OBJECT && plan.fields() != null) {
      return Plan.FIELDS;
    }
    if (token == JsonToken.START_ARRAY && plan.items() != null) {
      return Plan.ITEMS;
    }
    if (plan.leaf() == null) {
      return null;
    }
    boolean anything = plan.leaf().whole();
    boolean list = plan.leaf().type() instanceof ColumnType.ListOf;
    boolean takes =
        switch (token) {
          case START_OBJECT -> anything;
          case START_ARRAY -> anything || list;
          default -> !list;
        };
    return takes ? Plan.LEAF : null;
  }

  private void part(Plan plan, String part, JsonToken token, String path) throws Misfit {
    if (part.equals(Plan.FIELDS) && plan.fields() != null) {
      object(plan.fields(), path);
    } else if (part.equals(Plan.ITEMS) && plan.items() != null) {
      array(plan.items(), path);
    } else if (plan.leaf() != null) {
      leaf(plan.leaf(), token);
    }
  }

  private void object(Plan.Fields fields, String path) throws Misfit {
    out.writeStartObject();
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonToken token = in.nextToken();
      Plan.Field field = fields.byName().get(name);
      String below = path.isEmpty() ? name : path + "." + name;
      if (field == null) {
        uncovered(token, below);
      } else {
        out.writeName(field.key());
        value(field.plan(), token, below);
      }
    }
    out.writeEndObject();
  }

  private void array(Plan.Items items, String path) throws Misfit {
    out.writeStartArray();
    JsonToken token = in.nextToken();
    while (token != JsonToken.END_ARRAY) {
      value(items.element(), token, path + "[]");
      token = in.nextToken();
    }
    out.writeEndArray();
  }

  private void leaf(Plan.Leaf leaf, JsonToken token) throws Misfit {
    ColumnType type = leaf.type();
    boolean container = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    if (type instanceof ColumnType.ListOf list) {
      out.writeStartArray();
      JsonToken element = in.nextToken();
      while (element != JsonToken.END_ARRAY) {
        scalar(new Plan.Leaf(leaf.column(), list.element()), element);
        element = in.nextToken();
      }
      out.writeEndArray();
    } else if (type == Simple.JSON || container) {
      json(token);
    } else {
      scalar(leaf, token);
    }
  }

  private void json(JsonToken token) throws Misfit {
    if (!layout.rewrites()) {
      copy(token, out);
      return;
    }
    var text = new StringWriter();
    try (JsonGenerator nested = Json.generator(text)) {
      copy(token, nested);
    }
    out.writeString(text.toString());
  }

  private void copy(JsonToken first, JsonGenerator to) throws Misfit {
    int depth = 0;
    JsonToken token = first;
    while (true) {
      switch (token) {
        case START_OBJECT -> to.writeStartObject();
        case START_ARRAY -> to.writeStartArray();
        case END_OBJECT -> to.writeEndObject();
        case END_ARRAY -> to.writeEndArray();
        case PROPERTY_NAME -> to.writeName(Texts.wellFormed(in.getString(), null));
        case VALUE_STRING -> to.writeString(Texts.wellFormed(in.getString(), null));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(in.getString());
        case VALUE_NULL -> to.writeNull();
        default -> to.writeBoolean(token == JsonToken.VALUE_TRUE);
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return;
      }
      token = in.nextToken();
    }
  }

  private void scalar(Plan.Leaf leaf, JsonToken token) throws Misfit {
    if (token == JsonToken.VALUE_NULL) {
      out.writeNull();
      return;
    }
    if (token.isStructStart()) {
      throw new Misfit(
          leaf.column(), null, "an object or array is no " + SqlTypes.words(leaf.type()));
    }
    String text = in.getString();
    if (leaf.format() == null && !Fit.of(leaf.type(), token, text)) {
      throw new Misfit(leaf.column(), text, "not a value of type " + SqlTypes.words(leaf.type()));
    }
    boolean number = token.isNumeric() && leaf.type() != Simple.TEXT && leaf.format() == null;
    if (number) {
      out.writeNumber(text);
    } else {
      out.writeString(Texts.wellFormed(text, leaf.column()));
    }
  }

  /** Skips what no column covers; data among it is a misfit unless the table discards it. */
  private void uncovered(JsonToken first, String path) throws Misfit {
    String found = null;
    int depth = 0;
    JsonToken token = first;
    while (true) {
      if (token.isScalarValue() && token != JsonToken.VALUE_NULL && found == null) {
        found = in.getString();
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        break;
      }
      token = in.nextToken();
    }
    if (found != null && mode != TableRequest.Mode.DISCARD_COLUMN) {
      throw new Misfit(path, found, "the table has no column for it");
    }
  }
}
