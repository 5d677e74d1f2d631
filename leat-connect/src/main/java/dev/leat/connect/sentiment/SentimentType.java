package dev.leat.connect.sentiment;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.DerivationType;
import java.util.List;

/** The columns that tell how positive or negative a text is. */
public final class SentimentType implements DerivationType {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("compound", Simple.DOUBLE),
          new Column("neg", Simple.DOUBLE),
          new Column("neu", Simple.DOUBLE),
          new Column("pos", Simple.DOUBLE));

  /** Made when the first text is scored: it reads the lexicon. */
  private static final class Holder {
    static final Sentiment SENTIMENT = new Sentiment();
  }

  @Override
  public String name() {
    return "sentiment";
  }

  @Override
  public String summary() {
    return "How positive or negative an English text is, by the VADER lexicon and rules.";
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public String version() {
    return Sentiment.version();
  }

  @Override
  public List<Object> values(String text) {
    Score score = Holder.SENTIMENT.score(text);
    return List.of(score.compound(), score.negative(), score.neutral(), score.positive());
  }
}
