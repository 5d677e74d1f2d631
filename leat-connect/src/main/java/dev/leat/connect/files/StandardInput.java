package dev.leat.connect.files;

import dev.leat.api.Content;
import dev.leat.api.Discovery;
import dev.leat.api.FeedVersion;
import dev.leat.api.FileWriter;
import dev.leat.api.Keys;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Source;
import java.util.Iterator;
import java.util.List;

/** Offers what is piped into this process as one file. */
final class StandardInput implements Source {
  /** The path of it, as leat.yaml writes it. */
  static final String PATH = "-";

  private final FeedVersion feed;

  StandardInput(FeedVersion feed) {
    this.feed = feed;
  }

  @Override
  public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery) {
    var content =
        new Content.Written(
            (file, current, sink) -> {
              System.in.transferTo(sink);
              return new FileWriter.Outcome.Complete(null, null);
            });
    Offer offer =
        Offer.of(Keys.of("path", "stdin"))
            .named("standard input")
            .with(OfferedFile.of(feed, "bin", content));
    return List.of(List.of(offer)).iterator();
  }
}
