package dev.leat.api;

import java.util.List;

/** A kind of fetch policy that a plan can name. */
public interface FetchPolicyType {
  String name();

  String summary();

  List<Option> options();

  FetchPolicy open(Settings settings);
}
