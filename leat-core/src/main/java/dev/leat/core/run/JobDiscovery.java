package dev.leat.core.run;

import dev.leat.api.Coverage;
import dev.leat.api.DatasetId;
import dev.leat.api.Discovery;
import dev.leat.api.Offer;
import dev.leat.api.Web;
import java.io.IOException;
import java.util.function.Supplier;

/** What a source may use while it lists for one job. */
record JobDiscovery(String source, Listings listings, Web web, Supplier<Coverage> covered)
    implements Discovery {
  /** The same where a selector has been chosen. */
  JobDiscovery covering(Supplier<Coverage> selector) {
    return new JobDiscovery(source, listings, web, selector);
  }

  @Override
  public Listing listing(String datasetType, Offer offer) throws IOException, InterruptedException {
    return listings.listing(new DatasetId(source, datasetType, offer.keys()), offer);
  }

  @Override
  public Coverage coverage() {
    return covered.get();
  }
}
