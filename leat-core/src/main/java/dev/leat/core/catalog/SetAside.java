package dev.leat.core.catalog;

import dev.leat.api.FeedVersion;
import dev.leat.api.LeatEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sets stored files aside, so that nothing reads them, and takes them back; thread-safe.
 *
 * <p>A file that is set aside stays the newest that was fetched: the same bytes are not fetched
 * again. Where it was the newest of its feed, the one before it is read instead.
 */
public final class SetAside {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  SetAside(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * Why a file is set aside.
   *
   * @param reason shown to people
   */
  public record Mark(String reason, Instant at) {
    public Mark {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(at);
    }
  }

  /** Which files of a dataset: one revision's, all of them or one feed's. */
  public record Choice(DatasetRow dataset, int revision, @Nullable String feed) {
    public Choice {
      Objects.requireNonNull(dataset);
    }
  }

  /** Sets files aside; returns those that were not yet. */
  public List<FeedVersion> set(Choice choice, String reason) {
    Instant now = clock.instant();
    return change(
        choice,
        new Mark(reason, now),
        files ->
            new LeatEvent.RevisionSetAside(
                now, choice.dataset().id(), choice.revision(), files, reason));
  }

  /** Takes files back; returns those that were set aside. */
  public List<FeedVersion> restore(Choice choice) {
    Instant now = clock.instant();
    return change(
        choice,
        null,
        files ->
            new LeatEvent.RevisionTakenBack(now, choice.dataset().id(), choice.revision(), files));
  }

  @FunctionalInterface
  private interface Telling {
    LeatEvent of(List<FeedVersion> files);
  }

  private List<FeedVersion> change(Choice choice, @Nullable Mark mark, Telling telling) {
    return database.write(
        Durability.POWER,
        session -> {
          Datasets.find(session, bucket, choice.dataset().id(), session.dialect().lock());
          List<FeedVersion> files = changing(session, choice, mark == null);
          if (!files.isEmpty()) {
            mark(session, choice, files, mark);
            chooseAnew(session, choice.dataset().ref().row());
            Outbox.append(session, bucket, List.of(telling.of(files)));
          }
          return files;
        });
  }

  private static List<FeedVersion> changing(Session session, Choice choice, boolean back)
      throws SQLException {
    String feed = choice.feed() == null ? "" : " AND feed = ?";
    var values =
        new ArrayList<@Nullable Object>(List.of(choice.dataset().ref().row(), choice.revision()));
    if (choice.feed() != null) {
      values.add(choice.feed());
    }
    return session.list(
        "SELECT feed, version FROM {file} WHERE dataset = ? AND revision = ?"
            + feed
            + " AND set_aside IS "
            + (back ? "NOT NULL" : "NULL")
            + " ORDER BY feed, version",
        row -> new FeedVersion(row.text(), row.text()),
        values.toArray());
  }

  private static void mark(
      Session session, Choice choice, List<FeedVersion> files, @Nullable Mark mark)
      throws SQLException {
    for (FeedVersion file : files) {
      session.update(
          "UPDATE {file} SET set_aside = ?, set_aside_at = ? WHERE dataset = ? AND revision = ?"
              + " AND feed = ? AND version = ?",
          mark == null ? null : mark.reason(),
          mark == null ? null : mark.at(),
          choice.dataset().ref().row(),
          choice.revision(),
          file.feed(),
          file.version());
    }
  }

  /** Of each feed and version the newest file is read that is not set aside. */
  private static void chooseAnew(Session session, long dataset) throws SQLException {
    session.update(
        "UPDATE {file} SET is_read = CASE WHEN set_aside IS NULL AND NOT EXISTS (SELECT 1 FROM"
            + " {file} n WHERE n.dataset = {file}.dataset AND n.feed = {file}.feed"
            + " AND n.version = {file}.version AND n.set_aside IS NULL"
            + " AND n.revision > {file}.revision) THEN 1 ELSE 0 END WHERE dataset = ?",
        dataset);
  }
}
