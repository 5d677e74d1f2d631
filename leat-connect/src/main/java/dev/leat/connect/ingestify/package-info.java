/** Reads the catalog and the files of an Ingestify store, so that they can be taken over. */
@NullMarked
package dev.leat.connect.ingestify;

import org.jspecify.annotations.NullMarked;
