package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvTextTest {
  @Test
  void tellsNullFromEmpty() {
    assertThat(CsvText.line(Arrays.asList("a", null, "", "b"))).isEqualTo("a,,\"\",b");
  }

  @Test
  void quotesWhatWouldBeMisread() {
    assertThat(CsvText.line(List.of("a,b", "say \"hi\"", "two\nlines", " kept ")))
        .isEqualTo("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\", kept ");
  }
}
