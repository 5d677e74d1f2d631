package dev.leat.cli;

import dev.leat.api.Span;
import dev.leat.core.Leat;
import dev.leat.core.run.RunReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** Fills a part of time. */
final class BackfillCommand implements Command {
  static final String SUMMARY = "Fetches what is missing of a part of time, and loads it.";

  private static final int INTERRUPTED = 130;

  @Override
  public Usage usage() {
    return Usage.of("backfill", SUMMARY)
        .when(
            "For feeds with a 'window', when older data is wanted than its 'start' brings, or when"
                + " some of it failed. What is there already is not fetched again: the second time"
                + " it finds nothing to do. Web pages are asked for again, since sites correct"
                + " them; what did not change changes nothing. Of a source without a feed, all of"
                + " its feeds that have windows are meant.")
        .argument("SOURCE[/FEED]", "The source, or one of its feeds.")
        .option("--date", "DAY", "One day (UTC), instead of --from and --to.")
        .option("--from", "TIME", "Where to begin: a day (UTC) or a time, such as 2022-01-03.")
        .option("--to", "TIME", "Where to end; this day or moment is not included. Default: now.")
        .folder()
        .bucket()
        .example(
            "leat backfill markets/prices --from 2022-01-03 --to 2024-01-01 --project shares",
            "Two years of prices.")
        .example("leat backfill bbref --date 2022-01-10 --project nba", "One day of games.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String[] what = arguments.required(0, "a source, such as markets/prices").split("/", 2);
    Set<String> feeds = what.length == 1 ? Set.of() : Set.of(what[1]);
    Span span = span(arguments, invocation.clock().instant());
    LogListener log = invocation.log();
    RunReport report;
    try (Leat leat = invocation.open(log)) {
      Interrupts.onSignal(leat::stop, invocation.terminal().err());
      report = leat.backfill(what[0], feeds, span);
    }
    if (RunSummary.nothingDone(report)) {
      log.nothingToDo();
    }
    new RunSummary(invocation.terminal()).print(report);
    return report.aborted() ? INTERRUPTED : report.exitCode();
  }

  private static Span span(Arguments arguments, Instant now) {
    Optional<String> day = arguments.text("--date");
    if (day.isPresent()) {
      return day(arguments, day.get());
    }
    Instant from =
        time(arguments, "--from")
            .orElseThrow(
                () ->
                    arguments.usage(
                        "leat backfill does not know where to begin.",
                        "Add --from 2022-01-03, or --date 2022-01-03 for one day."));
    Instant to = time(arguments, "--to").orElse(now);
    if (!from.isBefore(to)) {
      throw arguments.usage("--from is not before --to.", "Exchange them.");
    }
    return new Span(from, to);
  }

  private static Span day(Arguments arguments, String text) {
    if (arguments.text("--from").isPresent() || arguments.text("--to").isPresent()) {
      throw arguments.usage(
          "--date is a whole day, which --from and --to cannot change.",
          "Leave out --date, or the others.");
    }
    try {
      LocalDate day = LocalDate.parse(text);
      return new Span(
          day.atStartOfDay().toInstant(ZoneOffset.UTC),
          day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noDay) {
      throw arguments.usage("'" + text + "' is no day.", "Write a day such as 2022-01-03.");
    }
  }

  private static Optional<Instant> time(Arguments arguments, String option) {
    return arguments.text(option).map(text -> time(arguments, option, text));
  }

  private static Instant time(Arguments arguments, String option, String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noTime) {
      throw arguments.usage(
          "'" + text + "' is no time for " + option + ".",
          "Write a day such as 2022-01-03, or a time such as 2022-01-03T06:00:00Z.");
    }
  }
}
