package dev.leat.api;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a load does to the rows that a table already has. */
public sealed interface Disposition {
  /** The same where the root table has these columns alone: others put no rows in order. */
  default Disposition among(Set<String> columns) {
    return this;
  }

  /** Rows of every file that was ever wanted stay beside one another. */
  record Append() implements Disposition {}

  /** Rows of a file go when the file is no longer wanted. */
  record Replace() implements Disposition {}

  /** Which end of a column's values comes first. */
  enum End {
    HIGHEST,
    LOWEST
  }

  /**
   * What is asked of two rows of one key.
   *
   * @param column of the root table
   * @param end the row with this value stays; null stays behind any value
   */
  record Order(String column, End end) {
    public Order {
      Objects.requireNonNull(column);
      Objects.requireNonNull(end);
    }
  }

  /**
   * One row per key: the first by order; else the newest by revision, file and position.
   *
   * @param key columns of the root table; null equals null
   * @param order the most important first
   * @param stamps columns for the times at which rows came and changed, where they are wanted
   */
  record Merge(List<String> key, List<Order> order, Optional<Stamps> stamps)
      implements Disposition {
    public Merge {
      key = List.copyOf(key);
      order = List.copyOf(order);
      Objects.requireNonNull(stamps);
      if (key.isEmpty()) {
        throw new IllegalArgumentException("merge needs a key");
      }
    }

    public Merge(List<String> key, List<Order> order) {
      this(key, order, Optional.empty());
    }

    /** The newest row of a key by a cursor, where one was declared. */
    public Merge(List<String> key, Optional<String> cursor) {
      this(key, cursor.stream().map(column -> new Order(column, End.HIGHEST)).toList());
    }

    @Override
    public Disposition among(Set<String> columns) {
      return new Merge(
          key, order.stream().filter(each -> columns.contains(each.column())).toList(), stamps);
    }
  }

  /**
   * Columns of a table that say when its rows came and changed: the time at which the file was
   * fetched that brought a key first, and the row as it is first.
   */
  record Stamps(String created, String modified) {
    public Stamps {
      Objects.requireNonNull(created);
      Objects.requireNonNull(modified);
    }
  }

  /**
   * Every version of every row, with the time from which and until which it was the current one.
   *
   * <p>Times are those at which files were fetched. A version ends when a file says otherwise of
   * its key and, where absence closes, when a newer file of the dataset that said it last leaves it
   * out.
   *
   * @param key columns of the table; null equals null
   * @param cursor the column that says which of two rows of one file is newer; null is oldest
   */
  record Scd2(List<String> key, Optional<String> cursor, Absence absence) implements Disposition {
    public Scd2 {
      key = List.copyOf(key);
      Objects.requireNonNull(cursor);
      Objects.requireNonNull(absence);
      if (key.isEmpty()) {
        throw new IllegalArgumentException("a history needs a key");
      }
    }

    @Override
    public Scd2 among(Set<String> columns) {
      return new Scd2(key, cursor.filter(columns::contains), absence);
    }
  }

  /** What it means that a newer file of a dataset does not have a row. */
  enum Absence {
    /** Files are snapshots: the row is gone. */
    CLOSES,
    /** Files follow one another: nothing. */
    KEEPS
  }

  /**
   * Every version of every row, in satellites of a hub that all tables of a tag share.
   *
   * @param tag names hub, links and views
   * @param source names satellites, with the owner
   * @param history how versions come about
   * @param facts the tag's columns, and the table's columns that bring them
   * @param dimensions columns whose values become tables, by the names of these
   */
  record Vault(
      String tag,
      String source,
      String owner,
      Scd2 history,
      List<Fact> facts,
      Map<String, String> dimensions,
      List<Link> links)
      implements Disposition {
    public Vault {
      Objects.requireNonNull(tag);
      Objects.requireNonNull(source);
      Objects.requireNonNull(owner);
      Objects.requireNonNull(history);
      facts = List.copyOf(facts);
      dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
      links = List.copyOf(links);
    }

    @Override
    public Disposition among(Set<String> columns) {
      return new Vault(tag, source, owner, history.among(columns), facts, dimensions, links);
    }

    /** The table of all keys of a tag. */
    public static String hubOf(String tag) {
      return plain("hub_" + tag);
    }

    /** A name as it becomes part of the names of tables. */
    public static String plain(String name) {
      return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
    }
  }

  /**
   * A column of a tag.
   *
   * @param column of the table, which brings it
   */
  record Fact(String name, ColumnType type, String column) {}

  /**
   * Rows of another tag that rows of a table belong to.
   *
   * @param key columns of the table that hold the other tag's key
   */
  record Link(String tag, List<String> key) {
    public Link {
      key = List.copyOf(key);
    }

    /** The column of rows that has the key of the other tag's row. */
    public static String keyOf(String tag) {
      return tag + "_pk";
    }
  }
}
