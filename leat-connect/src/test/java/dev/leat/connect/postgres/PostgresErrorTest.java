package dev.leat.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Blame;
import dev.leat.api.LeatException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Whose move it is when the server says no. */
final class PostgresErrorTest {
  private final PostgresUrl place = PostgresUrl.parse("postgresql://leat:s3cret@db/shop");

  @Test
  void aFullDiskIsAMatterOfCapacity() {
    LeatException error = error("53100", "could not extend file \"base/1/2\": No space left\nmore");
    assertThat(error)
        .hasMessage(
            "The server of postgresql://db:5432/shop?schema=leat ran out of something: could not"
                + " extend file \"base/1/2\": No space left.");
    assertThat(error.remedy())
        .isEqualTo("Make room on the server; nothing of this load was written.");
    assertThat(error.blame()).isEqualTo(Blame.CAPACITY);
  }

  @Test
  void eachKindOfRefusalHasItsOwnBlame() {
    assertThat(error("28P01", "no").blame()).isEqualTo(Blame.OPERATOR);
    assertThat(error("3D000", "no").blame()).isEqualTo(Blame.OPERATOR);
    assertThat(error("42501", "no").blame()).isEqualTo(Blame.OPERATOR);
    assertThat(error("57P01", "no").blame()).isEqualTo(Blame.DESTINATION);
    assertThat(error("08006", "no").blame()).isEqualTo(Blame.DESTINATION);
    assertThat(error("55P03", "no").blame()).isEqualTo(Blame.DESTINATION);
    assertThat(error("40P01", "no").blame()).isEqualTo(Blame.DESTINATION);
    assertThat(error("53300", "no").blame()).isEqualTo(Blame.CAPACITY);
    assertThat(error("23505", "no").blame()).isEqualTo(Blame.DATA);
    assertThat(error("22021", "no").blame()).isEqualTo(Blame.DATA);
    assertThat(error("42P01", "no").blame()).isEqualTo(Blame.DESTINATION);
  }

  @Test
  void onlyALostConnectionLeavesACommitUnknown() {
    assertThat(PostgresError.isLost(new SQLException("gone", "08006"))).isTrue();
    assertThat(PostgresError.isLost(new SQLException("shutdown", "57P01"))).isTrue();
    assertThat(PostgresError.isLost(new SQLException("serialization", "40001"))).isFalse();
    assertThat(PostgresError.isLost(new SQLException("constraint", "23505"))).isFalse();
  }

  private LeatException error(String state, String message) {
    return PostgresError.of(place, new SQLException(message, state));
  }
}
