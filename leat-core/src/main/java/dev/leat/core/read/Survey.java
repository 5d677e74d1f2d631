package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every value of one JSON file, once, and says what types it takes to hold them.
 *
 * <p>A file that is not valid JSON throughout, or whose records are not at its top, is cut into
 * records first; those that cannot be parsed are rejected, the others count.
 */
final class Survey implements Callable<Surveyed> {
  private static final int ODDITIES_MAX = 10;

  private final InputFile file;
  private final RecordsPath path;
  private final boolean lines;
  private final boolean objects;
  private final Set<String> oddities = new LinkedHashSet<>();
  private long records;

  Survey(InputFile file, TableRequest request) {
    this.file = file;
    this.path = request.records();
    this.lines = Formats.of(file, request) == Formats.JSON_LINES;
    this.objects = Records.areObjects(file, request);
  }

  @Override
  public Surveyed call() throws IOException {
    if (path.automatic()) {
      Surveyed whole = whole();
      if (whole != null) {
        return whole;
      }
    }
    return cut();
  }

  /** Reads the file in one go; null where that fails. */
  private @Nullable Surveyed whole() throws IOException {
    var tally = new Tally();
    try (InputStream in = Decoded.open(file.path())) {
      var json = new JsonScan(in);
      boolean array = json.peek() == '[' && !lines;
      if (array) {
        elements(json, tally);
      } else {
        documents(json, tally);
      }
      if (json.peek() != JsonScan.END) {
        return null;
      }
      Surveyed.Access access =
          array ? Surveyed.Access.ARRAY : lines ? Surveyed.Access.LINES : Surveyed.Access.DOCUMENTS;
      return surveyed(tally, access, List.of());
    } catch (Misfit notJsonThroughout) {
      records = 0;
      oddities.clear();
      return null;
    }
  }

  private void elements(JsonScan json, Tally tally) throws IOException, Misfit {
    for (boolean more = json.open(']'); more; more = json.more(']')) {
      if (objects && json.peek() != '{') {
        throw new Misfit(null, null, "no object");
      }
      tally.read(json, this::repeated);
      records++;
    }
  }

  /** Stops at what is neither an object nor an array, which the end of the file is too. */
  private void documents(JsonScan json, Tally tally) throws IOException, Misfit {
    for (int first = json.peek(); first == '{' || first == '['; first = json.peek()) {
      tally.read(json, this::repeated);
      records++;
    }
  }

  private Surveyed cut() throws IOException {
    var tally = new Tally();
    var rejections = new ArrayList<Rejection>();
    var sink =
        new Cutter.Sink() {
          @Override
          public void record(long row, byte[] bytes, int length) throws IOException {
            try {
              if (objects) {
                Records.object(bytes, length);
              }
              Records.check(bytes, length);
              tally.read(new JsonScan(bytes, length), Survey.this::repeated);
              records++;
            } catch (Misfit misfit) {
              rejections.add(misfit.at(file.id(), row));
            }
          }

          @Override
          public void broken(long row, String value, String reason) {
            rejections.add(new Rejection(file.id(), row, null, value, reason));
          }
        };
    Records.cut(file, path, lines, sink);
    return surveyed(tally, Surveyed.Access.CUT, rejections);
  }

  private Surveyed surveyed(Tally tally, Surveyed.Access access, List<Rejection> rejections) {
    return new Surveyed(tally.toNode(), records, access, rejections, new ArrayList<>(oddities));
  }

  private void repeated(String field) {
    if (oddities.size() < ODDITIES_MAX) {
      oddities.add(
          "file "
              + file.id()
              + " has field '"
              + field
              + "' twice in one object; the first is read");
    }
  }
}
