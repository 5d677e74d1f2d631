/** Stores as another program would have left them, to be taken over. */
@NullMarked
package dev.leat.testkit.ingestify;

import org.jspecify.annotations.NullMarked;
