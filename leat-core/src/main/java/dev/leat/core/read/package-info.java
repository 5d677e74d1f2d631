/** Raw files become typed tables, as SQL in a private DuckDB. */
@NullMarked
package dev.leat.core.read;

import org.jspecify.annotations.NullMarked;
