package dev.leat.connect.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Holds the scores against those that the model's reference program gave for real comments. */
final class RecordedScoresTest {
  private record Recorded(String comment, Score score) {}

  @Test
  void scoresRecordedCommentsAsTheReferenceDid() throws SQLException {
    var sentiment = new Sentiment();
    List<String> differences = new ArrayList<>();
    List<Recorded> all = recorded();
    for (Recorded one : all) {
      Score ours = sentiment.score(one.comment());
      if (!ours.equals(one.score())) {
        differences.add(one.comment() + "\n" + one.score() + "\n" + ours);
      }
    }
    assertThat(all).hasSize(998);
    assertThat(differences).isEmpty();
  }

  private static List<Recorded> recorded() throws SQLException {
    Path file =
        Path.of(System.getProperty("leat.samples", "none"), "sentiment")
            .resolve("expected_reddit_comments.csv");
    Assumptions.assumeTrue(Files.exists(file), "no samples");
    List<Recorded> recorded = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT comment, compound, neg, neu, pos FROM read_csv('"
                    + file
                    + "', header = true, all_varchar = true)")) {
      while (row.next()) {
        Score score =
            new Score(row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
        recorded.add(new Recorded(row.getString(1), score));
      }
    }
    return recorded;
  }
}
