package dev.leat.connect.html;

import dev.leat.api.Option;
import dev.leat.api.Option.Kind;
import dev.leat.api.Settings;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What leat.yaml can say of the records of web pages. */
public final class HtmlOptions {
  /** The options, wherever they stand. */
  public static final List<Option> ALL =
      List.of(
          Option.sections(
                  "table",
                  "The table whose rows are the records.",
                  Option.of("id", Kind.TEXT, "Its id, or the id of what is around it."),
                  Option.of("caption", Kind.TEXT, "Its caption; * stands for anything."),
                  Option.of("header", Kind.TEXTS, "Texts that all stand in its header."),
                  Option.of("css", Kind.TEXT, "A selector."),
                  optional("Whether a page without it has no records, instead of being broken."))
              .orJust("id"),
          Option.sections(
                  "select",
                  "Elements that are the records.",
                  Option.of("css", Kind.TEXT, "A selector.").mandatory(),
                  optional("Whether a page without them has no records."))
              .orJust("css"),
          Option.sections(
                  "json",
                  "JSON in the page that holds the records.",
                  Option.of("script", Kind.TEXT, "ld+json, __NEXT_DATA__, or a selector.")
                      .mandatory(),
                  Option.of("records", Kind.TEXT, "Where the records are, such as $.items[*]."),
                  optional("Whether a page without it has no records."))
              .orJust("script"),
          Option.of("columns", Kind.NAMED_TEXTS, "Columns, and where their values stand."),
          Option.of("others", Kind.BOOLEAN, "Whether the table's other columns come along, too.")
              .defaultsTo("false"),
          Option.of("drop", Kind.NAMED_TEXTS, "Rows that are none, by what a column says."),
          Option.of(
              "fill",
              Kind.NAMED_TEXTS,
              "Columns that keep the value above where they have none, and the first one's."),
          Option.of(
              "encoding",
              Kind.TEXT,
              "How letters are written, where neither bytes nor page say so: windows-1250."));

  private static final Map<String, String> SCRIPTS =
      Map.of(
          "ld+json", "script[type^=application/ld+json]",
          "__NEXT_DATA__", "script#__NEXT_DATA__");

  private HtmlOptions() {}

  private static Option optional(String description) {
    return Option.of("optional", Kind.BOOLEAN, description).defaultsTo("false");
  }

  /** Reads them; the first table that has a header is meant where they say nothing. */
  public static HtmlRule read(Settings settings) {
    List<HtmlRule.Place> places = new ArrayList<>();
    settings.sections("table").forEach(table -> places.add(table(table)));
    settings.sections("select").forEach(select -> places.add(elements(select)));
    settings.sections("json").forEach(json -> places.add(script(json)));
    if (places.size() > 1) {
      throw settings.invalid(
          "table",
          "Records are rows of one table, elements or JSON.",
          "Keep one of 'table', 'select' and 'json'.");
    }
    HtmlRule.Place place =
        places.isEmpty()
            ? new HtmlRule.Place.Table(
                HtmlRule.By.SELECTOR, List.of("table"), HtmlRule.Absence.BROKEN)
            : places.getFirst();
    Map<String, ValuePath> columns = columns(settings);
    if (place instanceof HtmlRule.Place.Elements && columns.isEmpty()) {
      throw settings.invalid(
          "columns",
          "Elements have no columns of their own.",
          "Name them: columns: {title: h2, link: a@href}.");
    }
    Map<String, List<Glob>> drop = new LinkedHashMap<>();
    settings
        .namedTexts("drop")
        .forEach((column, texts) -> drop.put(column, texts.stream().map(Glob::of).toList()));
    HtmlRule.Others others =
        settings.bool("others").orElse(false) ? HtmlRule.Others.KEEP : HtmlRule.Others.DROP;
    check(place, settings, columns, drop);
    Map<String, String> fill = new LinkedHashMap<>();
    settings
        .namedTexts("fill")
        .forEach((column, texts) -> fill.put(column, String.join("", texts)));
    boolean all = !columns.isEmpty() && others == HtmlRule.Others.DROP;
    check(settings, "fill", all ? columns.keySet() : fill.keySet(), fill.keySet());
    return new HtmlRule(place, columns, others, drop, fill, encoding(settings));
  }

