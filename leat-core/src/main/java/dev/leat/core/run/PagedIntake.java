package dev.leat.core.run;

import dev.leat.api.Content;
import dev.leat.api.Cursor;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.OfferedFile;
import dev.leat.api.Pages;
import dev.leat.core.catalog.Provenance;
import dev.leat.core.fetch.FetchError;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.fetch.Redaction;
import dev.leat.core.store.Draft;
import dev.leat.core.store.PageSpool;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Takes one file that is walked page by page into a draft; a killed walk is taken up again. */
final class PagedIntake {
  private final Parts parts;
  private final Draft draft;
  private final OfferedFile file;
  private final Pages pages;

  PagedIntake(Parts parts, Draft draft, OfferedFile file, Pages pages) {
    this.parts = parts;
    this.draft = draft;
    this.file = file;
    this.pages = pages;
  }

  Intake.Result take(FetchSettings settings) throws IOException, InterruptedException {
    Optional<KnownFile> current = Optional.ofNullable(draft.known().get(file.id()));
    Cursor committed = current.map(KnownFile::cursor).orElse(Cursor.START);
    String basis = pages.fingerprint() + "\n" + committed.text();
    try (PageSpool spool = PageSpool.open(parts.pages(), name(), basis, parts.clock())) {
      var start = new Pages.Start(committed, spool.checkpoint(), current);
      return keep(walk(start, spool, settings), spool);
    }
  }

  /** What leads to the next page may be dead by now: such a walk begins anew. */
  private Pages.End walk(Pages.Start start, PageSpool spool, FetchSettings settings)
      throws IOException, InterruptedException {
    var paged = new Content.Paged(pages);
    String why;
    try {
      Pages.End end = parts.fetcher().walk(file, paged, start, spool, settings);
      if (!(end instanceof Pages.End.Absent absent) || !isStuck(start, spool)) {
        return end;
      }
      why = absent.reason();
    } catch (LeatException e) {
      if (e.code() != FetchError.REQUEST_REFUSED || !isStuck(start, spool)) {
        throw e;
      }
      why = e.problem();
    }
    parts.tell(
        new Progress.Warned(
            Redaction.BY_NAME.text(pages.url().toString())
                + " does not go on where an earlier run stopped ("
                + why
                + "): it is walked from the start"));
    spool.discard();
    var anew = new Pages.Start(start.committed(), Cursor.START, start.current());
    return parts.fetcher().walk(file, paged, anew, spool, settings);
  }

  /** Whether it was taken up and has not come one page further. */
  private static boolean isStuck(Pages.Start start, PageSpool spool) {
    return !start.checkpoint().isStart() && spool.checkpoint().equals(start.checkpoint());
  }

  /** The same for every process that works on this file. */
  private String name() {
    String what = parts.catalog().bucket() + "/" + draft.dataset() + "/" + file.id();
    return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Intake.Result keep(Pages.End end, PageSpool spool) throws IOException {
    Intake.Result result = result(end, spool);
    spool.discard();
    return result;
  }

  private Intake.Result result(Pages.End end, PageSpool spool) throws IOException {
    return switch (end) {
      case Pages.End.Complete complete -> land(complete, spool);
      case Pages.End.Unchanged unchanged -> {
        draft.unchanged(file.id(), file.modified());
        yield new Intake.Result(0, true);
      }
      case Pages.End.Absent absent -> {
        draft.absent(file.id(), parts.now().plus(parts.absence()), file.modified());
        yield new Intake.Result(0, false);
      }
      case Pages.End.GivenUp over -> {
        parts.note(new Failure(draft.dataset().toString(), over.why()));
        yield result(over.rest(), spool);
      }
    };
  }

  private Intake.Result land(Pages.End.Complete complete, PageSpool spool) throws IOException {
    String format = Objects.requireNonNullElse(complete.format(), file.format());
    URI url = Objects.requireNonNullElse(complete.url(), pages.url());
    try (Draft.Incoming incoming = draft.receive(file.id(), format)) {
      spool.transferTo(incoming.sink());
      incoming.land(
          new Provenance(
              Redaction.BY_NAME.url(url).toString(),
              complete.etag(),
              complete.lastModified(),
              file.modified(),
              null,
              parts.now(),
              complete.cursor()));
    }
    return new Intake.Result(spool.size(), true);
  }
}
