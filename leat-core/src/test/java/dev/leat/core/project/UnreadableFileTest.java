package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads whose leat.yaml is no YAML at all. */
final class UnreadableFileTest {
  @TempDir private Path folder;

  @Test
  void aMissingFileIsNamed() {
    assertThat(new ProjectFolder(folder).complaint())
        .isEqualTo(
            """
            PROJECT_MISSING
            There is no leat.yaml in %s.
            Name the folder of a project, or make one: leat init --template blank DIR\
            """
                .formatted(folder));
    assertThat(new ProjectFolder(folder).file("leat.yml", "").complaint())
        .isEqualTo(
            """
            PROJECT_MISSING
            There is no leat.yaml in %s, but a leat.yml.
            Rename it to leat.yaml.\
            """
                .formatted(folder));
    assertThat(new ProjectFolder(folder.resolve("nowhere")).complaint())
        .isEqualTo(
            """
            PROJECT_MISSING
            There is no folder %1$s.
            Name the folder of a project, or make one: leat init --template blank %1$s\
            """
                .formatted(folder.resolve("nowhere")));
  }

  @Test
  void aFileOfAnotherEncodingIsRefused() {
    byte[] latin = "bucket: main\nstore: Zürich\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(new ProjectFolder(folder).file("leat.yaml", latin).complaint())
        .isEqualTo(
            """
            PROJECT_NOT_UTF8
            leat.yaml:2: The file is not UTF-8 text.
            Save it as UTF-8.\
            """);
  }

  @Test
  void aByteOrderMarkIsNoMistake() {
    assertThat(new ProjectFolder(folder).yaml("\uFEFFbucket: other\n").load().bucket())
        .isEqualTo("other");
  }

  @Test
  void aTabIsPointedAt() {
    assertThat(complaint("sources:\n  a:\n\ttype: statsbomb\n"))
        .isEqualTo(
            """
            PROJECT_TAB
            leat.yaml:3:1: A tab indents this line.
            Indent with spaces: YAML allows no tabs there.\
            """);
  }

  @Test
  void textThatIsNoYamlIsPointedAt() {
    assertThat(complaint("sources: [\n"))
        .isEqualTo(
            """
            PROJECT_NOT_YAML
            leat.yaml:2:1: This is not YAML: expected the node content, but found '<stream end>'.
            Correct the line, or quote its value.\
            """);
    assertThat(complaint("bucket: a\u0000b\n"))
        .isEqualTo(
            """
            PROJECT_NOT_YAML
            leat.yaml:1:1: The file holds the control character U+0000.
            Remove it.\
            """);
    assertThat(complaint("a: &a [*a]\n"))
        .isEqualTo(
            """
            PROJECT_NOT_YAML
            leat.yaml:1:4: The aliases repeat themselves without end.
            Write the values out instead of using & and *.\
            """);
    assertThat(complaint("a: " + "[".repeat(5_000) + "]".repeat(5_000) + "\n"))
        .isEqualTo(
            """
            PROJECT_NOT_YAML
            leat.yaml:1:1: Values lie within one another without end.
            Write them less deep.\
            """);
  }

  @Test
  void aKeyThatIsThereTwiceIsPointedAt() {
    assertThat(complaint("bucket: a\nstore: b\nbucket: c\n"))
        .isEqualTo(
            """
            PROJECT_KEY_TWICE
            leat.yaml:3:1: The key 'bucket' is here twice, first in line 1.
            Remove one of them.\
            """);
  }

  @Test
  void aTagOfTheToolBeforeSaysWhatToWrite() {
    assertThat(complaint("store: !ENV ${HOME}\nbucket: !x y\n"))
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml has 3 mistakes:
              leat.yaml:1:8: The tag !ENV is not used here. Remove it and write ${env:NAME} or \
            ${env:NAME:default}.
              leat.yaml:1:8: '${HOME}' is no reference. Write ${env:HOME} for a variable, or $${ for \
            the characters themselves.
              leat.yaml:2:9: The tag !x is unknown. Remove it.
            Correct them, then run the command again.\
            """);
  }

  @Test
  void aFolderWhereTheFileShouldBeIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("leat.yaml"));

    assertThat(new ProjectFolder(folder).complaint())
        .isEqualTo(
            """
            PROJECT_UNREADABLE
            %s/leat.yaml cannot be read: IOException Is a directory.
            Check its permissions.\
            """
                .formatted(folder));
  }

  private String complaint(String yaml) {
    return new ProjectFolder(folder).yaml(yaml).complaint();
  }
}