  private static void check(
      HtmlRule.Place place,
      Settings settings,
      Map<String, ValuePath> columns,
      Map<String, List<Glob>> drop) {
    if (place instanceof HtmlRule.Place.Script) {
      for (String option : List.of("columns", "drop", "fill", "others")) {
        boolean isThere =
            option.equals("others")
                ? settings.bool(option).orElse(false)
                : !settings.namedTexts(option).isEmpty();
        if (isThere) {
          throw settings.invalid(
              option,
              "Records that are JSON have columns of their own.",
              "Take out '"
                  + option
                  + "'; the table's 'columns', 'sql' and 'where' choose among"
                  + " them.");
        }
      }
    }
    if (place instanceof HtmlRule.Place.Elements) {
      check(settings, "drop", columns.keySet(), drop.keySet());
    }
  }

  private static void check(
      Settings settings, String option, Set<String> columns, Set<String> named) {
    for (String column : named) {
      if (!columns.contains(column)) {
        throw settings.invalid(
            option,
            "'" + option + "' names '" + column + "', which is no column.",
            "There are these: " + String.join(", ", columns) + ".");
      }
    }
  }

  private static Optional<Charset> encoding(Settings settings) {
    return settings
        .text("encoding")
        .map(
            name -> {
              try {
                return Charset.forName(name);
              } catch (IllegalArgumentException unknown) {
                throw settings.invalid(
                    "encoding",
                    "'" + name + "' is no encoding.",
                    "Write a name such as utf-8, windows-1250 or shift_jis.");
              }
            });
  }

  private static HtmlRule.Place table(Settings table) {
    Map<HtmlRule.By, List<String>> ways = new LinkedHashMap<>();
    table.text("id").ifPresent(id -> ways.put(HtmlRule.By.ID, List.of(id)));
    table.text("caption").ifPresent(text -> ways.put(HtmlRule.By.CAPTION, List.of(text)));
    table.text("css").ifPresent(css -> ways.put(HtmlRule.By.SELECTOR, List.of(css)));
    List<String> header = table.texts("header");
    if (!header.isEmpty()) {
      ways.put(HtmlRule.By.HEADER, header);
    }
    if (ways.size() != 1) {
      throw table.invalid(
          "id",
          "The table is not told from others in one way.",
          "Write one of 'id', 'caption', 'header' and 'css'.");
    }
    Map.Entry<HtmlRule.By, List<String>> way = ways.entrySet().iterator().next();
    if (way.getKey() == HtmlRule.By.SELECTOR) {
      selector(table, "css", way.getValue().getFirst());
    }
    return new HtmlRule.Place.Table(way.getKey(), way.getValue(), absence(table));
  }

  private static HtmlRule.Place elements(Settings select) {
    return new HtmlRule.Place.Elements(
        selector(select, "css", select.text("css").orElseThrow()), absence(select));
  }

  private static HtmlRule.Place script(Settings json) {
    String name = json.text("script").orElseThrow();
    RecordsPath records =
        json.text("records")
            .map(text -> parsed(json, "records", text, RecordsPath::parse))
            .orElse(RecordsPath.AUTOMATIC);
    return new HtmlRule.Place.Script(
        selector(json, "script", SCRIPTS.getOrDefault(name, name)), records, absence(json));
  }

  private static HtmlRule.Absence absence(Settings place) {
    return place.bool("optional").orElse(false) ? HtmlRule.Absence.EMPTY : HtmlRule.Absence.BROKEN;
  }

  private static String selector(Settings settings, String option, String css) {
    return parsed(settings, option, css, text -> Markup.selector(text));
  }

  private static Map<String, ValuePath> columns(Settings settings) {
    Map<String, ValuePath> columns = new LinkedHashMap<>();
    settings
        .namedTexts("columns")
        .forEach(
            (name, texts) ->
                columns.put(
                    name, parsed(settings, "columns", String.join(", ", texts), ValuePath::parse)));
    return columns;
  }

  private static <T> T parsed(
      Settings settings, String option, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw settings.invalid(
          option,
          Optional.ofNullable(wrong.getMessage()).orElse(text) + ".",
          "The manual's page on web pages says what can stand here.");
    }
  }
}
