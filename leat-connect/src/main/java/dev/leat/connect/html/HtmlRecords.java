package dev.leat.connect.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Finds the records of a web page by a rule; thread-safe. */
public final class HtmlRecords {
  /** Takes what is found, in the order of the page. */
  public interface Sink {
    /**
     * One record of texts.
     *
     * @param number from 0, records that cannot be read counted
     * @param names the same list for every record of a page
     * @param values by name, null where there is nothing
     */
    void row(long number, List<String> names, List<@Nullable String> values) throws IOException;

    /** One record that was JSON, on one line. */
    void document(long number, String json) throws IOException;

    /** A record that cannot be read. */
    void reject(long number, String value, String reason) throws IOException;
  }

  /** A page that is another one than was agreed; none of it can be read. */
  public static final class UnreadablePageException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadablePageException(String reason) {
      super(reason);
    }
  }

  private final HtmlRule rule;

  public HtmlRecords(HtmlRule rule) {
    this.rule = rule;
  }

  /**
   * Reads a page to its end.
   *
   * @throws UnreadablePageException before anything of it is in the sink
   */
  public void read(byte[] page, Sink sink) throws IOException {
    Markup markup = Markup.parse(page, rule.encoding());
    try {
      switch (rule.place()) {
        case HtmlRule.Place.Table table -> {
          List<Element> found = Tables.find(markup, table);
          if (!found.isEmpty()) {
            TableRecords.read(found.getFirst(), rule).pour(sink);
          }
        }
        case HtmlRule.Place.Elements elements ->
            ElementRecords.read(found(markup, elements.selector()), rule).pour(sink);
        case HtmlRule.Place.Script script ->
            ScriptRecords.read(found(markup, script.selector()), script, sink);
      }
    } catch (Broken broken) {
      throw new UnreadablePageException(broken.reason());
    }
  }

  private List<Element> found(Markup markup, String selector) throws Broken {
    List<Element> found = markup.find(part -> part.select(selector));
    if (found.isEmpty() && rule.place().absence() == HtmlRule.Absence.BROKEN) {
      throw new Broken("the page has no " + rule.place());
    }
    return found;
  }

  /** Everything that its records depend on, as stable text. */
  @Override
  public String toString() {
    return rule.toString();
  }

  /**
   * How many records a page has, those that cannot be read included; none where it has no place.
   *
   * <p>Of a page that has the place and is another one than was agreed, as many as stand there.
   */
  public long count(byte[] page) throws IOException {
    var counter = new Counter();
    try {
      read(page, counter);
    } catch (UnreadablePageException another) {
      return standing(Markup.parse(page, rule.encoding()));
    }
    return counter.records;
  }

  /**
   * How many different values a column of a page has; empty where it is another page than was
   * agreed.
   */
  public OptionalLong values(byte[] page, String column) throws IOException {
    var values = new Distinct(column);
    try {
      read(page, values);
    } catch (UnreadablePageException another) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(values.found.size());
  }

  /** Whether a page may be without the place, and then has no records. */
  public boolean isOptional() {
    return rule.place().absence() == HtmlRule.Absence.EMPTY;
  }

  /** Where records are, for messages. */
  public String place() {
    return rule.place().toString();
  }

  /** Whether a page has the place where records are, be they none. */
  public boolean isThere(byte[] page) {
    Markup markup = Markup.parse(page, rule.encoding());
    return switch (rule.place()) {
      case HtmlRule.Place.Table table -> !Tables.all(markup, table).isEmpty();
      case HtmlRule.Place.Elements elements ->
          !markup.find(part -> part.select(elements.selector())).isEmpty();
      case HtmlRule.Place.Script script ->
          !markup.find(part -> part.select(script.selector())).isEmpty();
    };
  }

  private long standing(Markup markup) {
    return switch (rule.place()) {
      case HtmlRule.Place.Table table ->
          Tables.all(markup, table).stream().mapToLong(TableRecords::rows).sum();
      case HtmlRule.Place.Elements elements ->
          markup.find(part -> part.select(elements.selector())).size();
      case HtmlRule.Place.Script script ->
          markup.find(part -> part.select(script.selector())).size();
    };
  }

  /** The records that can be read as JSON, each on a line. */
  public byte[] lines(byte[] page) throws IOException {
    var lines = new ByteArrayOutputStream();
    read(page, new JsonLines(lines));
    return lines.toByteArray();
  }

  private static final class Distinct implements Sink {
    private final String column;
    private final Set<String> found = new HashSet<>();

    Distinct(String column) {
      this.column = column;
    }

    @Override
    public void row(long number, List<String> names, List<@Nullable String> values) {
      int at = names.indexOf(column);
      String value = at < 0 ? null : values.get(at);
      if (value != null) {
        found.add(value);
      }
    }

    @Override
    public void document(long number, String json) {}

    @Override
    public void reject(long number, String value, String reason) {}
  }

  private static final class Counter implements Sink {
    private long records;

    @Override
    public void row(long number, List<String> names, List<@Nullable String> values) {
      records++;
    }

    @Override
    public void document(long number, String json) {
      records++;
    }

    @Override
    public void reject(long number, String value, String reason) {
      records++;
    }
  }
}
