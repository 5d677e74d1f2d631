package dev.leat.core.load;

import dev.leat.api.Reference;
import dev.leat.api.TableState;
import dev.leat.core.project.Quality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What must hold of a table's rows, and of rows that refer to them.
 *
 * @param referrers tables whose rows refer to this one's
 */
public record Promises(Quality quality, List<Referrer> referrers) {
  public static final Promises NONE = new Promises(Quality.NONE, List.of());

  public Promises {
    Objects.requireNonNull(quality);
    referrers = List.copyOf(referrers);
  }

  /**
   * A table whose rows refer to another one's.
   *
   * @param configuration under which the reference was, or is to be, made true
   */
  public record Referrer(Reference reference, String configuration) {
    public Referrer {
      Objects.requireNonNull(reference);
      Objects.requireNonNull(configuration);
    }
  }

  /** The references that a load must leave whole: of others, those that hold by now. */
  List<Reference> binding(Map<String, TableState> states) {
    var binding = new ArrayList<>(quality.references());
    for (Referrer referrer : referrers) {
      TableState state = states.get(referrer.reference().table());
      if (state != null
          && state.load() != 0
          && state.configuration().equals(referrer.configuration())) {
        binding.add(referrer.reference());
      }
    }
    return binding;
  }

  List<String> parents() {
    return quality.references().stream().map(Reference::parent).toList();
  }
}
