package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_CURSOR_UNUSABLE;

import dev.leat.api.Cursor;
import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed has been read, and which records at the boundary are known.
 *
 * <p>An API that is asked for what is newer than a value mostly gives what is at that value too,
 * and more records may appear at it later. So a cursor remembers short hashes of the records that
 * the next answer will bring again: those at its value (or within the lag), those without a value,
 * and those that came though they were older than asked for. A record is new unless its hash is
 * among them or, being newer, needs none. Where too many would have to be remembered, some come
 * again; their key makes them one row. Used by one thread.
 */
final class Watermark {
  /** One record of a page. */
  interface Entry {
    @Nullable Scalar value();

    /** A short hash of its bytes. */
    String hash();
  }

  private static final System.Logger LOG = System.getLogger(Watermark.class.getName());
  private static final int KEPT_MAX = 2_000;
  private static final int KEPT_MIDWAY_MAX = 200;

  private final CursorRule rule;
  private final @Nullable CursorValue committed;
  private final Set<String> known;
  private @Nullable CursorValue newest;
  private @Nullable CursorValue last;
  private final Map<String, Optional<CursorValue>> boundary = new LinkedHashMap<>();
  private boolean reachedKnown;
  private boolean anyNew;

  /**
   * @param committed what {@link #cursor()} said at the end of the walk before
   * @param midway what {@link #midway()} said when this walk stopped, or null
   */
  Watermark(CursorRule rule, Cursor committed, @Nullable Object midway) {
    this.rule = rule;
    this.known = new HashSet<>();
    CursorValue at = null;
    if (!committed.isStart()
        && Json.parse(committed.text()) instanceof Map<?, ?> state
        && isOf(rule.field(), state)) {
      at = at(state);
      hashes(state.get("known")).forEach(known::add);
    }
    this.committed = at;
    this.newest = at;
    if (midway instanceof Map<?, ?> state) {
      CursorValue reached = at(state);
      newest = reached == null ? newest : reached;
      hashes(state.get("known")).forEach(hash -> boundary.put(hash, Optional.ofNullable(newest)));
      anyNew = Boolean.TRUE.equals(state.get("new"));
    }
  }

  /** A number is written as one where records have it so. */
  private @Nullable CursorValue at(Map<?, ?> state) {
    Object at = state.get("at");
    if (at instanceof Json.Digits digits) {
      return rule.value(digits.text(), CursorValue.Form.DIGITS);
    }
    return at instanceof String text ? rule.value(text, CursorValue.Form.TEXT) : null;
  }

  private static @Nullable Object written(@Nullable CursorValue at) {
    if (at == null) {
      return null;
    }
    return at.form() == CursorValue.Form.DIGITS ? new Json.Digits(at.text()) : at.text();
  }

