package dev.leat.core.read;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Rewrites the records of one JSON file as lines that carry their position. */
final class Spool implements Callable<Spool.Spooled> {
  static final String ROW = "n";
  static final String RECORD = "r";

  private final InputFile file;
  private final TableRequest request;
  private final Layout layout;
  private final Path target;

  /**
   * @param lineMax bytes of the longest line
   */
  record Spooled(Path path, long records, int lineMax, List<Rejection> rejections) {}

  Spool(InputFile file, TableRequest request, Layout layout, Path target) {
    this.file = file;
    this.request = request;
    this.layout = layout;
    this.target = target;
  }

  @Override
  public Spooled call() throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
      var writer = new Writer(out);
      boolean lines = Formats.of(file, request) == Formats.JSON_LINES;
      Records.cut(file, request.records(), lines, writer);
      return new Spooled(target, writer.records, writer.lineMax, writer.rejections);
    }
  }

  private final class Writer implements Cutter.Sink {
    private final OutputStream out;
    private final List<Rejection> rejections = new ArrayList<>();
    private final boolean objects = Records.areObjects(file, request);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long records;
    private int lineMax;

    Writer(OutputStream out) {
      this.out = out;
    }

    @Override
    public void record(long row, byte[] bytes, int length) throws IOException {
      line.reset();
      try {
        if (objects) {
          Records.object(bytes, length);
        }
        write(row, bytes, length);
      } catch (Misfit misfit) {
        rejections.add(misfit.at(file.id(), row));
      } catch (JacksonException e) {
        rejections.add(Records.malformed(bytes, length, e).at(file.id(), row));
      }
    }

    private void write(long row, byte[] bytes, int length) throws IOException, Misfit {
      try (JsonParser in = Json.parser(bytes, 0, length);
          JsonGenerator json = Json.generator(line)) {
        json.writeStartObject();
        json.writeNumberProperty(ROW, row);
        json.writeName(RECORD);
        new Rewriter(layout, request.mode(), in, json).write(in.nextToken());
        json.writeEndObject();
        if (in.nextToken() != null) {
          throw new Misfit(null, null, "not valid JSON: something follows the record");
        }
        json.flush();
        line.write('\n');
        line.writeTo(out);
        lineMax = Math.max(lineMax, line.size());
        records++;
      }
    }

    @Override
    public void broken(long row, String value, String reason) {
      rejections.add(new Rejection(file.id(), row, null, value, reason));
    }
  }
}
