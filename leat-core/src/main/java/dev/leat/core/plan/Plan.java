package dev.leat.core.plan;

import dev.leat.api.DatasetType;
import dev.leat.api.Keys;
import dev.leat.api.Selector;
import dev.leat.core.project.PlanDefinition;
import dev.leat.core.project.SelectorRule;
import dev.leat.core.project.SourceDefinition;
import java.util.List;

/**
 * Everything that a project wants of one dataset type of one source.
 *
 * <p>List the source's selectors once, then make jobs of them.
 *
 * @param wants in the order of leat.yaml
 */
public record Plan(
    SourceDefinition source, DatasetType datasetType, List<PlanDefinition> wants, Scope scope) {
  /**
   * What a plan comes to.
   *
   * @param unmatched rules that select nothing of what the source lists, as sentences for people
   */
  public record Jobs(List<Job> jobs, List<String> unmatched) {
    public Jobs {
      jobs = List.copyOf(jobs);
      unmatched = List.copyOf(unmatched);
    }
  }

  public Plan {
    wants = List.copyOf(wants);
  }

  /**
   * Whether a dataset with these keys may be wanted.
   *
   * <p>A condition that asks about attributes of a selector, which a dataset's keys do not have, is
   * taken to hold.
   */
  public boolean mayWant(Keys keys) {
    return wants.stream()
        .anyMatch(
            want ->
                switch (want.select()) {
                  case SelectorRule.Everything all -> true;
                  case SelectorRule.Where where ->
                      !keys.names().containsAll(where.condition().fields())
                          || where.condition().holds(keys);
                  case SelectorRule.Exact exact ->
                      exact.keys().stream().anyMatch(each -> each.agreesWith(keys));
                });
  }

  /**
   * One job for each selector that is wanted; selectors that two plans want come once, feeds
   * united.
   *
   * @param discovered what {@link dev.leat.api.Source#selectors} lists
   * @throws dev.leat.api.LeatException where a rule names what no selector has
   */
  public Jobs jobs(List<Selector> discovered) {
    return new Selection(this, discovered).jobs();
  }
}
