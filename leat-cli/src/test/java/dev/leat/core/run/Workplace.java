package dev.leat.core.run;

import dev.leat.api.RowSink;
import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A project folder over invented matches, and what tests repeatedly do with it. */
final class Workplace {
  private final Path folder;

  /** Writes a leat.yaml with a source of these matches and further lines. */
  Workplace(Path folder, StatsBombProvider provider, String... further) {
    this.folder = folder;
    List<String> lines = new ArrayList<>();
    lines.add("leat: 1");
    lines.add("sources:");
    lines.add("  football:");
    lines.add("    type: statsbomb");
    lines.add("    url: " + provider.url());
    lines.addAll(List.of(further));
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("leat.yaml"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  Leat open() {
    return Leat.open(folder, LeatOptions.usual());
  }

  RunReport fetch() {
    try (Leat leat = open()) {
      return leat.fetch(Scope.ALL);
    }
  }

  RunReport run() {
    try (Leat leat = open()) {
      return leat.run(Scope.ALL);
    }
  }

  List<List<String>> rows(String sql) {
    try (Leat leat = open()) {
      return rows(leat, sql);
    }
  }

  static List<List<String>> rows(Leat leat, String sql) {
    var rows = new ArrayList<List<String>>();
    leat.query(
        sql,
        new RowSink() {
          @Override
          public void columns(List<ResultColumn> columns) {}

          @Override
          public void row(List<@Nullable Object> values) {
            rows.add(values.stream().map(value -> Objects.toString(value, "NULL")).toList());
          }
        });
    return rows;
  }

  List<Dataset> matches() {
    try (Leat leat = open();
        Stream<Dataset> stored = leat.datasets(Scope.ALL).stored()) {
      return stored.toList();
    }
  }

  static String text(Leat leat, StoredFile file) {
    try (InputStream content = leat.open(file)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
