package dev.leat.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Disposition;
import dev.leat.api.Disposition.Absence;
import dev.leat.api.Disposition.Merge;
import dev.leat.api.Disposition.Scd2;
import dev.leat.api.Disposition.Vault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A cursor that no file has had decides nothing, however rows are written. */
final class DispositionTest {
  private static final List<String> KEY = List.of("id");

  private static final Scd2 HISTORY = new Scd2(KEY, Optional.of("changed"), Absence.CLOSES);

  @Test
  void keepsWhatTheTableHas() {
    for (Disposition each : List.of(new Merge(KEY, Optional.of("changed")), HISTORY, vault())) {
      assertThat(each.among(Set.of("id", "changed"))).isEqualTo(each);
      assertThat(each.among(Set.of("id")).toString()).contains("id").doesNotContain("changed");
    }
  }

  private static Vault vault() {
    return new Vault("shop", "source", "me", HISTORY, List.of(), Map.of("kind", "id"), List.of());
  }
}
