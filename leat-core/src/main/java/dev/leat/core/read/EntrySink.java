package dev.leat.core.read;

import dev.leat.api.Place;
import dev.leat.api.RecordSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in which entry of an archive a record is. */
record EntrySink(String name, RecordSink sink) implements RecordSink {
  private Place in(Place place) {
    return new Place("entry " + name + ", " + place.where(), place.number());
  }

  @Override
  public void row(Place place, List<String> names, List<@Nullable String> values)
      throws IOException {
    sink.row(in(place), names, values);
  }

  @Override
  public void tree(Place place, Map<String, ?> fields) throws IOException {
    sink.tree(in(place), fields);
  }

  @Override
  public void document(Place place, String json) throws IOException {
    sink.document(in(place), json);
  }

  @Override
  public void reject(Place place, @Nullable String column, @Nullable String value, String reason)
      throws IOException {
    sink.reject(in(place), column, value, reason);
  }
}
