package dev.leat.connect.html;

import dev.leat.testkit.source.GivenSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of a page as a test looks at them. */
final class Records implements HtmlRecords.Sink {
  final List<Map<String, @Nullable String>> rows = new ArrayList<>();
  final List<String> documents = new ArrayList<>();
  final List<String> rejects = new ArrayList<>();

  static GivenSettings settings() {
    return GivenSettings.of(HtmlOptions.ALL);
  }

  static Records of(String page, GivenSettings settings) throws IOException {
    return of(page.getBytes(StandardCharsets.UTF_8), settings);
  }

  static Records of(byte[] page, GivenSettings settings) throws IOException {
    var records = new Records();
    new HtmlRecords(HtmlOptions.read(settings)).read(page, records);
    return records;
  }

  @Override
  public void row(long number, List<String> names, List<@Nullable String> values) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), values.get(i));
    }
    rows.add(row);
  }

  @Override
  public void document(long number, String json) {
    documents.add(json);
  }

  @Override
  public void reject(long number, String value, String reason) {
    rejects.add(number + " " + value + ": " + reason);
  }
}
