package dev.leat.connect.rest;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * How to wait for an answer that is made while one asks for it.
 *
 * @param poll where to look how far it is: a path with places that the first answer fills, or a
 *     JSON path to an address in it
 * @param state where an answer says how far it is
 * @param done states in which it is made
 * @param failed states in which it never will be
 * @param download where to get it, as {@code poll}; empty where the last answer is it
 */
record JobRule(
    String poll,
    JsonPath state,
    Set<String> done,
    Set<String> failed,
    String download,
    Duration every,
    Duration timeout) {
  JobRule {
    // In one order in every process: pages that were left are known by what this looks like.
    done = Collections.unmodifiableSortedSet(new TreeSet<>(done));
    failed = Collections.unmodifiableSortedSet(new TreeSet<>(failed));
  }
}
