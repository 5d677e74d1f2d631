package dev.leat.connect.html;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** Finds the one table that a rule means. */
final class Tables {
  private Tables() {}

  /** The table; none where the page may be without it. */
  static List<Element> find(Markup markup, HtmlRule.Place.Table place) throws Broken {
    List<Element> found = all(markup, place);
    if (found.isEmpty()) {
      if (place.absence() == HtmlRule.Absence.EMPTY) {
        return found;
      }
      throw new Broken("the page has no " + place);
    }
    Element first = found.getFirst();
    for (Element other : found.subList(1, found.size())) {
      if (!other.text().equals(first.text())) {
        throw new Broken(
            "the page has " + found.size() + " of a " + place + ", and they are not the same");
      }
    }
    return List.of(first);
  }

  /** Every table of the page that a rule could mean. */
  static List<Element> all(Markup markup, HtmlRule.Place.Table place) {
    return markup.find(part -> search(part, place));
  }

  private static List<Element> search(Element part, HtmlRule.Place.Table place) {
    String text = place.texts().getFirst();
    return switch (place.by()) {
      case ID -> tables(part.getElementsByAttributeValue("id", text));
      case SELECTOR -> tables(part.select(text));
      case CAPTION -> {
        Glob caption = Glob.of(text);
        yield part.select("table > caption").stream()
            .filter(it -> caption.matches(it.text()))
            .map(Element::parent)
            .toList();
      }
      case HEADER ->
          part.select("table").stream().filter(table -> has(table, place.texts())).toList();
    };
  }

  /** Those that are tables, and the tables in those that are not. */
  private static List<Element> tables(List<Element> found) {
    List<Element> tables = new ArrayList<>();
    for (Element element : found) {
      if (element.normalName().equals("table")) {
        tables.add(element);
      } else {
        tables.addAll(element.select("table"));
      }
    }
    return tables;
  }

  private static boolean has(Element table, List<String> texts) {
    try {
      Header header = TableRecords.header(table);
      return texts.stream().allMatch(header::has);
    } catch (Broken tooLarge) {
      return false;
    }
  }
}
