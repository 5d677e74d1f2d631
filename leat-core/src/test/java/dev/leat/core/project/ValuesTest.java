package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.ColumnType;
import dev.leat.api.LeatException;
import dev.leat.api.Option;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5m, PT5M",
    "24h, PT24H",
    "7d, PT168H",
    "1h30m, PT1H30M",
    "500ms, PT0.5S",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "0s, PT0S"
  })
  void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "1m1h", "-5m", "1.5h", "5 m", "99999999999s"})
  void otherTextIsNoDuration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void ratesAreReadAsPeopleWriteThem() {
    assertThat(RateLimit.parse("10/minute")).contains(new RateLimit(10, Duration.ofMinutes(1)));
    assertThat(RateLimit.parse("3 / second")).contains(new RateLimit(3, Duration.ofSeconds(1)));
    assertThat(RateLimit.parse("100/15m")).contains(new RateLimit(100, Duration.ofMinutes(15)));
    assertThat(RateLimit.parse("0/minute")).isEmpty();
    assertThat(RateLimit.parse("1/0s")).isEmpty();
    assertThat(RateLimit.parse("10/fortnight")).isEmpty();
    assertThat(RateLimit.parse("10")).isEmpty();
  }

  @Test
  void aQuarantineLimitIsAShareOrANumberOfRows() {
    QuarantineLimit share = QuarantineLimit.parse("1%").orElseThrow();
    QuarantineLimit rows = QuarantineLimit.parse("2").orElseThrow();

    assertThat(share.allows(1, 100)).isTrue();
    assertThat(share.allows(2, 100)).isFalse();
    assertThat(share.allows(1, 99)).isFalse();
    assertThat(share.allows(0, 0)).isTrue();
    assertThat(rows.allows(2, 2)).isTrue();
    assertThat(rows.allows(3, 1_000_000)).isFalse();
    assertThat(QuarantineLimit.parse("0%").orElseThrow().allows(1, 1_000_000_000_000L)).isFalse();
    assertThat(QuarantineLimit.parse("101%")).isEmpty();
    assertThat(share).hasToString("1%");
    assertThat(rows).hasToString("2");
  }

  @Test
  void typesOfColumnsHaveNames() {
    assertThat(ColumnTypes.parse("integer")).contains(ColumnType.Simple.BIGINT);
    assertThat(ColumnTypes.parse("Timestamptz")).contains(ColumnType.Simple.TIMESTAMPTZ);
    assertThat(ColumnTypes.parse("decimal(38)")).contains(new ColumnType.Decimal(38, 0));
    assertThat(ColumnTypes.parse("decimal( 10 , 2 )")).contains(new ColumnType.Decimal(10, 2));
    assertThat(ColumnTypes.parse("decimal(39)")).isEmpty();
    assertThat(ColumnTypes.parse("decimal(2,3)")).isEmpty();
    assertThat(ColumnTypes.parse("varchar")).isEmpty();
  }

  @Test
  void theNearestNameIsSuggestedOnlyWhereItIsNear() {
    List<String> known = List.of("destination", "store", "sources", "catalog");

    assertThat(Nearest.to("desination", known)).contains("destination");
    assertThat(Nearest.to("Sources", known)).contains("sources");
    assertThat(Nearest.to("sotre", known)).contains("store");
    assertThat(Nearest.to("bucket", known)).isEmpty();
    assertThat(Nearest.to("s", known)).isEmpty();
    assertThat(Nearest.suggest("x", List.of())).isEqualTo("There is none to choose from.");
  }

  @Test
  void askingForAnOptionOfAnotherKindIsABugOfTheConnector() {
    var nothing = new Yaml.Entries(new Position("leat.yaml", 1, 1), List.of());
    var settings =
        new OptionSettings(
            "source s",
            Path.of("/p"),
            nothing,
            List.of(
                Option.of("token", Option.Kind.SECRET, "A token.").defaultsTo("hidden"),
                Option.of("size", Option.Kind.INTEGER, "A size.").defaultsTo("5")));

    assertThat(settings.integer("size")).contains(5L);
    assertThat(settings.text("size")).contains("5");
    assertThat(settings).hasToString("Settings of source s[]");
    assertThatThrownBy(() -> settings.text("token"))
        .isInstanceOf(LeatException.class)
        .hasMessage("The connector of source s asks for the option 'token', declared as SECRET.");
    assertThatThrownBy(() -> settings.url("other"))
        .isInstanceOf(LeatException.class)
        .hasMessage(
            "The connector of source s asks for the option 'other', which it does not declare.");
  }
}
