package dev.leat.core.project;

import dev.leat.api.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold of a table beyond the types of its columns.
 *
 * @param references of its rows to other tables' rows
 * @param profile which jumps from load to load are told; empty where none are looked for
 */
public record Quality(
    List<Reference> references, List<CheckRule> checks, Optional<ProfileRule> profile) {
  public static final Quality NONE = new Quality(List.of(), List.of(), Optional.empty());

  public Quality {
    references = List.copyOf(references);
    checks = List.copyOf(checks);
    Objects.requireNonNull(profile);
  }

  Quality with(List<Reference> resolved) {
    return new Quality(resolved, checks, profile);
  }

  /** With the checks that the tag's every table is held against, and those of a vault's links. */
  Quality of(TagUse use, TableDefinition.Write write) {
    var all = new ArrayList<>(checks);
    Set<String> optional =
        use.tag().columns().stream()
            .filter(column -> !column.required())
            .map(Tag.Column::name)
            .collect(Collectors.toSet());
    if (write == TableDefinition.Write.VAULT) {
      use.links()
          .forEach(
              (tag, columns) ->
                  all.add(
                      new CheckRule(
                          "link " + tag,
                          new CheckRule.Kind.Linked(tag, columns),
                          CheckRule.Severity.WARN,
                          new QuarantineLimit.Rows(0),
                          CheckRule.Absence.PASSED)));
    }
    for (CheckRule check : use.tag().checks()) {
      all.add(check.of("tag " + use.tag().name() + ": " + check.name(), use.brings(), optional));
    }
    return new Quality(references, all, profile);
  }

  /**
   * How far what a table holds may move from one load to the next without a word.
   *
   * @param rows of the number of rows
   * @param nulls of the share of nulls in a column, in points of a hundred
   * @param distinct of the number of different values in a column
   */
  public record ProfileRule(
      Optional<QuarantineLimit> rows,
      Optional<QuarantineLimit> nulls,
      Optional<QuarantineLimit> distinct) {
    public ProfileRule {
      Objects.requireNonNull(rows);
      Objects.requireNonNull(nulls);
      Objects.requireNonNull(distinct);
    }
  }
}
