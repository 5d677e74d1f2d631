package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.Discovery.Listing;
import dev.leat.api.OfferedFile;
import java.io.IOException;

/** Fetches listings for a source. */
interface Listings {
  Listing listing(DatasetId id, OfferedFile file) throws IOException, InterruptedException;
}
