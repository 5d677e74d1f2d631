package dev.leat.connect.rest;

import dev.leat.api.Blame;
import dev.leat.api.Discovery;
import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parents that could not be had, and records that name no child: what is known is asked for all the
 * same, and at the end these are told.
 */
final class Misses {
  /** A provider that gives nothing five times over is not asked for the rest. */
  private static final int IN_A_ROW_MAX = 5;

  private final List<LeatException> failures = new ArrayList<>();
  private final Map<String, Integer> odd = new LinkedHashMap<>();
  private int row;

  /** A parent could not be had; what is not the parent's own trouble is thrown again. */
  void failed(LeatException failure) {
    Blame blame = failure.code().blame();
    if (failure.code().endsSource() || (blame != Blame.SOURCE && blame != Blame.DATA)) {
      throw failure;
    }
    row += failure.code().isPassing() ? 0 : 1;
    // One listing that two feeds need fails once.
    if (failures.stream().noneMatch(it -> it == failure)) {
      failures.add(failure);
    }
  }

  /** A parent was had. */
  void had() {
    row = 0;
  }

  /** Whether so many failed one after the other that the rest need not be tried. */
  boolean isEnough() {
    return row >= IN_A_ROW_MAX;
  }

  /** A record is of no use. */
  void odd(String why) {
    odd.merge(why, 1, Integer::sum);
  }

  /**
   * Says what was left out.
   *
   * @throws LeatException the first that failed, where any did
   */
  void tell(Discovery discovery) {
    odd.forEach(
        (why, count) ->
            discovery.warn(
                count + (count == 1 ? " record is" : " records are") + " passed over: " + why));
    odd.clear();
    if (failures.isEmpty()) {
      return;
    }
    // What passes by itself must not hide what does not.
    LeatException first =
        failures.stream()
            .filter(failure -> !failure.code().isPassing())
            .findFirst()
            .orElse(failures.getFirst());
    int more = failures.size() - 1;
    failures.clear();
    throw more == 0
        ? first
        : new LeatException(
            first.code(), first.problem() + "; and " + more + " more", first.remedy(), first);
  }
}
