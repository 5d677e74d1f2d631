package dev.leat.core.run;

import dev.leat.api.DatasetState;
import dev.leat.api.LeatEvent;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Review;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Origin;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.run.Progress.TaskOutcome;
import dev.leat.core.store.Draft;
import dev.leat.core.store.DraftOutcome;
import java.io.IOException;
import java.util.List;

/** Brings one dataset up to date: fetches its files into a draft and commits it. */
final class DatasetTask {
  /** What a task came to, and what the outbox was told of it. */
  record Result(TaskOutcome outcome, long bytes, List<LeatEvent> events) {}

  private final Parts parts;
  private final FetchSettings settings;
  private final Lease lease;
  private final Origin origin;

  DatasetTask(Parts parts, FetchSettings settings, Lease lease) {
    this.parts = parts;
    this.settings = settings;
    this.lease = lease;
    this.origin = new Origin(Origin.Kind.TASK, parts.holder().run());
  }

  Result run(Decisions.Task task) throws IOException, InterruptedException {
    Draft draft = parts.store().draft(task.id(), lease);
    long bytes = 0;
    boolean there = task.isThere();
    for (OfferedFile file : task.files()) {
      Intake.Result taken = Intake.take(parts, draft, file, settings);
      bytes += taken.bytes();
      there |= taken.there();
    }
    Offer offer = there ? task.offer() : task.offer().in(DatasetState.MISSING);
    DraftOutcome outcome = draft.commit(describe(offer, draft), origin);
    return new Result(outcome(outcome), bytes, draft.events());
  }

  private static Description describe(Offer offer, Draft draft) throws IOException {
    Review review = offer.review();
    if (review == null) {
      return new Description(offer.name(), offer.state(), offer.metadata());
    }
    Review.Finding finding = review.review(offer, draft::open);
    return new Description(offer.name(), finding.state(), finding.metadata());
  }

  static TaskOutcome outcome(DraftOutcome outcome) {
    return switch (outcome) {
      case DraftOutcome.Created created -> TaskOutcome.CREATED;
      case DraftOutcome.Updated updated -> TaskOutcome.UPDATED;
      case DraftOutcome.Described described -> TaskOutcome.UPDATED;
      case DraftOutcome.Unchanged unchanged -> TaskOutcome.UNCHANGED;
    };
  }
}
