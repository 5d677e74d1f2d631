package dev.leat.core.plan;

import dev.leat.api.FetchPolicy;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Selector;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.PlanDefinition;
import dev.leat.core.project.SelectorRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds the rules of a plan against the selectors that a source lists. */
final class Selection {
  private record Identity(Keys selector, Keys filter) {}

  /** What one job can do in one go. */
  private record Round(
      Keys selector, Map<String, Set<String>> feeds, Optional<PlanDefinition.Policy> policy) {
    static Round of(Wanted it) {
      return new Round(
          it.selector().keys(), it.feeds(), it.policyFrom().flatMap(PlanDefinition::policy));
    }
  }

  /** A selector that is wanted, and by whom. */
  private record Wanted(
      Selector selector,
      Keys filter,
      Map<String, Set<String>> feeds,
      Optional<PlanDefinition> policyFrom) {}

  private final Plan plan;
  private final List<Selector> discovered;
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<Identity, Wanted> wanted = new LinkedHashMap<>();
  private final List<String> unmatched = new ArrayList<>();

  Selection(Plan plan, List<Selector> discovered) {
    this.plan = plan;
    this.discovered = discovered;
    names.addAll(plan.datasetType().keys());
    discovered.forEach(selector -> names.addAll(facts(selector).names()));
  }

  private static Keys facts(Selector selector) {
    return selector.keys().and(selector.attributes());
  }

  Plan.Jobs jobs() {
    Set<String> unknown = new LinkedHashSet<>(plan.scope().keys().keySet());
    unknown.removeAll(names);
    if (!names.isEmpty() && !unknown.isEmpty()) {
      // Another dataset type may have the key: this one is out of scope.
      String type = plan.source().name() + "/" + plan.datasetType().name();
      return new Plan.Jobs(
          List.of(), List.of(type + " has no key " + String.join(", ", unknown) + "."));
    }
    plan.wants().forEach(this::select);
    Map<Round, List<Wanted>> rounds = new LinkedHashMap<>();
    for (Wanted each : wanted.values()) {
      rounds.computeIfAbsent(Round.of(each), round -> new ArrayList<>()).add(each);
    }
    return new Plan.Jobs(rounds.values().stream().map(this::job).toList(), unmatched);
  }

  private void select(PlanDefinition want) {
    switch (want.select()) {
      case SelectorRule.Everything all -> discovered.forEach(it -> add(want, it, Keys.NONE));
      case SelectorRule.Where where -> select(want, where);
      case SelectorRule.Exact exact -> exact.keys().forEach(keys -> select(want, keys));
    }
  }

  private void select(PlanDefinition want, SelectorRule.Where where) {
    Set<String> fields = new LinkedHashSet<>();
    discovered.forEach(selector -> fields.addAll(facts(selector).names()));
    for (String field : where.condition().fields()) {
      if (!discovered.isEmpty() && !fields.contains(field)) {
        throw unknown(want, field, fields);
      }
    }
    List<Selector> found =
        discovered.stream().filter(it -> where.condition().holds(facts(it))).toList();
    if (found.isEmpty()) {
      unmatched.add(
          where.at() + ": The condition holds for none of " + discovered.size() + " selectors.");
    }
    found.forEach(selector -> add(want, selector, Keys.NONE));
  }

  private void select(PlanDefinition want, Keys exact) {
    for (String name : exact.names()) {
      if (!names.isEmpty() && !names.contains(name)) {
        throw unknown(want, name, names);
      }
    }
    boolean found = false;
    for (Selector selector : discovered) {
      if (exact.agreesWith(facts(selector))) {
        found = true;
        // A source that does not list selectors is told what is wanted.
        boolean lists = !selector.keys().isEmpty();
        add(want, lists ? selector : Selector.of(exact), without(exact, facts(selector)));
      }
    }
    if (!found && !unlisted(want, exact)) {
      unmatched.add(want.at() + ": The source lists nothing that agrees with " + exact + ".");
    }
  }

