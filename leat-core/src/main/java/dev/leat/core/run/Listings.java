package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.Discovery.Listing;
import dev.leat.api.Offer;
import java.io.IOException;

/** Fetches listings for a source. */
interface Listings {
  Listing listing(DatasetId id, Offer offer) throws IOException, InterruptedException;
}
