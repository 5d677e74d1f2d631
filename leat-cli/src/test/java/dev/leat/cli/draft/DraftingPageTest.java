package dev.leat.cli.draft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.cli.product.ManualPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's drafts are what these documents are drafted to. */
final class DraftingPageTest {
  private static final String PAGE = "drafting.md";

  @TempDir private Path folder;

  @Test
  void theCurlCommandBecomesThisProject() throws IOException {
    assertThat(CurlDraft.of(ManualPage.example(PAGE, "curl")).yaml())
        .isEqualTo(ManualPage.example(PAGE, "from curl"));
  }

  @Test
  void theDocumentBecomesThisProject() throws IOException {
    Path file = folder.resolve("shop.yaml");
    Files.writeString(file, ManualPage.example(PAGE, "openapi"));
    assertThat(OpenApiDraft.of(file).yaml()).isEqualTo(ManualPage.example(PAGE, "from openapi"));
  }
}
