package dev.leat.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.LeatException;
import dev.leat.core.contract.Contract.Tally;
import dev.leat.core.read.Inferred;
import dev.leat.core.read.SchemaChange;
import dev.leat.core.read.SchemaChange.Change;
import dev.leat.core.read.Shape;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.TableRequest.Mode;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What a table does with data that its columns do not cover. */
final class ContractTest {
  private static final TableRequest EVENTS = TableRequest.of("events");
  private static final Shape KNOWN = Shape.parse("{\"v\":1,\"record\":{\"s\":[4,1,0,0,31]}}");
  private static final Shape SEEN = Shape.parse("{\"v\":1,\"record\":{\"s\":[64,1,0,0,0]}}");
  private static final Change NEW =
      new Change.NewColumn("events", new Column("var_decision", Simple.TEXT));
  private static final Change WIDER =
      new Change.WiderColumn("events", "minute", Simple.BIGINT, Simple.DOUBLE);
  private static final Change LOST = new Change.LostColumn("events", "tags");

  private static Inferred inferred(Change... changes) {
    return new Inferred(SEEN, List.of(), List.of(), new SchemaChange(List.of(changes)), List.of());
  }

  private static Verdict judge(Mode mode, Change... changes) {
    return Contract.judge(EVENTS.withMode(mode), Optional.of(KNOWN), inferred(changes));
  }

  @Test
  void theFirstDataOfATableIsTaken() {
    for (Mode mode : Mode.values()) {
      assertThat(
              Contract.judge(EVENTS.withMode(mode), Optional.empty(), inferred(NEW))
                  .orThrow()
                  .shape())
          .isEqualTo(SEEN);
    }
  }

  @Test
  void whatChangesNothingIsTaken() {
    for (Mode mode : Mode.values()) {
      assertThat(judge(mode).orThrow().shape()).isEqualTo(SEEN);
    }
  }

  @Test
  void anEvolvingTableFollows() {
    var accepted = judge(Mode.EVOLVE, NEW, WIDER).orThrow();

    assertThat(accepted.shape()).isEqualTo(SEEN);
    assertThat(accepted.change().changes()).containsExactly(NEW, WIDER);
  }

  @Test
  void anEvolvingTableDoesNotLoseWhatItHas() {
    assertThat(judge(Mode.EVOLVE, NEW, LOST))
        .isEqualTo(
            new Verdict.Refused(
                ContractError.TABLE_BROKEN,
                "the data of table events changed in a way that no column can follow: column"
                    + " events.tags is no longer filled",
                "rebuild the table from the stored files with `leat load --replay`"));
  }

  @Test
  void aFrozenTableSaysWhatItWouldHaveToTake() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(judge(Mode.FREEZE, NEW, WIDER)::orThrow))
        .asInstanceOf(InstanceOfAssertFactories.type(LeatException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ContractError.TABLE_FROZEN);
              assertThat(e.problem())
                  .isEqualTo(
                      "table events is frozen, and its data would change it: new column"
                          + " events.var_decision varchar; column events.minute bigint becomes"
                          + " double");
              assertThat(e.remedy())
                  .isEqualTo(
                      "set contract: evolve to let the table follow, or discard_column or"
                          + " quarantine_row to load the rest");
            });
  }

  @Test
  void theOtherModesKeepTheTableAsItIs() {
    for (Mode mode : List.of(Mode.DISCARD_COLUMN, Mode.QUARANTINE_ROW)) {
      var accepted = judge(mode, NEW, WIDER).orThrow();
      assertThat(accepted.shape()).isEqualTo(KNOWN);
      assertThat(accepted.change().isEmpty()).isTrue();
    }
  }

  @Test
  void oneRowInAHundredMayBeUnreadable() {
    assertThat(Contract.tolerates(EVENTS, new Tally(99, 1, 3, 0))).isTrue();
    assertThat(Contract.tolerates(EVENTS, new Tally(98, 2, 3, 0))).isFalse();
    assertThat(Contract.tolerates(EVENTS, Tally.NONE)).isTrue();
  }

  @Test
  void anUnreadableFileCountsAmongFilesToo() {
    assertThat(Contract.tolerates(EVENTS, new Tally(1_000_000, 0, 3, 1))).isFalse();
    assertThat(Contract.tolerates(EVENTS, new Tally(1_000_000, 0, 300, 1))).isTrue();
    assertThat(new Tally(1, 2, 3, 4).plus(new Tally(1, 1, 1, 1))).isEqualTo(new Tally(2, 3, 4, 5));
  }
}
