package dev.leat.connect.xml;

import dev.leat.api.FormatType;
import dev.leat.api.Option;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML: elements of one path are records, attributes and children their fields.
 *
 * <p>A file is read twice: which elements repeat decides what is a record and what a list. Entities
 * of a file's own are never resolved and nothing outside of the file is ever read.
 */
public final class XmlFormat implements FormatType {
  private static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "records",
              Option.Kind.TEXT,
              "Where records are, from the root, such as catalog/book; else what repeats."),
          Option.of(
              "lists",
              Option.Kind.TEXTS,
              "Elements within a record that are lists even where a file has only one."));

  @Override
  public String name() {
    return "xml";
  }

  @Override
  public String summary() {
    return "XML, whose records are the elements of one path.";
  }

  @Override
  public List<String> endings() {
    return List.of("xml", "gpx", "kml", "tcx");
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public void read(RawFile file, Settings settings, RecordSink sink) throws IOException {
    var outline = new Outline();
    scan(file, outline);
    List<String> records =
        settings.text("records").map(XmlFormat::path).orElseGet(outline::records);
    if (!outline.has(records) && !isEmptyPage(settings, outline, records)) {
      throw new IOException(
          "there is no element "
              + String.join("/", records)
              + "; the file has "
              + String.join(", ", outline.some()));
    }
    scan(file, new RecordReader(records, outline.lists(settings.texts("lists")), sink));
  }

  /** An API that has nothing to give answers with what would be around it. */
  private static boolean isEmptyPage(Settings settings, Outline outline, List<String> records) {
    return settings.text("records").filter(text -> text.startsWith("$.")).isPresent()
        && records.size() > 1
        && outline.has(records.subList(0, records.size() - 1));
  }

  /** {@code catalog/book}; or, as tables write it, {@code $.catalog.book[*]}. */
  private static List<String> path(String text) {
    if (text.startsWith("$.")) {
      return List.of(text.substring(2).replace("[*]", "").split("\\."));
    }
    return List.of((text.startsWith("/") ? text.substring(1) : text).split("/"));
  }

  /** Sees the elements of a file as they begin and end. */
  interface Visitor {
    void start(XMLStreamReader xml) throws IOException;

    void text(String text);

    void end() throws IOException;
  }

  private static void scan(RawFile file, Visitor visitor) throws IOException {
    try (InputStream in = file.open()) {
      var pages = new XmlPages(in);
      while (pages.next()) {
        scan(pages, visitor);
      }
    }
  }

  private static void scan(InputStream in, Visitor visitor) throws IOException {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(in);
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamReader.START_ELEMENT -> visitor.start(xml);
          case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> visitor.text(xml.getText());
          case XMLStreamReader.ENTITY_REFERENCE ->
              throw new IOException(
                  "line "
                      + xml.getLocation().getLineNumber()
                      + " uses the entity &"
                      + xml.getLocalName()
                      + ";, and entities of a file's own are refused");
          case XMLStreamReader.END_ELEMENT -> visitor.end();
          default -> {
            // comments and instructions say nothing of records
          }
        }
      }
    } catch (XMLStreamException e) {
      String message = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ");
      throw new IOException("not valid XML: " + message, e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException(
              "a file outside is asked for, which is refused: " + systemId);
        });
    return factory;
  }
}
