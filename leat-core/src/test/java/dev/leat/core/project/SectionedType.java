package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.Option;
import dev.leat.api.Option.Kind;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import java.util.ArrayList;
import java.util.List;

/** A source type whose options have options. */
public final class SectionedType implements SourceType {
  private final List<Settings> given = new ArrayList<>();

  @Override
  public String name() {
    return "sectioned";
  }

  @Override
  public String summary() {
    return "Has feeds.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.sections(
            "auth",
            "Who asks.",
            Option.of("header", Kind.TEXT, "The header's name.").mandatory(),
            Option.of("value", Kind.SECRET, "Its value.")),
        Option.namedSections(
            "feeds",
            "What to fetch.",
            Option.of("path", Kind.TEXT, "Below the url.").mandatory(),
            Option.of("body", Kind.JSON, "What is sent."),
            Option.sections(
                    "page",
                    "How pages follow.",
                    Option.of("kind", Kind.TEXT, "Which way.").oneOf("none", "number"),
                    Option.of("size", Kind.INTEGER, "Records per page.").defaultsTo("100"))
                .orJust("kind")));
  }

  /** What the project gave, once it was read. */
  Settings settings() {
    return given.getLast();
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    given.add(settings);
    return List.of(DatasetType.of("thing", List.of(), List.of()));
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    throw new UnsupportedOperationException("Reading a project opens nothing.");
  }
}
