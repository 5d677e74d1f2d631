package dev.leat.core.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.Outbox.Entry;
import dev.leat.core.catalog.TestCatalogs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class EventReaderTest {
  private final TestCatalogs.Kind kind;
  private final MovingClock clock = new MovingClock();
  private Catalog catalog;

  EventReaderTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    catalog = kind.open(folder, clock);
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void eachReaderGetsEveryEventOnce() {
    tell(1, 2);
    assertThat(drained("a")).containsExactly(event(1), event(2));
    tell(3);

    assertThat(drained("a")).containsExactly(event(3));
    assertThat(drained("b")).containsExactly(event(1), event(2), event(3));
    assertThat(drained("a")).isEmpty();
  }

  @Test
  void aFailingHandlerSeesTheSameEventAgain() {
    tell(1, 2, 3);
    var seen = new ArrayList<LeatEvent>();
    var reader = new EventReader(catalog, "a");

    assertThatThrownBy(() -> reader.drain(entry -> failAtTwo(entry, seen)))
        .hasMessage("on purpose");
    assertThat(drained("b")).hasSize(3);

    assertThat(seen).containsExactly(event(1));
    assertThat(drained("a")).containsExactly(event(2), event(3));
  }

  private void failAtTwo(Entry entry, List<LeatEvent> seen) {
    if (entry.event().orElseThrow().equals(event(2))) {
      throw new IllegalStateException("on purpose");
    }
    seen.add(entry.event().orElseThrow());
  }

  @Test
  void aFailingBatchIsSeenAgainAsAWhole() {
    tell(1, 2, 3);
    var reader = new EventReader(catalog, "a");
    var sizes = new ArrayList<Integer>();

    assertThatThrownBy(
            () ->
                reader.drainBatches(
                    2,
                    batch -> {
                      sizes.add(batch.size());
                      if (batch.size() == 1) {
                        throw new IllegalStateException("on purpose");
                      }
                    }))
        .hasMessage("on purpose");

    assertThat(sizes).containsExactly(2, 1);
    assertThat(drained("a")).containsExactly(event(3));
  }

  private void tell(int... numbers) {
    for (int number : numbers) {
      catalog.outbox().append(List.of(event(number)));
    }
  }

  private List<LeatEvent> drained(String name) {
    var seen = new ArrayList<LeatEvent>();
    int handled =
        new EventReader(catalog, name).drain(entry -> seen.add(entry.event().orElseThrow()));
    assertThat(handled).isEqualTo(seen.size());
    return seen;
  }

  private LeatEvent event(int number) {
    return new LeatEvent.DatasetCreated(
        clock.instant(), new DatasetId("s", "t", Keys.of("n", number)));
  }
}
