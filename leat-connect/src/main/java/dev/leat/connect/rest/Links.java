package dev.leat.connect.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code Link} headers, as RFC 8288 has them. */
final class Links {
  /** A parameter, whose value may be quoted and then hold commas and semicolons. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\s*+;\\s*+(?<name>[^\\s=;,\"<]++)?\\s*+"
              + "(?:=\\s*+(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\"|(?<plain>[^\\s;,\"]*+)))?");

  private static final Pattern ADDRESS = Pattern.compile("<([^>]*)>");

  private Links() {}

  /** Where the next page is. */
  static Optional<String> next(List<String> headers) {
    for (String header : headers) {
      Matcher address = ADDRESS.matcher(header);
      for (int at = 0; address.find(at); ) {
        Matcher parameter = PARAMETER.matcher(header).region(address.end(), header.length());
        at = address.end();
        boolean isNext = false;
        while (parameter.lookingAt()) {
          isNext |= isNext(parameter);
          at = parameter.end();
          parameter.region(at, header.length());
        }
        if (isNext) {
          return Optional.of(address.group(1).strip());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNext(Matcher parameter) {
    String quoted = parameter.group("quoted");
    String relations = quoted == null ? parameter.group("plain") : quoted;
    return "rel".equalsIgnoreCase(parameter.group("name"))
        && relations != null
        && List.of(relations.toLowerCase(Locale.ROOT).strip().split("\\s+")).contains("next");
  }
}
