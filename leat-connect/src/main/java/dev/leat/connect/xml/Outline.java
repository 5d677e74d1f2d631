package dev.leat.connect.xml;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;

/** Which elements a file has, and which of them repeat within one parent. */
final class Outline implements XmlFormat.Visitor {
  private static final int SHOWN_MAX = 10;
  private static final int DEPTH_MAX = 200;

  /** An element that is open, with how often each child was seen in it. */
  private record Open(List<String> path, Map<String, Integer> children) {}

  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<List<String>, Long> counts = new LinkedHashMap<>();
  private final Set<List<String>> repeated = new HashSet<>();
  private final Set<List<String>> parents = new HashSet<>();

  @Override
  public void start(XMLStreamReader xml) throws IOException {
    String name = xml.getLocalName();
    var path = new ArrayList<String>();
    Open parent = open.peek();
    if (parent != null) {
      path.addAll(parent.path());
      parents.add(parent.path());
      if (parent.children().merge(name, 1, Integer::sum) == 2) {
        repeated.add(below(parent.path(), name));
      }
    }
    path.add(name);
    if (path.size() > DEPTH_MAX) {
      throw new IOException("elements lie more than " + DEPTH_MAX + " deep");
    }
    List<String> found = List.copyOf(path);
    counts.merge(found, 1L, Long::sum);
    if (xml.getAttributeCount() > 0) {
      parents.add(found);
    }
    open.push(new Open(found, new HashMap<>()));
  }

  @Override
  public void text(String text) {
    // only elements matter
  }

  @Override
  public void end() {
    open.pop();
  }

  private static List<String> below(List<String> path, String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  boolean has(List<String> path) {
    return counts.containsKey(path);
  }

  List<String> some() {
    return counts.keySet().stream().limit(SHOWN_MAX).map(path -> String.join("/", path)).toList();
  }

  /**
   * The children of the root where all are of one name, else what repeats nearest to it and most
   * often, else the root.
   */
  List<String> records() {
    List<List<String>> children = counts.keySet().stream().filter(it -> it.size() == 2).toList();
    if (children.size() == 1 && parents.contains(children.getFirst())) {
      return children.getFirst();
    }
    return repeated.stream()
        .min(
            Comparator.<List<String>>comparingInt(List::size)
                .thenComparingLong(path -> -counts.getOrDefault(path, 0L))
                .thenComparing(path -> String.join("/", path)))
        .orElseGet(() -> counts.keySet().iterator().next());
  }

  /** The elements that are lists: those that repeat, and those that somebody says are lists. */
  Set<List<String>> lists(List<String> stated) {
    var lists = new HashSet<>(repeated);
    for (List<String> path : counts.keySet()) {
      String whole = String.join("/", path);
      if (stated.stream().anyMatch(it -> whole.equals(it) || whole.endsWith("/" + it))) {
        lists.add(path);
      }
    }
    return lists;
  }
}
