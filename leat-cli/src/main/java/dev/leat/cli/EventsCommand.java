package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.observe.EventReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hands events to other programs. */
final class EventsCommand implements Command {
  static final String SUMMARY = "Hands what happened to other programs, as JSON lines.";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int LIMIT = 100;
  private static final int INTERRUPTED = 130;

  @Override
  public Usage usage() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("follow", "hands over what waits, then what comes, each event once");
    words.put("list", "shows what waits, and moves nothing on");
    return Usage.of("events", SUMMARY)
        .when(
            "To let something happen after data has come: every change of the store and every load"
                + " is an event. A reader has a name and a place in the stream; its place moves on"
                + " after the line was written, so an event may come twice after a crash, never not"
                + " at all. Two processes must not use one name at a time.")
        .word("ACTION", words)
        .folder()
        .bucket()
        .option("--reader", "NAME", "Who reads; each name has a place of its own.")
        .flag("--once", "With follow: ends when nothing waits any more.")
        .option("--limit", "N", "With list: how many events. Default: " + LIMIT + ".")
        .example(
            "leat events follow football --reader warehouse --once",
            "For a scheduled job: all that happened since its last time.")
        .example(
            "leat events follow football --reader alert | while read -r event; do echo \"$event\";"
                + " done",
            "Goes on until Ctrl-C.")
        .example("leat events list football --limit 10", "The oldest ten.");
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    Arguments arguments = invocation.arguments();
    String action = arguments.required(0, "follow or list");
    return switch (action) {
      case "list" -> list(invocation);
      case "follow" -> follow(invocation);
      default ->
          throw arguments.usage("leat events cannot '" + action + "'.", "Write follow or list.");
    };
  }

  private static int list(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    try (Leat leat = invocation.open()) {
      EventReader reader = leat.events(arguments.text("--reader").orElse(""));
      reader
          .peek(arguments.count("--limit").orElse(LIMIT))
          .forEach(event -> invocation.terminal().out().println(event.json()));
    }
    return 0;
  }

  private static int follow(Invocation invocation) throws InterruptedException {
    Arguments arguments = invocation.arguments();
    String name =
        arguments
            .text("--reader")
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () ->
                    arguments.usage(
                        "leat events follow needs a reader.", "Name it: --reader warehouse."));
    var stopped = new CountDownLatch(1);
    Terminal terminal = invocation.terminal();
    try (Leat leat = invocation.open()) {
      EventReader reader = leat.events(name);
      Interrupts.onSignal(stopped::countDown, terminal.err());
      do {
        reader.drain(
            event -> {
              terminal.out().println(event.json());
              terminal.flush();
            });
        if (arguments.has("--once")) {
          return 0;
        }
      } while (!stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS));
    }
    return INTERRUPTED;
  }
}
