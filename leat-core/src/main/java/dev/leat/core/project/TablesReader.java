package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.DatasetType.Feed;
import dev.leat.api.LeatException;
import dev.leat.api.TableDefault;
import dev.leat.core.project.TableDefinition.ColumnRule;
import dev.leat.core.project.TableDefinition.Contract;
import dev.leat.core.project.TableDefinition.Origin;
import dev.leat.core.project.TableDefinition.Write;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tables:} and adds the tables that source types propose. */
final class TablesReader {
  private record Proposal(String name, TableDefault table, Origin from, Position at) {}

  private static final QuarantineLimit LIMIT = new QuarantineLimit.Share("1");

  /** Columns of satellites and of a tag's views that no source brings. */
  private static final Set<String> VAULT =
      Set.of(
          "pk",
          "row_hash",
          "loaded_at",
          "valid_from",
          "valid_to",
          "is_current",
          "source",
          "owner",
          "satellite",
          "as_of");

  private final Mistakes mistakes;
  private final SourceNames names;
  private final FormatsReader formats;
  private final ShapingReader shaping;
  private final Map<String, Tag> tags;
  private final QualityReader quality;

  TablesReader(
      Mistakes mistakes,
      SourceNames names,
      Connectors connectors,
      FormatsReader formats,
      Map<String, Tag> tags) {
    this.mistakes = mistakes;
    this.formats = formats;
    this.names = names;
    this.shaping = new ShapingReader(mistakes, connectors);
    this.tags = tags;
    this.quality = new QualityReader(mistakes);
  }

  List<TableDefinition> read(Yaml.Entries written, List<SourceDefinition> sources) {
    Map<String, Proposal> proposals = new LinkedHashMap<>();
    for (SourceDefinition source : sources) {
      for (Proposal proposal : proposals(source)) {
        String name = proposal.name();
        // The first source keeps the name, so that adding another changes nothing.
        String free = proposals.containsKey(name) ? source.name() + "_" + name : name;
        proposals.put(free, new Proposal(free, proposal.table(), proposal.from(), proposal.at()));
      }
    }
    List<Proposal> known = List.copyOf(proposals.values());
    List<TableDefinition> tables = new ArrayList<>();
    for (Yaml.Entry entry : written.entries()) {
      Optional<Proposal> proposal = Optional.ofNullable(proposals.remove(entry.key()));
      if (Yaml.Entries.of(entry.value()).text("write").equals(Optional.of("none"))) {
        continue; // a table that a feed proposes and nobody wants
      }
      read(entry, proposal, proposals.keySet(), known).ifPresent(tables::add);
    }
    Yaml.Entries nothing = new Yaml.Entries(written.at(), List.of());
    proposals.values().forEach(proposal -> tables.add(table(proposal, nothing)));
    refuseTwins(tables);
    return quality.join(tables, written);
  }

