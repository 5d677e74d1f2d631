package dev.leat.core.run;

import dev.leat.api.Coverage;
import dev.leat.api.DatasetId;
import dev.leat.api.Discovery;
import dev.leat.api.Keys;
import dev.leat.api.OfferedFile;
import java.io.IOException;
import java.util.function.Supplier;

/** What a source may use while it lists for one job. */
record JobDiscovery(String source, Listings listings, Supplier<Coverage> covered)
    implements Discovery {
  @Override
  public Listing listing(String datasetType, Keys keys, OfferedFile file)
      throws IOException, InterruptedException {
    return listings.listing(new DatasetId(source, datasetType, keys), file);
  }

  @Override
  public Coverage coverage() {
    return covered.get();
  }
}
