package dev.leat.core.project;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many rows may be quarantined before a load fails. */
public sealed interface QuarantineLimit {
  /** The form of both, for checks and the editor schema. */
  String FORM = "[0-9]{1,18}|(?:100|[0-9]{1,2}(?:\\.[0-9]{1,6})?)\\s*%";

  /** Whether so many rows out of so many are still acceptable. */
  boolean allows(long quarantined, long rows);

  /** Reads {@code 1%} or {@code 100}. */
  static Optional<QuarantineLimit> parse(String text) {
    Matcher matcher = Pattern.compile(FORM).matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String number = text.replace("%", "").strip();
    return Optional.of(text.contains("%") ? new Share(number) : new Rows(Long.parseLong(number)));
  }

  /**
   * At most so many per cent of the rows.
   *
   * @param percent a decimal number; as text, since loading {@code BigDecimal} slows every start
   */
  record Share(String percent) implements QuarantineLimit {
    @Override
    public boolean allows(long quarantined, long rows) {
      return BigDecimal.valueOf(quarantined)
              .movePointRight(2)
              .compareTo(new BigDecimal(percent).multiply(BigDecimal.valueOf(rows)))
          <= 0;
    }

    @Override
    public String toString() {
      return percent + "%";
    }
  }

  /** At most so many rows. */
  record Rows(long limit) implements QuarantineLimit {
    @Override
    public boolean allows(long quarantined, long rows) {
      return quarantined <= limit;
    }

    @Override
    public String toString() {
      return Long.toString(limit);
    }
  }
}
