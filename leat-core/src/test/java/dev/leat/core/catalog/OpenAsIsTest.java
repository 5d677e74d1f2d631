package dev.leat.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.plan.Scope;
import dev.leat.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dry run neither makes nor migrates a catalog. */
final class OpenAsIsTest {
  @TempDir private Path folder;

  private static int version(CatalogSettings settings) {
    CatalogUrl url = CatalogUrl.parse(settings.url());
    try (Database database = Catalog.open(url, settings)) {
      return new Migration(database, url, settings).version();
    }
  }

  private Leat project(CatalogSettings settings) throws IOException {
    Files.writeString(
        folder.resolve("leat.yaml"), "leat: 1\ncatalog: \"" + settings.url() + "\"\nsources: {}\n");
    return Leat.open(folder);
  }

  @ParameterizedTest
  @EnumSource
  void whereThereIsNoneAPlanMakesNone(TestCatalogs.Kind kind) throws IOException {
    CatalogSettings settings = kind.bare(folder, "");
    try (Leat leat = project(settings)) {
      assertThat(leat.plan(Scope.ALL).failures()).isEmpty();
    }
    if (kind == TestCatalogs.Kind.SQLITE) {
      assertThat(folder.resolve("catalog.db")).doesNotExist();
    }
    assertThat(version(settings)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anOlderOneIsLeftToThoseWhoMayMigrateIt(TestCatalogs.Kind kind) throws IOException {
    CatalogSettings settings = kind.bare(folder, "");
    CatalogUrl url = CatalogUrl.parse(settings.url());
    try (Database older = Catalog.open(url, settings)) {
      new Migration(older, url, settings).migrateTo(2);
    }
    try (Leat leat = project(settings)) {
      LeatException refused = catchThrowableOfType(LeatException.class, () -> leat.plan(Scope.ALL));
      assertThat(refused.code()).isEqualTo(CatalogError.CATALOG_OLDER);
      assertThat(refused.problem())
          .isEqualTo(
              "the catalog "
                  + url
                  + " has version 2; a command that changes nothing does not bring it to "
                  + Migration.NEWEST);
      assertThat(refused.remedy())
          .isEqualTo("run 'leat migrate', or 'leat run', which does it too; then do this again");
    }
    assertThat(version(settings)).isEqualTo(2);
    Catalog.migrate(settings);
    assertThat(Catalog.openAsIs(settings, ManualClock.start()).map(Catalog::version))
        .contains(Migration.NEWEST);
  }
}
