package dev.leat.core.read;

import dev.leat.api.Place;
import dev.leat.api.RecordSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Hands the records of a JSON file to a sink. */
final class JsonDocuments {
  private static final String RECORD = "record";

  private JsonDocuments() {}

  static void read(InputFile file, RecordsPath path, boolean lines, RecordSink sink)
      throws IOException {
    var records =
        new Cutter.Sink() {
          @Override
          public void record(long row, byte[] bytes, int length) throws IOException {
            var place = new Place(RECORD, row + 1);
            try {
              Records.check(bytes, length);
              sink.document(place, new String(bytes, 0, length, StandardCharsets.UTF_8));
            } catch (Misfit misfit) {
              Rejection rejection = misfit.at(0, row);
              sink.reject(place, rejection.column(), rejection.value(), rejection.reason());
            }
          }

          @Override
          public void broken(long row, String value, String reason) throws IOException {
            if (row == Rejection.WHOLE_FILE) {
              throw new IOException(reason);
            }
            sink.reject(new Place(RECORD, row + 1), null, value, reason);
          }
        };
    Records.cut(file, path, lines, records);
  }
}
