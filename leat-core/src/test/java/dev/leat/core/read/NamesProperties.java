package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

/** A field has one name in tables, today and tomorrow. */
final class NamesProperties {
  @Property
  void namesAreLegalAndTheirOwnNormalForm(@ForAll String field) {
    String name = Names.normal(field);

    assertThat(name).isNotEmpty().matches("_?[\\p{L}\\p{N}]*(_[\\p{L}\\p{N}]+)*");
    assertThat(name).doesNotStartWith("_leat_").doesNotContain("__");
    assertThat(Names.normal(name)).isEqualTo(name);
  }

  @Property
  void longNamesFitAndStayApart(
      @ForAll @StringLength(min = 64, max = 200) String a,
      @ForAll @StringLength(min = 64, max = 200) String b) {
    assertThat(Names.fitting(a).getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(63);
    assertThat(Names.fitting(a).equals(Names.fitting(b))).isEqualTo(a.equals(b));
  }

  @Example
  void namesAreWhatAReaderExpects() {
    assertThat(
            List.of(
                    "homeTeam",
                    "HTTPServer",
                    "FG%",
                    "+/-",
                    "home team",
                    "Größe",
                    "3P",
                    "_id",
                    "#",
                    "")
                .stream()
                .map(Names::normal))
        .containsExactly(
            "home_team",
            "http_server",
            "fg_pct",
            "plus",
            "home_team",
            "große",
            "_3p",
            "_id",
            "number",
            "_");
    assertThat(Names.normal("_leat_file")).isEqualTo("leat_file");
    assertThat(Names.fitting("a".repeat(64))).isEqualTo("a".repeat(54) + "_ffe054fe");
    assertThat(List.of("xmin", "ctid", "max").stream().map(Names::fitting))
        .containsExactly("xmin_", "ctid_", "max");
  }
}