  /** A cursor of another field says nothing of this one. */
  private static boolean isOf(JsonPath field, Map<?, ?> state) {
    Object written = state.get("field");
    boolean same = written == null || written.equals(field.toString());
    if (!same) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the field of a cursor was {0} and is {1} now: its feed is read from the start",
          written,
          field);
    }
    return same;
  }

  private static List<String> hashes(@Nullable Object written) {
    List<String> hashes = new ArrayList<>();
    if (written instanceof List<?> list) {
      list.forEach(hash -> hashes.add(String.valueOf(hash)));
    }
    return hashes;
  }

  /** What to ask for: the newest value, less the lag; the start where there is none. */
  Optional<CursorValue> asked() {
    CursorValue at = committed;
    return at == null ? rule.beginning() : Optional.of(at.minus(rule.lag()));
  }

  /** Whether a page has anything that is not known. */
  boolean take(List<? extends Entry> page) {
    boolean news = false;
    CursorValue before = newest;
    List<Entry> edge = new ArrayList<>();
    for (Entry entry : page) {
      CursorValue value = value(entry);
      inOrder(value);
      if (value != null && isNewer(value)) {
        news = true;
        newest = isNewest(value) ? value : newest;
        edge.add(entry);
      } else {
        news |= !known.contains(entry.hash());
        keep(entry.hash(), value);
      }
    }
    edge.forEach(this::keepAtEdge);
    if (!Objects.equals(newest, before)) {
      prune();
    }
    forgetOldest();
    anyNew |= news;
    return news;
  }

  private @Nullable CursorValue value(Entry entry) {
    Scalar scalar = entry.value();
    if (scalar == null || scalar.kind() == Scalar.Kind.NULL) {
      return null;
    }
    if (scalar.kind() == Scalar.Kind.STRUCTURE) {
      throw new LeatException(
          REST_CURSOR_UNUSABLE,
          "the cursor's field " + rule.field() + " holds " + scalar.text(),
          "choose a field that holds a time, a number or a text");
    }
    CursorValue.Form form =
        scalar.kind() == Scalar.Kind.NUMBER
            ? CursorValue.Form.of(scalar.text())
            : CursorValue.Form.TEXT;
    return rule.value(scalar.text(), form);
  }

  private boolean isNewer(CursorValue value) {
    CursorValue old = committed;
    return old == null || value.compare(old) > 0;
  }

  private boolean isNewest(CursorValue value) {
    return newest == null || value.compare(newest) > 0;
  }

  private void inOrder(@Nullable CursorValue value) {
    if (value == null || rule.order() == CursorRule.Order.NONE) {
      return;
    }
    CursorValue before = last;
    int way = before == null ? 0 : value.compare(before);
    if (rule.order() == CursorRule.Order.ASC ? way < 0 : way > 0) {
      throw new LeatException(
          REST_CURSOR_UNUSABLE,
          "the cursor goes backwards: "
              + value.text()
              + " comes after "
              + (before == null ? "" : before.text()),
          "the API does not keep the order that the feed says: remove 'order' under 'cursor'");
    }
    last = value;
    CursorValue old = committed;
    reachedKnown |=
        rule.order() == CursorRule.Order.DESC
            && old != null
            && value.compare(old.minus(rule.lag())) < 0;
  }

  private void keepAtEdge(Entry entry) {
    CursorValue value = value(entry);
    CursorValue at = newest;
    if (value != null && at != null && value.compare(at.minus(rule.lag())) >= 0) {
      keep(entry.hash(), value);
    }
  }

  private void keep(String hash, @Nullable CursorValue value) {
    boundary.put(hash, Optional.ofNullable(value));
  }

  /** Forgets what the next answer will not bring again. */
  private void prune() {
    CursorValue at = newest;
    if (at != null && isNewer(at)) {
      CursorValue edge = at.minus(rule.lag());
      boundary
          .values()
          .removeIf(
              value -> value.isPresent() && value.get().compare(edge) < 0 && isNewer(value.get()));
    }
  }

  private void forgetOldest() {
    Iterator<String> oldest = boundary.keySet().iterator();
    for (int left = boundary.size(); left > KEPT_MAX; left--) {
      oldest.next();
      oldest.remove();
    }
  }

  /** How many records it has in mind. */
  int remembered() {
    return boundary.size();
  }

  /** Whether an ordered API has come to what is known, so that nothing new can follow. */
  boolean reachedKnown() {
    return reachedKnown;
  }

  /** Whether the walk has brought anything that was not known. */
  boolean anyNew() {
    return anyNew;
  }

  /** How far the feed has been read when the walk is complete. */
  Cursor cursor() {
    Map<String, @Nullable Object> state = state(KEPT_MAX, true);
    state.put("field", rule.field().toString());
    return new Cursor(Json.write(state));
  }

  /** Where the walk is now, for the next process. */
  Map<String, @Nullable Object> midway() {
    Map<String, @Nullable Object> state = state(KEPT_MIDWAY_MAX, false);
    state.put("new", anyNew);
    return state;
  }

  private Map<String, @Nullable Object> state(int keptMax, boolean whole) {
    Set<String> kept = new LinkedHashSet<>(boundary.keySet());
    CursorValue at = newest;
    if (whole && at != null && committed != null && at.compare(committed) == 0) {
      kept.addAll(known);
    }
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("at", written(at));
    state.put("known", List.copyOf(kept).subList(Math.max(0, kept.size() - keptMax), kept.size()));
    return state;
  }
}
