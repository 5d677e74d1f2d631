package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source of the user's own, from a jar, by the name of its class. */
final class PluginJarTest {
  private static final String PROJECT =
      """
      plugins: [acme.jar]
      sources:
        mine: {type: %s}
      tables:
        notes: {from: mine/text, key: id}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void buildTheJar() throws IOException {
    PluginJar.build(folder.resolve("acme.jar"), PluginJar.NOTES);
  }

  @Test
  void takesPartAsAnyOther() {
    Workspace project =
        Workspace.make(folder, CatalogPlace.SQLITE, PROJECT.formatted("com.acme.Notes"));
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT id, text FROM notes")).containsExactly("1|hello");
    assertThat(project.leat("run").exits(0).err()).contains("0 fetched, 1 unchanged, 0 failed");
  }

  @Test
  void aMisspeltClassIsAMistakeInTheProject() {
    Workspace project =
        Workspace.make(folder, CatalogPlace.SQLITE, PROJECT.formatted("com.acme.Nots"));
    assertThat(project.leat("run").exits(2).err()).contains("leat.yaml:", "com.acme.Nots");
    assertThat(project.stored()).isEmpty();
  }
}