  /** Satellites are named by tag, source and owner: what is not told apart there is not at all. */
  private void refuseTwins(List<TableDefinition> tables) {
    Map<List<String>, String> seen = new LinkedHashMap<>();
    for (TableDefinition table : tables) {
      TagUse use = table.tag().orElse(null);
      if (table.write() != Write.VAULT || use == null) {
        continue;
      }
      String source = table.from().source();
      String other = seen.putIfAbsent(List.of(use.tag().name(), source, use.owner()), table.name());
      if (other != null) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            table.at(),
            "The tables '%s' and '%s' bring the same tag %s, of the same source %s and owner %s."
                .formatted(other, table.name(), use.tag().name(), source, use.owner()),
            "Give one of them another 'owner', or make one table of both.");
      }
    }
  }

  private List<Proposal> proposals(SourceDefinition source) {
    List<TableDefault> tables;
    try {
      tables = source.type().tables(source.settings());
    } catch (LeatException refused) {
      mistakes.add(refused, source.at());
      return List.of();
    } catch (RuntimeException broken) {
      mistakes.add(
          ProjectError.CONNECTOR_UNUSABLE,
          source.at(),
          "The source type '" + source.type().name() + "' failed: " + broken + ".",
          "Tell its author; --debug shows where.");
      return List.of();
    }
    List<Proposal> proposals = new ArrayList<>();
    for (TableDefault table : tables) {
      origin(source, table.datasetType(), table.feed())
          .ifPresent(from -> proposals.add(new Proposal(table.name(), table, from, source.at())));
    }
    return proposals;
  }

  private static Optional<Origin> origin(SourceDefinition source, String type, String feed) {
    return source
        .datasetType(type)
        .flatMap(found -> found.feeds().stream().filter(it -> it.name().equals(feed)).findFirst())
        .map(found -> new Origin(source.name(), type, feed, found.reading()));
  }

  private Optional<TableDefinition> read(
      Yaml.Entry entry, Optional<Proposal> proposal, Set<String> others, List<Proposal> known) {
    Yaml.Entries written = Yaml.Entries.of(entry.value());
    Yaml.Scalar from = written.scalar("from").orElse(null);
    if (from == null) {
      if (proposal.isEmpty() && written.value("from").isEmpty()) {
        mistakes.add(
            ProjectError.PROJECT_KEY_MISSING,
            entry.at(),
            "The table '" + entry.key() + "' has no 'from', and no source proposes it.",
            Nearest.to(entry.key(), others)
                .map(name -> "Did you mean '" + name + "'?")
                .orElse("Add the line 'from: source/feed'."));
      }
      return proposal.map(it -> table(it, written));
    }
    return origin(from).map(origin -> table(proposal(entry, origin, proposal, known), written));
  }

  /** What is known of a table's feed, under the name that the project gives the table. */
  private static Proposal proposal(
      Yaml.Entry entry, Origin from, Optional<Proposal> named, Collection<Proposal> all) {
    TableDefault known =
        all.stream()
            .filter(each -> each.from().equals(from) && saysHowToRead(each.table()))
            .findFirst()
            .or(() -> named)
            .map(Proposal::table)
            .orElse(new TableDefault(entry.key(), from.datasetType(), from.feed(), List.of()));
    return new Proposal(entry.key(), known, from, entry.at());
  }

  private static boolean saysHowToRead(TableDefault table) {
    return table.records().isPresent() || table.format().isPresent();
  }

  private Optional<Origin> origin(Yaml.Scalar from) {
    List<String> parts = List.of(from.text().split("/", -1));
    if (from.unresolved()) {
      return Optional.empty();
    }
    if (parts.size() < 2 || parts.size() > 3) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          from.at(),
          "'from' cannot be " + from.kind() + ".",
          "Write source/feed, or source/dataset type/feed.");
      return Optional.empty();
    }
    return names
        .source(parts.getFirst(), from)
        .flatMap(
            source ->
                parts.size() == 3
                    ? named(source, parts.get(1), parts.getLast(), from)
                    : only(source, parts.getLast(), from));
  }

  private Optional<Origin> named(
      SourceDefinition source, String type, String feed, Yaml.Scalar from) {
    Optional<Origin> found = origin(source, type, feed);
    if (found.isEmpty()) {
      unknown(source, from);
    }
    return found;
  }

  private Optional<Origin> only(SourceDefinition source, String feed, Yaml.Scalar from) {
    List<Origin> found =
        source.datasetTypes().stream()
            .flatMap(type -> origin(source, type.name(), feed).stream())
            .toList();
    if (found.isEmpty()) {
      unknown(source, from);
    }
    if (found.size() > 1) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          from.at(),
          "Several dataset types of '" + source.name() + "' have a feed '" + feed + "'.",
          "Write one of: "
              + String.join(", ", found.stream().map(Origin::toString).toList())
              + ".");
    }
    return found.stream().findFirst();
  }

  private void unknown(SourceDefinition source, Yaml.Scalar from) {
    List<String> feeds = new ArrayList<>();
    for (DatasetType type : source.datasetTypes()) {
      for (Feed feed : type.feeds()) {
        boolean full = from.text().indexOf('/') != from.text().lastIndexOf('/');
        feeds.add(source.name() + "/" + (full ? type.name() + "/" : "") + feed.name());
      }
    }
    mistakes.add(
        ProjectError.PROJECT_NAME_UNKNOWN,
        from.at(),
        "There is no feed " + from.kind() + ".",
        Nearest.suggest(from.text(), feeds));
  }

  private TableDefinition table(Proposal proposal, Yaml.Entries written) {
    List<String> key =
        written.value("key").isPresent() ? written.texts("key") : proposal.table().key();
    Optional<Write> write = written.text("write").flatMap(text -> Choices.find(Write.class, text));
    refuseKeyless(proposal, written, write.orElse(Write.REPLACE), key);
    Write disposition = write.orElse(key.isEmpty() ? Write.REPLACE : Write.MERGE);
    Origin from = proposal.from();
    boolean all = written.text("files").equals(Optional.of("all"));
    Optional<TagUse> use = tag(proposal, written, write);
    Quality own = quality.read(written);
    return new TableDefinition(
        proposal.name(),
        all
            ? new Origin(from.source(), from.datasetType(), from.feed(), DatasetType.Reading.LOG)
            : from,
        written.text("records").or(() -> proposal.table().records()),
        key,
        written.text("cursor").or(() -> proposal.table().cursor()),
        disposition,
        written
            .text("contract")
            .flatMap(text -> Choices.find(Contract.class, text))
            .orElse(Contract.EVOLVE),
        written.text("quarantine").flatMap(QuarantineLimit::parse).orElse(LIMIT),
        written.text("depth").filter(Shape.Form.AMOUNT::accepts).map(Integer::valueOf).orElse(3),
        columns(written.map("columns")),
        written
            .value("format")
            .flatMap(formats::read)
            .or(() -> proposal.table().format().flatMap(formats::of)),
        shaping.table(proposal.name(), written, key, disposition),
        use,
        use.map(some -> own.of(some, disposition)).orElse(own),
        written.entries().isEmpty() ? proposal.at() : written.at());
  }

  private Optional<TagUse> tag(Proposal proposal, Yaml.Entries written, Optional<Write> write) {
    Optional<TagUse> use = new TagsReader(mistakes).use(written, tags);
    if (write.equals(Optional.of(Write.VAULT)) && written.value("tag").isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_KEY_MISSING,
          written.value("write").map(Yaml::at).orElse(written.at()),
          "The table '" + proposal.name() + "' goes to a vault and has no tag.",
          "Add 'tag' with one of: " + String.join(", ", tags.keySet()) + ".");
    }
    use.filter(some -> write.equals(Optional.of(Write.VAULT)))
        .flatMap(some -> some.tag().columns().stream().filter(TablesReader::isTaken).findFirst())
        .ifPresent(
            column ->
                mistakes.add(
                    ProjectError.PROJECT_VALUE_INVALID,
                    written.value("tag").map(Yaml::at).orElse(written.at()),
                    "The tag's column '" + column.name() + "' has a name that vaults use.",
                    "Rename the tag's column: a vault's views have their own "
                        + column.name()
                        + "."));
    return use;
  }

  private static boolean isTaken(Tag.Column column) {
    return VAULT.contains(column.name());
  }

  private void refuseKeyless(
      Proposal proposal, Yaml.Entries written, Write write, List<String> key) {
    if (!key.isEmpty() || write == Write.APPEND || write == Write.REPLACE) {
      return;
    }
    mistakes.add(
        ProjectError.PROJECT_KEY_MISSING,
        written.value("write").map(Yaml::at).orElse(written.at()),
        "The table '%s' %s and has no key."
            .formatted(proposal.name(), write == Write.MERGE ? "merges" : "keeps a history"),
        "Add 'key' with the columns that identify a row, or write: replace.");
  }

  private Map<String, ColumnRule> columns(Yaml.Entries written) {
    Map<String, ColumnRule> columns = new LinkedHashMap<>();
    for (Yaml.Entry entry : written.entries()) {
      Yaml.Entries rule = Yaml.Entries.of(entry.value());
      boolean checked = rule.value("checks").isPresent();
      if (checked && rule.entries().size() == 1) {
        continue; // what is checked of a column does not shape it
      }
      columns.put(
          entry.key(),
          new ColumnRule(
              rule.text("type").flatMap(ColumnTypes::parse),
              rule.text("name"),
              rule.text("format"),
              rule.text("required").equals(Optional.of("true")),
              shaping.column(rule)));
    }
    return columns;
  }
}
