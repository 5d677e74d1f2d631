package dev.leat.connect.rest;

import dev.leat.api.DatasetType;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Any web API: each feed of leat.yaml is a dataset type with one feed of the same name. */
public final class RestSourceType implements SourceType {
  @Override
  public String name() {
    return "rest";
  }

  @Override
  public String summary() {
    return "Any web API that answers JSON, JSON lines, CSV or XML, described in leat.yaml alone.";
  }

  @Override
  public List<Option> options() {
    return RestOptions.ALL;
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return feeds(settings).datasetTypes();
  }

  @Override
  public List<TableDefault> tables(Settings settings) {
    return feeds(settings).tables();
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    return feeds(settings).open(UnaryOperator.identity(), Map.of());
  }

  private static HttpFeeds feeds(Settings settings) {
    return HttpFeeds.read(settings, HttpFeeds.Answers.DATA);
  }
}
