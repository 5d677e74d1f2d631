package dev.leat.connect.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule by itself, with numbers that were worked out by hand from the model's own. */
final class SentimentTest {
  private final Sentiment sentiment = new Sentiment();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Game tonight at seven              |  0
          The game was good                  |  0.4404
          The game was very good             |  0.4927
          The game was kind of good          |  0.3832
          The game was not good              | -0.3412
          The game was GOOD                  |  0.5622
          THE GAME WAS GOOD                  |  0.4404
          The game was good!!!               |  0.5826
          The game was good !!!!!!           |  0.6209
          The game was good but sad          | -0.4939
          It was the least good game         | -0.3412
          At least good tickets were left    |  0.4404
          It was never so good               |  0.7279
          :)                                 |  0.4588
          """)
  void appliesItsRules(String text, double compound) {
    assertThat(sentiment.score(text).compound()).isEqualTo(compound);
  }

  @Test
  void sharesAddUpToOne() {
    assertThat(sentiment.score("A good game and a sad end"))
        .isEqualTo(new Score(-0.0516, 0.344, 0.333, 0.322));
  }

  @Test
  void aTextWithoutWordsHasNoScore() {
    assertThat(sentiment.score(" \n")).isEqualTo(new Score(0, 0, 0, 0));
  }

  @Test
  void aTextMadeToBeSlowIsNot() {
    String text = "ab ".repeat(150_000) + "good ".repeat(150_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(sentiment.score(text).compound()).isPositive());
  }
}
