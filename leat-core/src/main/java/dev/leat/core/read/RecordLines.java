package dev.leat.core.read;

import dev.leat.api.Place;
import dev.leat.api.RecordSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Writes the records of one file as lines of JSON and remembers where they were. */
final class RecordLines implements RecordSink, AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int REJECTIONS_MAX = 100_000;

  private final long file;
  private final OutputStream out;
  private final Places places = new Places();
  private final List<Rejection> rejections = new ArrayList<>();
  private final JsonLine line = new JsonLine();
  private List<String> names = List.of();
  private byte[][] fields = {};
  private long bytes;

  RecordLines(long file, Path target) throws IOException {
    this.file = file;
    this.out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER);
  }

  /**
   * The names are the same list for most rows of a file: that is asked first, since it is cheap.
   */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public void row(Place place, List<String> columns, List<@Nullable String> values)
      throws IOException {
    if (names != columns) {
      prepare(columns);
    }
    line.clear().raw('{');
    boolean first = true;
    for (int i = 0; i < Math.min(fields.length, values.size()); i++) {
      if (!first) {
        line.raw(',');
      }
      first = false;
      line.raw(fields[i]).value(values.get(i));
    }
    line.raw('}');
    write(place);
  }

  private void prepare(List<String> columns) {
    names = columns;
    List<String> distinct = ColumnNames.distinct(columns);
    fields = new byte[distinct.size()][];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = (Json.quoted(distinct.get(i)) + ":").getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void tree(Place place, Map<String, ?> record) throws IOException {
    line.clear().value(record);
    write(place);
  }

  @Override
  public void document(Place place, String json) throws IOException {
    line.clear().raw(json.replace('\n', ' ').getBytes(StandardCharsets.UTF_8));
    write(place);
  }

  private void write(Place place) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException(Workbench.ENDED);
    }
    places.add(place);
    line.raw('\n');
    try {
      line.writeTo(out);
    } catch (IOException e) {
      throw ScratchFile.failed(e);
    }
    bytes += line.length();
  }

  @Override
  public void reject(Place place, @Nullable String column, @Nullable String value, String reason)
      throws IOException {
    if (rejections.size() == REJECTIONS_MAX) {
      throw new IOException(
          "more than " + REJECTIONS_MAX + " records cannot be read; the last at " + place);
    }
    rejections.add(new Rejection(file, places.records(), column, value, place + ": " + reason));
  }

  Places places() {
    return places;
  }

  List<Rejection> rejections() {
    return rejections;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw ScratchFile.failed(e);
    }
  }
}
