package dev.leat.connect.rest;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one answer says beside its records.
 *
 * @param url that was asked
 * @param headers by lower-case name
 * @param records how many there are
 * @param elements how many the outermost list of records has, which is what providers count: orders
 *     where the records are the lines of orders
 * @param wholeDocument whether the answer itself counts as the one record, since nothing says where
 *     records are
 * @param heads values near the top of the answer, by dotted path
 * @param values values that were asked for
 */
record Page(
    URI url,
    Map<String, List<String>> headers,
    long records,
    long elements,
    boolean wholeDocument,
    Map<String, Scalar> heads,
    Map<JsonPath, Scalar> values) {
  /** A value that is there and not null. */
  Optional<Scalar> value(JsonPath path) {
    Scalar value = values.get(path);
    if (value == null) {
      value = heads.get(path.dotted());
    }
    return Optional.ofNullable(value).filter(it -> it.kind() != Scalar.Kind.NULL);
  }

  Optional<Scalar> head(String dotted) {
    return Optional.ofNullable(heads.get(dotted)).filter(it -> it.kind() != Scalar.Kind.NULL);
  }

  /** A whole number. */
  OptionalLong number(String dotted) {
    return head(dotted).map(Scalar::text).filter(text -> text.matches("[0-9]{1,15}")).stream()
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  Optional<String> header(String name) {
    List<String> found = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return found.stream().findFirst();
  }
}
