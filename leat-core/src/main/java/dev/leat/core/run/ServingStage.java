package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.DestinationError;
import dev.leat.api.LeatException;
import dev.leat.api.Model;
import dev.leat.core.report.ServingViews;
import java.util.List;
import java.util.Map;

/** Keeps the views for dashboards beside the tables; what goes wrong with them stops nothing. */
final class ServingStage {
  private final Parts parts;
  private final Destination destination;

  ServingStage(Parts parts, Destination destination) {
    this.parts = parts;
    this.destination = destination;
  }

  /** Runs on a platform thread. */
  void run(List<LoadReport> loads) {
    if (loads.stream().noneMatch(load -> load.state() == LoadReport.State.LOADED)) {
      return;
    }
    try {
      Map<String, String> marks = destination.marks();
      for (Model view : ServingViews.ALL) {
        if (!view.mark().equals(marks.get(view.name()))) {
          destination.materialise(view);
        }
      }
    } catch (LeatException e) {
      if (!e.code().equals(DestinationError.MODELS_UNSUPPORTED)) {
        parts.tell(
            new Progress.Warned(
                "The views _leat_status and _leat_rows_per_day are not what they should be: "
                    + parts.error("the views for dashboards", e).problem()));
      }
    }
  }
}
