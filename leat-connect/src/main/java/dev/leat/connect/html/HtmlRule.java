package dev.leat.connect.html;

import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a page's records are.
 *
 * @param columns of a record, by name; of a table, empty for all that it has
 * @param others whether columns of a table that are not named come along under their own names
 * @param drop records that are none, by column: texts, with {@code *} for anything
 * @param fill columns that keep the value above where they have none, and what the first has then
 * @param encoding of pages whose bytes are not UTF-8, whatever they claim
 */
public record HtmlRule(
    Place place,
    Map<String, ValuePath> columns,
    Others others,
    Map<String, List<Glob>> drop,
    Map<String, String> fill,
    Optional<Charset> encoding) {
  /** What becomes of columns that no one named. */
  enum Others {
    KEEP,
    DROP
  }

  /** Where records are. */
  sealed interface Place {
    /** The rows of a table. */
    record Table(By by, List<String> texts, Absence absence) implements Place {
      @Override
      public String toString() {
        return "table with "
            + by.name().toLowerCase(Locale.ROOT)
            + " '"
            + String.join("', '", texts)
            + "'";
      }
    }

    /** Elements that a selector finds. */
    record Elements(String selector, Absence absence) implements Place {
      @Override
      public String toString() {
        return "element '" + selector + "'";
      }
    }

    /** JSON in scripts that a selector finds. */
    record Script(String selector, RecordsPath records, Absence absence) implements Place {
      @Override
      public String toString() {
        return "script '" + selector + "'";
      }
    }

    Absence absence();
  }

  /** What tells a table from others. */
  enum By {
    ID,
    CAPTION,
    /** Texts that all stand in its header. */
    HEADER,
    SELECTOR
  }

  /** What it means that a page does not have the place. */
  enum Absence {
    /** It is another page than was agreed. */
    BROKEN,
    /** It has no records. */
    EMPTY
  }

  public HtmlRule {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    drop = Collections.unmodifiableMap(new LinkedHashMap<>(drop));
    fill = Collections.unmodifiableMap(new LinkedHashMap<>(fill));
  }
}
