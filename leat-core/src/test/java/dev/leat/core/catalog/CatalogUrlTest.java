package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".leat/catalog.db",
        "sqlite:.leat/catalog.db",
        "jdbc:sqlite:.leat/catalog.db",
      })
  void readsAFile(String url) {
    assertThat(CatalogUrl.parse(url))
        .isEqualTo(new CatalogUrl.File(Path.of(".leat", "catalog.db")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sqlite:///tmp/c.db", "file:///tmp/c.db", "/tmp/c.db", "sqlite:/tmp/c.db"})
  void readsAnAbsoluteFile(String url) {
    assertThat(CatalogUrl.parse(url)).isEqualTo(new CatalogUrl.File(Path.of("/tmp/c.db")));
  }

  @ParameterizedTest
  @CsvSource({
    "p@ss/w, p@ss/w",
    "p%40ss%2Fw, p@ss/w",
    "a:b?c#d, a:b?c#d",
    "50%off, 50%off",
    "a+b%20c, a+b c",
  })
  void readsAPasswordRawOrEncoded(String written, String meant) {
    var server =
        (CatalogUrl.Server) CatalogUrl.parse("postgresql://leat:" + written + "@db:5433/cat?a=b");

    assertThat(server.passwords()).contains(Secret.of(meant));
    assertThat(server.user()).isEqualTo("leat");
    assertThat(server.host()).isEqualTo("db");
    assertThat(server.port()).isEqualTo(5433);
    assertThat(server.database()).isEqualTo("cat");
    assertThat(server.query()).isEqualTo("a=b");
  }

  @Test
  void aPasswordThatMayBeMeantEitherWayIsTriedBothWays() {
    var server = (CatalogUrl.Server) CatalogUrl.parse("postgres://leat:100%25@db/cat");

    assertThat(server.passwords()).isEqualTo(List.of(Secret.of("100%"), Secret.of("100%25")));
    assertThat(server.port()).isEqualTo(5432);
  }

  @Test
  void neverPrintsAPassword() {
    assertThat(CatalogSettings.of("postgresql://leat:p@ss/w@db/cat", "x_", "main").toString())
        .isEqualTo("postgresql://leat@db:5432/cat with prefix x_");
  }

  @ParameterizedTest
  @CsvSource({
    "'', the catalog's URL is empty",
    "mysql://u:secret@h/d, a catalog cannot be kept in 'mysql'",
    "postgresql://u:secret@h, the catalog's PostgreSQL URL cannot be understood",
  })
  void saysWhatItCannotUse(String url, String problem) {
    assertThatThrownBy(() -> CatalogUrl.parse(url))
        .isInstanceOf(LeatException.class)
        .hasMessage(problem)
        .hasMessageNotContaining("secret");
  }
}
