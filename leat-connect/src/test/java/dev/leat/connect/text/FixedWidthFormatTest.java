package dev.leat.connect.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Place;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.testkit.source.GivenSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FixedWidthFormatTest {
  private final FixedWidthFormat format = new FixedWidthFormat();
  private final List<String> rows = new ArrayList<>();

  private List<String> read(String text, GivenSettings settings) throws IOException {
    rows.clear();
    format.read(new Given(text), settings, new Rows());
    return rows;
  }

  @Test
  void onlyALineBelowTheTitlesUnderlinesThem() throws IOException {
    GivenSettings settings = GivenSettings.of(format.options());
    assertThat(read("id  sign\n--- ----\n1   +\n-   -\n=   =\n", settings))
        .containsExactly("[1, +]", "[-, -]", "[=, =]");
    assertThat(read("id  sign\n1   +\n-   -\n", settings)).containsExactly("[1, +]", "[-, -]");
    assertThat(read("-\n1\n", settings.with("columns", Map.of("id", "1-2"))))
        .containsExactly("[-]", "[1]");
  }

  private record Given(String text) implements RawFile {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Path path() {
      throw new AssertionError("it is read as it streams by");
    }
  }

  private final class Rows implements RecordSink {
    @Override
    public void row(Place place, List<String> names, List<@Nullable String> values) {
      rows.add(values.toString());
    }

    @Override
    public void tree(Place place, Map<String, ?> fields) {
      throw new AssertionError(fields);
    }

    @Override
    public void document(Place place, String json) {
      throw new AssertionError(json);
    }

    @Override
    public void reject(
        Place place, @Nullable String column, @Nullable String value, String reason) {
      throw new AssertionError(reason);
    }
  }
}
