package dev.leat.connect.xml;

import dev.leat.api.Place;
import dev.leat.api.RecordSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Makes a record of every element at a path. */
final class RecordReader implements XmlFormat.Visitor {
  /** The text of an element that has attributes or children too. */
  private static final String TEXT = "text";

  private static final int RECORD_MAX = 64 << 20;

  /** An element of a record that is open. */
  private record Open(
      List<String> path,
      Map<String, @Nullable Object> fields,
      Map<String, List<@Nullable Object>> lists,
      StringBuilder text) {
    /** An attribute and a child of the same name are told apart by a number. */
    void add(String name, @Nullable Object value) {
      String free = name;
      for (int i = 2; fields.containsKey(free); i++) {
        free = name + "_" + i;
      }
      fields.put(free, value);
    }

    void addTo(String name, @Nullable Object value) {
      List<@Nullable Object> list = lists.get(name);
      if (list == null) {
        list = new ArrayList<>();
        lists.put(name, list);
        add(name, list);
      }
      list.add(value);
    }
  }

  private final List<String> records;
  private final Set<List<String>> lists;
  private final RecordSink sink;
  private final Deque<String> path = new ArrayDeque<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private long line;
  private long size;

  RecordReader(List<String> records, Set<List<String>> lists, RecordSink sink) {
    this.records = records;
    this.lists = lists;
    this.sink = sink;
  }

  @Override
  public void start(XMLStreamReader xml) throws IOException {
    path.addLast(xml.getLocalName());
    boolean record = open.isEmpty() && path.size() == records.size() && isRecord();
    if (record) {
      line = xml.getLocation().getLineNumber();
      size = 0;
    }
    if (record || !open.isEmpty()) {
      var element =
          new Open(
              List.copyOf(path), new LinkedHashMap<>(), new LinkedHashMap<>(), new StringBuilder());
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        element.add(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        size += xml.getAttributeValue(i).length();
      }
      open.push(element);
      if (++size > RECORD_MAX) {
        throw new IOException("the record at line " + line + " is larger than 64 MB");
      }
    }
  }

  private boolean isRecord() {
    return new ArrayList<>(path).equals(records);
  }

  @Override
  public void text(String text) {
    if (!open.isEmpty()) {
      open.element().text().append(text);
      size += text.length();
    }
  }

  @Override
  public void end() throws IOException {
    String name = path.removeLast();
    if (open.isEmpty()) {
      return;
    }
    Open done = open.pop();
    Object value = value(done);
    if (!open.isEmpty() && lists.contains(done.path())) {
      open.element().addTo(name, value);
    } else if (!open.isEmpty()) {
      open.element().add(name, value);
    } else {
      sink.tree(new Place("line", line), done.fields());
    }
  }

  private @Nullable Object value(Open element) {
    String text = element.text().toString().strip();
    if (element.fields().isEmpty() && !open.isEmpty()) {
      return text.isEmpty() ? null : text;
    }
    if (!text.isEmpty()) {
      element.add(TEXT, text);
    }
    return element.fields();
  }
}
