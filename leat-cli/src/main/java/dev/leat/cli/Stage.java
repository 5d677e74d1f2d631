package dev.leat.cli;

import java.util.Locale;

/** Commands that move data, and report what they did. */
enum Stage {
  RUN("Fetches what is new, loads it into tables, writes exports: all stages in order."),
  FETCH("Fetches what is new into the raw store, and leaves tables alone."),
  LOAD("Brings tables to what the raw store holds, without any request."),
  REPORT("Computes models, writes exports and starts commands, from what is loaded.");

  private final String summary;

  Stage(String summary) {
    this.summary = summary;
  }

  String summary() {
    return summary;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
