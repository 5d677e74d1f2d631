package dev.leat.connect.avro;

import dev.leat.api.FormatType;
import dev.leat.api.Option;
import dev.leat.api.Place;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.api.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;

/** Avro object files: values keep the types that the file's schema gives them. */
public final class AvroFormat implements FormatType {
  @Override
  public String name() {
    return "avro";
  }

  @Override
  public String summary() {
    return "Avro object files.";
  }

  @Override
  public List<String> endings() {
    return List.of("avro");
  }

  @Override
  public List<Option> options() {
    return List.of();
  }

  @Override
  public void read(RawFile file, Settings settings, RecordSink sink) throws IOException {
    try (InputStream in = new BufferedInputStream(file.open());
        var records = new DataFileStream<Object>(in, new GenericDatumReader<>())) {
      long number = 0;
      while (records.hasNext()) {
        Object record = records.next();
        var place = new Place("record", ++number);
        var text = new StringWriter();
        try {
          AvroJson.write(records.getSchema(), record, text);
        } catch (AvroJson.NoJsonException e) {
          sink.reject(place, null, e.getMessage(), "has a number that is none");
          continue;
        }
        sink.document(place, text.toString());
      }
    } catch (AvroRuntimeException e) {
      throw new IOException("not a whole Avro file: " + e.getMessage(), e);
    }
  }
}
