package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.ColumnType;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What counts as a date or time is one for DuckDB too. */
final class TextFormsProperties {
  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
  private static final List<Workbench> OPEN = new java.util.ArrayList<>();

  @BeforeContainer
  static void open() {
    OPEN.add(Workbench.open(new Workbench.Settings(FOLDER, 128L << 20, 1)));
  }

  @AfterContainer
  static void close() {
    OPEN.removeFirst().close();
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> day =
        Combinators.combine(number(4), number(2), number(2)).as((y, m, d) -> y + "-" + m + "-" + d);
    Arbitrary<String> time =
        Combinators.combine(
                number(2), number(2), number(2), Arbitraries.of("", ".5", ".123456", ".1234567"))
            .as((h, m, s, f) -> h + ":" + m + ":" + s + f);
    Arbitrary<String> zone =
        Arbitraries.of("", "Z", "+02", "+0200", "-03:30", "+14:00", "+15:59", "+16", "z", " ");
    return Arbitraries.oneOf(
        day,
        time,
        Combinators.combine(day, Arbitraries.of("T", " ", "t"), time, zone)
            .as((d, t, c, z) -> d + t + c + z));
  }

  private static Arbitrary<String> number(int digits) {
    int max = (int) Math.pow(10, digits) - 1;
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(1, digits == 2 ? 31 : 9999)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, max)))
        .map(value -> ("%0" + digits + "d").formatted(value));
  }

  @Property
  void whatIsTakenForADateIsCast(@ForAll("texts") String text) {
    int forms = TextForms.of(text);
    if (forms != TextForms.NONE) {
      ColumnType type = TextForms.type(forms);
      String sql =
          DateStyle.of(forms)
              .map(style -> "SELECT " + style.format().misfit(Sql.text(text)) + " IS NULL")
              .orElse(
                  "SELECT try_cast("
                      + Sql.text(text)
                      + " AS "
                      + SqlTypes.of(type)
                      + ") IS NOT NULL");

      assertThat(OPEN.getFirst().query(sql, row -> row.getBoolean(1)))
          .as("%s as %s", text, type)
          .containsExactly(true);
    }
  }
}
