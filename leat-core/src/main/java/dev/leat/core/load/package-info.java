/** Brings tables in a destination to what the store's files say. */
@NullMarked
package dev.leat.core.load;

import org.jspecify.annotations.NullMarked;
