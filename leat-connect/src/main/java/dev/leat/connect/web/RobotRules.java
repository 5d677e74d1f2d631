package dev.leat.connect.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a robots.txt says to one robot, as RFC 9309 has it: the group that names it, else the one
 * for all; the longest path that matches decides, and of two that are as long the one that allows.
 *
 * @param delay between two requests, as {@code Crawl-delay} asks; zero where it does not
 */
record RobotRules(List<Rule> rules, Duration delay) {
  /**
   * A line of a group.
   *
   * @param parts what stands between the stars
   * @param isWhole whether nothing may follow
   */
  record Rule(Verdict verdict, String path, List<String> parts, boolean isWhole) {
    static Rule of(Verdict verdict, String path) {
      boolean whole = path.endsWith("$");
      String text = whole ? path.substring(0, path.length() - 1) : path;
      return new Rule(verdict, path, List.of(text.split("\\*", -1)), whole);
    }

    /** Each part at its first place: there is nothing to go back for, whatever a site writes. */
    boolean matches(String asked) {
      String first = parts.getFirst();
      if (parts.size() == 1) {
        return isWhole ? asked.equals(first) : asked.startsWith(first);
      }
      int at = asked.startsWith(first) ? first.length() : -1;
      for (int i = 1; i < parts.size() - 1 && at >= 0; i++) {
        int found = asked.indexOf(parts.get(i), at);
        at = found < 0 ? -1 : found + parts.get(i).length();
      }
      String last = parts.getLast();
      boolean ends = asked.length() - at >= last.length() && asked.endsWith(last);
      return at >= 0 && (isWhole ? ends : asked.indexOf(last, at) >= 0);
    }
  }

  /** Whether a path is free. */
  enum Verdict {
    ALLOW,
    DISALLOW
  }

  static final RobotRules FREE = new RobotRules(List.of(), Duration.ZERO);

  private static final long DELAY_MAX = 3600;

  /** Lines under one or more names. */
  private static final class Group {
    private final List<String> names = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private Duration delay = Duration.ZERO;
    private boolean begun;
  }

  /**
   * @param robot its name, in lower case
   */
  static RobotRules parse(String text, String robot) {
    List<Group> groups = groups(text);
    List<Group> named = groups.stream().filter(group -> group.names.contains(robot)).toList();
    List<Group> heeded =
        named.isEmpty()
            ? groups.stream().filter(group -> group.names.contains("*")).toList()
            : named;
    List<Rule> rules = heeded.stream().flatMap(group -> group.rules.stream()).toList();
    Duration delay =
        heeded.stream().map(group -> group.delay).max(Duration::compareTo).orElse(Duration.ZERO);
    return new RobotRules(rules, delay);
  }

  private static List<Group> groups(String text) {
    List<Group> groups = new ArrayList<>();
    for (String line : text.replace("\uFEFF", "").lines().toList()) {
      String rule = line.replaceFirst("#.*", "");
      int colon = rule.indexOf(':');
      if (colon >= 0) {
        String key = rule.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        take(key, rule.substring(colon + 1).strip(), groups);
      }
    }
    return groups;
  }

  private static void take(String field, String value, List<Group> groups) {
    if (field.equals("user-agent")) {
      if (groups.isEmpty() || groups.getLast().begun) {
        groups.add(new Group());
      }
      groups.getLast().names.add(value.toLowerCase(Locale.ROOT));
      return;
    }
    if (groups.isEmpty()) {
      return;
    }
    Group group = groups.getLast();
    switch (field) {
      case "allow", "disallow" -> {
        group.begun = true;
        if (!value.isEmpty()) {
          group.rules.add(Rule.of(Verdict.valueOf(field.toUpperCase(Locale.ROOT)), value));
        }
      }
      case "crawl-delay" -> {
        group.begun = true;
        group.delay = delay(value);
      }
      default -> {}
    }
  }

  private static Duration delay(String value) {
    return value.matches("[0-9]{1,5}(\\.[0-9]{1,3})?")
        ? Duration.ofMillis((long) (1000 * Math.min(DELAY_MAX, Double.parseDouble(value))))
        : Duration.ZERO;
  }

  /**
   * @param path with its query
   */
  boolean allows(String path) {
    Rule longest = null;
    for (Rule rule : rules) {
      if (!rule.matches(path)) {
        continue;
      }
      int more = longest == null ? 1 : rule.path().length() - longest.path().length();
      if (more > 0 || (more == 0 && rule.verdict() == Verdict.ALLOW)) {
        longest = rule;
      }
    }
    return longest == null || longest.verdict() == Verdict.ALLOW;
  }
}
