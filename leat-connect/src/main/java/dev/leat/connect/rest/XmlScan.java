package dev.leat.connect.rest;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One pass over an XML document: counts records, and picks values on the way.
 *
 * <p>Paths are those of JSON: elements by their local names, from the root down, attributes with an
 * at sign ({@code $.feed.entry[*]}, {@code $.feed.link.@href}). No document type declaration is
 * accepted, so no entity but XML's own five can be there, and nothing is ever fetched.
 */
final class XmlScan {
  /** A record as far as a cursor needs it. */
  record Entry(String hash, @Nullable Scalar value) implements Watermark.Entry {}

  private static final int HASH_BYTES = 8;

  private final List<String> records;
  private final List<String> outermost;
  private final List<List<String>> fields;
  private final List<List<String>> values;
  private final List<String> open = new ArrayList<>();
  private final List<StringBuilder> texts = new ArrayList<>();
  private final @Nullable Scalar[] found;
  private @Nullable Scalar[] inRecord;
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable MessageDigest record;
  private boolean isThere;
  private long elements;

  private XmlScan(Scan.Wanted wanted) {
    this.records = wanted.records().map(XmlScan::names).orElse(List.of());
    this.outermost = wanted.records().map(XmlScan::outermost).orElse(List.of());
    this.fields = wanted.fields().stream().map(XmlScan::names).toList();
    this.values = wanted.values().stream().map(XmlScan::names).toList();
    this.found = new Scalar[values.size()];
    this.inRecord = new Scalar[fields.size()];
  }

  private static List<String> names(JsonPath path) {
    return path.steps().stream()
        .filter(JsonPath.Step.Field.class::isInstance)
        .map(step -> ((JsonPath.Step.Field) step).name())
        .toList();
  }

  private static List<String> outermost(JsonPath records) {
    int list = records.firstEach();
    return list < 0 ? List.of() : names(new JsonPath(records.steps().subList(0, list)));
  }

  /** Reads a document to its end. */
  static XmlScan of(byte[] body, Scan.Wanted wanted) throws XMLStreamException {
    var scan = new XmlScan(wanted);
    XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(body));
    try {
      while (xml.hasNext()) {
        scan.take(xml, xml.next());
      }
    } finally {
      xml.close();
    }
    return scan;
  }

  /** Made for each document: a factory is not thread-safe. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  private void take(XMLStreamReader xml, int event) throws XMLStreamException {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> enter(xml);
      case XMLStreamConstants.END_ELEMENT -> leave();
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
        texts.getLast().append(xml.getText());
        hash(xml.getText());
      }
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw new XMLStreamException("it declares a document type of its own", xml.getLocation());
      default -> {}
    }
  }

  private void enter(XMLStreamReader xml) {
    open.add(xml.getLocalName());
    texts.add(new StringBuilder());
    elements += !outermost.isEmpty() && open.equals(outermost) ? 1 : 0;
    isThere |= open.equals(records.subList(0, Math.max(0, records.size() - 1)));
    if (record == null && open.equals(records)) {
      isThere = true;
      record = sha256();
      inRecord = new Scalar[fields.size()];
    }
    hash("<" + xml.getLocalName());
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = "@" + xml.getAttributeLocalName(i);
      hash(name + "=" + xml.getAttributeValue(i));
      open.add(name);
      keep(xml.getAttributeValue(i));
      open.removeLast();
    }
    hash(">");
  }

  private void leave() {
    hash("</>");
    keep(texts.removeLast().toString().strip());
    MessageDigest digest = record;
    if (digest != null && open.equals(records)) {
      String hash = HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
      entries.add(new Entry(hash, inRecord.length == 0 ? null : inRecord[0]));
      record = null;
    }
    open.removeLast();
  }

  /** Takes a text where a wanted path leads to it; of several, the first. */
  private void keep(String text) {
    keep(values, open, found, text);
    if (record != null && open.size() > records.size()) {
      keep(fields, open.subList(records.size(), open.size()), inRecord, text);
    }
  }

  private static void keep(
      List<List<String>> wanted, List<String> at, @Nullable Scalar[] into, String text) {
    for (int i = 0; i < wanted.size(); i++) {
      if (into[i] == null && at.equals(wanted.get(i))) {
        into[i] = new Scalar(Scalar.Kind.TEXT, text);
      }
    }
  }

  private void hash(String text) {
    MessageDigest digest = record;
    if (digest != null) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /** How many records there are; the document is the one where nothing says where they are. */
  long count() {
    return records.isEmpty() ? 1 : entries.size();
  }

  /** How many elements the outermost list of records has; records where there is none. */
  long elements() {
    return outermost.isEmpty() ? count() : elements;
  }

  /** Whether the place was there where records should be, be it empty. */
  boolean found() {
    return records.isEmpty() || isThere;
  }

  boolean wholeDocument() {
    return records.isEmpty();
  }

  /** A value of the document. */
  Optional<Scalar> value(int wantedValue) {
    return Optional.ofNullable(found[wantedValue]);
  }
}
