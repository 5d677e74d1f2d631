package dev.leat.core.run;

import dev.leat.api.Coverage;
import dev.leat.api.DatasetId;
import dev.leat.api.Discovery;
import dev.leat.api.Offer;
import dev.leat.api.RowSink;
import dev.leat.api.Web;
import java.io.IOException;
import java.util.function.Supplier;

/** What a source may use while it lists for one job. */
record JobDiscovery(
    String source, Listings listings, Web web, Parts parts, Supplier<Coverage> covered)
    implements Discovery {
  /** The same where a selector has been chosen. */
  JobDiscovery covering(Supplier<Coverage> selector) {
    return new JobDiscovery(source, listings, web, parts, selector);
  }

  @Override
  public Listing listing(String datasetType, Offer offer) throws IOException, InterruptedException {
    return listings.listing(new DatasetId(source, datasetType, offer.keys()), offer);
  }

  @Override
  public void query(String sql, RowSink sink) {
    parts.tables().query(source, sql, sink);
  }

  @Override
  public Coverage coverage() {
    return covered.get();
  }

  @Override
  public void warn(String sentence) {
    parts.tell(new Progress.Warned(sentence));
  }

  @Override
  public void note(String sentence) {
    parts.tell(new Progress.Noted(sentence));
  }
}
