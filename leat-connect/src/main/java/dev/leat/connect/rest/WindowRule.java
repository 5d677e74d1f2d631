package dev.leat.connect.rest;

import dev.leat.api.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts time into windows.
 *
 * @param start of the first one
 * @param end of the last one, empty for now
 * @param lag how long after its end a window may still change
 * @param from the parameter that takes a window's start, empty where a placeholder does
 * @param form how times are written
 * @param endForm which end is named
 */
record WindowRule(
    Instant start,
    Step step,
    Optional<Instant> end,
    Duration lag,
    Optional<Paging.Parameter> from,
    Optional<Paging.Parameter> to,
    Form form,
    End endForm) {
  /** Whether the end that a request names is part of what is asked for. */
  enum End {
    EXCLUSIVE,
    /** The last day, second or millisecond of the window. */
    INCLUSIVE
  }

  /** How times are written in a request. */
  enum Form {
    DATE,
    DATETIME,
    SECONDS,
    MILLIS;

    String write(Instant at) {
      return switch (this) {
        case DATE -> at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        case DATETIME -> at.truncatedTo(ChronoUnit.SECONDS).toString();
        case SECONDS -> Long.toString(at.getEpochSecond());
        case MILLIS -> Long.toString(at.toEpochMilli());
      };
    }
  }

  /** The name of the dataset key that says where a window starts. */
  static final String KEY = "window_start";

  /** The window's start as a key: a day where windows begin with days. */
  String key(Window window) {
    boolean day =
        step.isOfDays() && start.atOffset(ZoneOffset.UTC).toLocalTime().equals(LocalTime.MIDNIGHT);
    return (day ? Form.DATE : Form.DATETIME).write(window.start());
  }

  /** The windows that have begun, oldest first; with a span, those that it touches. */
  Iterator<Window> windows(Instant now, @Nullable Span span) {
    Instant last = end.filter(it -> it.isBefore(now)).orElse(now);
    long first = 0;
    if (span != null) {
      first = step.windowsUntil(start, span.from());
      last = span.to().isBefore(now) ? span.to() : now;
    }
    long count = last.isAfter(step.after(start, first)) ? countUntil(last) : first;
    return LongStream.range(first, count)
        .mapToObj(at -> new Window(step.after(start, at), step.after(start, at + 1)))
        .iterator();
  }

  /** Windows that begin before a time, counted from the first. */
  private long countUntil(Instant last) {
    long whole = step.windowsUntil(start, last);
    return step.after(start, whole).isBefore(last) ? whole + 1 : whole;
  }

  boolean isClosed(Window window, Instant now) {
    return !window.end().plus(lag).isAfter(now);
  }

  Call ask(Call call, Window window) {
    Call asked = call;
    if (from.isPresent()) {
      asked = from.get().set(asked, startText(window), isNumber());
    }
    return to.isPresent() ? to.get().set(asked, endText(window), isNumber()) : asked;
  }

  String startText(Window window) {
    return form.write(window.start());
  }

  String endText(Window window) {
    if (endForm == End.EXCLUSIVE) {
      return form.write(window.end());
    }
    return form.write(
        switch (form) {
          case DATE -> window.end().minus(1, ChronoUnit.DAYS);
          case DATETIME, SECONDS -> window.end().minusSeconds(1);
          case MILLIS -> window.end().minusMillis(1);
        });
  }

  private boolean isNumber() {
    return form == Form.SECONDS || form == Form.MILLIS;
  }
}
