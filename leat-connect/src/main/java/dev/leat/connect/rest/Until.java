package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PAGING_UNKNOWN;

import dev.leat.api.LeatException;
import java.util.List;
import java.util.Optional;

/** When counted pages end. */
sealed interface Until {
  /**
   * Whether another page follows.
   *
   * @param pages how many there were, this one included
   * @param seen how many records there were, as far as sizes tell
   * @param size of a page, 0 where it is not known
   */
  boolean goesOn(Page page, long pages, long seen, int size);

  List<JsonPath> values();

  String describe();

  /** After as many pages as an answer says. */
  record Pages(Place place) implements Until {
    @Override
    public boolean goesOn(Page page, long pages, long seen, int size) {
      return pages < place.number(page);
    }

    @Override
    public List<JsonPath> values() {
      return place.values();
    }

    @Override
    public String describe() {
      return "as many as " + place + " says";
    }
  }

  /** After as many records as an answer says. */
  record Records(Place place) implements Until {
    @Override
    public boolean goesOn(Page page, long pages, long seen, int size) {
      return page.elements() > 0 && seen < place.number(page);
    }

    @Override
    public List<JsonPath> values() {
      return place.values();
    }

    @Override
    public String describe() {
      return "as many records as " + place + " says";
    }
  }

  /** While a value says that there is more. */
  record NoMore(JsonPath more) implements Until {
    @Override
    public boolean goesOn(Page page, long pages, long seen, int size) {
      return page.value(more).filter(Scalar::isTruthy).isPresent();
    }

    @Override
    public List<JsonPath> values() {
      return List.of(more);
    }

    @Override
    public String describe() {
      return "while " + more + " says so";
    }
  }

  /**
   * At a page without records.
   *
   * @param orShort whether a page that is not full is the last
   */
  record Empty(boolean orShort) implements Until {
    @Override
    public boolean goesOn(Page page, long pages, long seen, int size) {
      if (page.wholeDocument()) {
        throw new LeatException(
            REST_PAGING_UNKNOWN,
            page.url() + " answered an object, and nothing says where its records are",
            "add 'records' to the feed, such as \"$.items[*]\", so that an empty page can be told");
      }
      return page.elements() > 0 && !(orShort && page.elements() < size);
    }

    @Override
    public List<JsonPath> values() {
      return List.of();
    }

    @Override
    public String describe() {
      return orShort ? "until a page is not full" : "until a page is empty";
    }
  }

  /** Where an answer says a number. */
  sealed interface Place {
    Optional<String> text(Page page);

    List<JsonPath> values();

    default long number(Page page) {
      String text = text(page).orElse("");
      if (!text.strip().matches("[0-9]{1,18}")) {
        throw new LeatException(
            REST_PAGING_UNKNOWN,
            page.url() + (text.isEmpty() ? " has no " + this : " has '" + text + "' in " + this),
            "correct 'page' of the feed: this should be a whole number");
      }
      return Long.parseLong(text.strip());
    }

    /** In the body. */
    record Body(JsonPath path) implements Place {
      @Override
      public Optional<String> text(Page page) {
        return page.value(path).map(Scalar::text);
      }

      @Override
      public List<JsonPath> values() {
        return List.of(path);
      }

      @Override
      public String toString() {
        return path.toString();
      }
    }

    /** In a header. */
    record Header(String name) implements Place {
      @Override
      public Optional<String> text(Page page) {
        return page.header(name);
      }

      @Override
      public List<JsonPath> values() {
        return List.of();
      }

      @Override
      public String toString() {
        return "the header " + name;
      }
    }
  }
}