  /** Asks for a selector that the source does not list but that has all keys of one. */
  private boolean unlisted(PlanDefinition want, Keys exact) {
    if (discovered.isEmpty()) {
      add(want, Selector.of(exact), Keys.NONE);
      return true;
    }
    for (Selector like : discovered) {
      if (exact.names().containsAll(like.keys().names())
          && like.attributes().names().stream().noneMatch(exact.names()::contains)) {
        Map<String, KeyValue> keys = new LinkedHashMap<>();
        like.keys().names().forEach(name -> exact.value(name).ifPresent(it -> keys.put(name, it)));
        add(want, Selector.of(Keys.of(keys)), without(exact, like.keys()));
        return true;
      }
    }
    return false;
  }

  private static Keys without(Keys keys, Keys facts) {
    Map<String, KeyValue> rest = new LinkedHashMap<>(keys.values());
    rest.keySet().removeAll(facts.names());
    return Keys.of(rest);
  }

  private static LeatException unknown(PlanDefinition want, String name, Set<String> known) {
    return new LeatException(
        PlanError.PLAN_FIELD_UNKNOWN,
        want.at() + ": The selectors of '" + want.source() + "' have no '" + name + "'.",
        Nearest.suggest(name, known));
  }

  private void add(PlanDefinition want, Selector selector, Keys filter) {
    Scope scope = plan.scope();
    if (!scope.admits(facts(selector)) || !scope.admits(filter)) {
      return;
    }
    Keys whole = filter.and(scope.rest(facts(selector).and(filter)));
    Optional<PlanDefinition> policyFrom = Optional.of(want).filter(it -> it.policy().isPresent());
    wanted.merge(
        new Identity(selector.keys(), whole),
        new Wanted(selector, whole, want.feeds(), policyFrom),
        (first, second) ->
            new Wanted(
                first.selector(),
                whole,
                united(first.feeds(), second.feeds()),
                agreed(first, second)));
  }

  private static Map<String, Set<String>> united(
      Map<String, Set<String>> first, Map<String, Set<String>> second) {
    Map<String, Set<String>> feeds = new LinkedHashMap<>();
    first.forEach((feed, versions) -> feeds.put(feed, new LinkedHashSet<>(versions)));
    second.forEach(
        (feed, versions) ->
            feeds.computeIfAbsent(feed, any -> new LinkedHashSet<>()).addAll(versions));
    return feeds;
  }

  private static Optional<PlanDefinition> agreed(Wanted first, Wanted second) {
    if (first.policyFrom().isEmpty() || second.policyFrom().isEmpty()) {
      return first.policyFrom().or(second::policyFrom);
    }
    PlanDefinition one = first.policyFrom().get();
    PlanDefinition other = second.policyFrom().get();
    if (!one.policy().equals(other.policy())) {
      throw new LeatException(
          PlanError.PLAN_POLICIES_DIFFER,
          other.at()
              + ": The selector "
              + second.selector()
              + " has another policy in line "
              + one.at().line()
              + ".",
          "Give both plans the same policy, or select different keys.");
    }
    return first.policyFrom();
  }

  /** A selector is listed once, however many of its datasets are wanted by name. */
  private Job job(List<Wanted> round) {
    Wanted it = round.getFirst();
    List<Keys> filters = round.stream().map(Wanted::filter).toList();
    boolean whole = filters.stream().anyMatch(Keys::isEmpty);
    FetchPolicy policy =
        it.policyFrom()
            .flatMap(PlanDefinition::policy)
            .map(PlanDefinition.Policy::open)
            .orElseGet(DefaultPolicy::new);
    return new Job(
        plan.source().name(),
        plan.datasetType().name(),
        it.selector(),
        it.feeds(),
        policy,
        whole ? List.of() : filters,
        plan.scope());
  }
}
