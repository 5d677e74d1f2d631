package dev.leat.core.run;

import dev.leat.api.Content;
import dev.leat.api.Cursor;
import dev.leat.api.KnownFile;
import dev.leat.api.OfferedFile;
import dev.leat.api.Pages;
import dev.leat.core.catalog.Provenance;
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
      var paged = new Content.Paged(pages);
      return keep(parts.fetcher().walk(file, paged, start, spool, settings), spool);
    }
  }

  /** The same for every process that works on this file. */
  private String name() {
    String what = parts.catalog().bucket() + "/" + draft.dataset() + "/" + file.id();
    return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Intake.Result keep(Pages.End end, PageSpool spool) throws IOException {
    Intake.Result result =
        switch (end) {
          case Pages.End.Complete complete -> land(complete, spool);
          case Pages.End.Unchanged unchanged -> {
            draft.unchanged(file.id(), file.modified());
            yield new Intake.Result(0, true);
          }
          case Pages.End.Absent absent -> {
            draft.absent(file.id(), parts.now().plus(parts.absence()), file.modified());
            yield new Intake.Result(0, false);
          }
        };
    spool.discard();
    return result;
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
