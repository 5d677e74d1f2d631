package dev.leat.connect.html;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/** A parsed page; what it does not show, since it stands in comments, is parsed when needed. */
final class Markup {
  private final Document page;
  private @Nullable List<Document> comments;

  private Markup(Document page) {
    this.page = page;
  }

  static Markup parse(byte[] bytes, Optional<Charset> encoding) {
    return new Markup(Jsoup.parse(Charsets.text(bytes, encoding)));
  }

  /**
   * A selector as it was, once it is known to be one.
   *
   * @throws IllegalArgumentException with the reason where it is none
   */
  static String selector(String css) {
    try {
      QueryParser.parse(css);
      return css;
    } catch (Selector.SelectorParseException wrong) {
      throw new IllegalArgumentException(
          "'" + css + "' is no selector: " + wrong.getMessage(), wrong);
    }
  }

  /** What a search finds in the page; where that is nothing, in its comments. */
  List<Element> find(Function<Element, List<Element>> search) {
    List<Element> shown = search.apply(page);
    if (!shown.isEmpty()) {
      return shown;
    }
    List<Element> hidden = new ArrayList<>();
    comments().forEach(comment -> hidden.addAll(search.apply(comment)));
    return hidden;
  }

  /** All that it shows. */
  String text() {
    return page.text();
  }

  private List<Document> comments() {
    List<Document> known = comments;
    if (known == null) {
      known = new ArrayList<>();
      collect(page, known);
      comments = known;
    }
    return known;
  }

  private static void collect(Node node, List<Document> into) {
    node.nodeStream(Comment.class)
        .map(Comment::getData)
        .filter(text -> text.contains("</") && text.contains("<"))
        .forEach(text -> into.add(Jsoup.parseBodyFragment(text)));
  }
}
