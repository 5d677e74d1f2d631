package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import java.util.List;

/** A source type that cannot do without a token, and fails in its own code when told to. */
public final class StrictType implements SourceType {
  @Override
  public String name() {
    return "strict";
  }

  @Override
  public String summary() {
    return "Needs a token.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("token", Option.Kind.SECRET, "The token.").mandatory(),
        Option.of("fails", Option.Kind.TEXT, "How.")
            .oneOf("no", "politely", "badly", "undeclared")
            .defaultsTo("no"));
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return switch (settings.text("fails").orElseThrow()) {
      case "politely" -> throw settings.invalid("fails", "It is Monday.", "Wait for Tuesday.");
      case "badly" -> throw new IllegalStateException("no luck");
      case "undeclared" -> throw new IllegalStateException(settings.text("luck").orElse(""));
      default -> List.of(DatasetType.of("thing", List.of(), List.of()));
    };
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    throw new UnsupportedOperationException("Reading a project opens nothing.");
  }
}
