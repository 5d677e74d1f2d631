package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PAGING_UNKNOWN;

import dev.leat.api.LeatException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How to get from one page of an answer to the next. */
sealed interface Paging {
  /** The request for a page. */
  Call ask(Call first, Position at);

  /** The page after this one, empty where this is the last. */
  Optional<Position> next(Page page, Position at);

  /** Values of the answer's body that it needs. */
  List<JsonPath> values();

  /** One line for people. */
  String describe();

  /** One answer is all. */
  record Single() implements Paging {
    @Override
    public Call ask(Call first, Position at) {
      return first;
    }

    @Override
    public Optional<Position> next(Page page, Position at) {
      return Optional.empty();
    }

    @Override
    public List<JsonPath> values() {
      return List.of();
    }

    @Override
    public String describe() {
      return "a single page";
    }
  }

  /** Nothing is said: the first answer decides. */
  record Detected() implements Paging {
    @Override
    public Call ask(Call first, Position at) {
      return first;
    }

    @Override
    public Optional<Position> next(Page page, Position at) {
      throw new IllegalStateException("the first page decides on another kind");
    }

    @Override
    public List<JsonPath> values() {
      return List.of();
    }

    @Override
    public String describe() {
      return "as the first answer shows";
    }
  }

  /** A parameter of the request. */
  record Parameter(Call.Place place, String name) {
    Call set(Call call, String value, boolean isNumber) {
      return call.with(place, name, value, isNumber);
    }

    @Override
    public String toString() {
      return name + (place == Call.Place.BODY ? " in the body" : "");
    }
  }

  /**
   * Pages that are counted, by number or by the records before them.
   *
   * @param by how far the count goes on with each page
   * @param size sent with every request, where it has a parameter; 0 where nothing is known
   */
  record Counted(
      Parameter parameter,
      Unit by,
      long first,
      @Nullable Parameter sizeParameter,
      int size,
      Until until)
      implements Paging {
    enum Unit {
      PAGES,
      RECORDS
    }

    @Override
    public Call ask(Call first, Position at) {
      Call sized =
          sizeParameter == null ? first : sizeParameter.set(first, String.valueOf(size), true);
      return parameter.set(sized, String.valueOf(at.numberOr(this.first)), true);
    }

    @Override
    public Optional<Position> next(Page page, Position at) {
      long number = at.numberOr(first);
      long pages = number - first + 1;
      long seen = by == Unit.PAGES ? pages * size : number - first + page.elements();
      if (!until.goesOn(page, pages, seen, size)) {
        return Optional.empty();
      }
      return Optional.of(Position.number(number + (by == Unit.PAGES ? 1 : step(page))));
    }

    /** By what came, not by what was asked for: a provider may give fewer, and nothing is lost. */
    private long step(Page page) {
      return page.elements() > 0 ? page.elements() : Math.max(size, 1);
    }

    @Override
    public List<JsonPath> values() {
      return until.values();
    }

    @Override
    public String describe() {
      String what = by == Unit.PAGES ? "page number " : "offset ";
      return what + parameter + ", " + until.describe();
    }
  }

  /**
   * A cursor that each answer gives for the next request.
   *
   * @param path in the body, or null where it is in a header
   * @param more a value that says whether there is more, or null
   */
  record Tokens(
      Parameter parameter,
      @Nullable JsonPath path,
      @Nullable String header,
      @Nullable JsonPath more)
      implements Paging {
    @Override
    public Call ask(Call first, Position at) {
      return at.isFirst()
          ? first
          : parameter.set(first, at.text(), at.kind() == Position.Kind.DIGITS);
    }

    @Override
    public Optional<Position> next(Page page, Position at) {
      if (more != null && page.value(more).filter(Scalar::isTruthy).isEmpty()) {
        return Optional.empty();
      }
      Optional<Position> token =
          path != null
              ? page.value(path).filter(Scalar::isTruthy).map(Position::token)
              : page.header(header == null ? "" : header)
                  .filter(text -> !text.isBlank())
                  .map(Position::token);
      if (token.isEmpty() && more != null) {
        throw new LeatException(
            REST_PAGING_UNKNOWN,
            page.url() + " says that there is more, but has no " + (path == null ? header : path),
            "correct 'page' of the feed");
      }
      return token;
    }

    @Override
    public List<JsonPath> values() {
      return Stream.of(path, more).filter(it -> it != null).toList();
    }

    @Override
    public String describe() {
      return "cursor " + (path == null ? "header " + header : path) + " sent as " + parameter;
    }
  }

  /**
   * An address that each answer gives.
   *
   * @param path in the body, or null for the Link header
   */
  record Addresses(@Nullable JsonPath path) implements Paging {
    @Override
    public Call ask(Call first, Position at) {
      return first;
    }

    @Override
    public Optional<Position> next(Page page, Position at) {
      Optional<String> url =
          path == null
              ? Links.next(page.headers().getOrDefault("link", List.of()))
              : page.value(path).filter(Scalar::isTruthy).map(Scalar::text);
      return url.map(Position::address);
    }

    @Override
    public List<JsonPath> values() {
      return path == null ? List.of() : List.of(path);
    }

    @Override
    public String describe() {
      return path == null ? "next link in the header Link" : "next address in " + path;
    }
  }
}
