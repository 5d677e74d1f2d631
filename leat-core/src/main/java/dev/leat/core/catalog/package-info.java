/** The catalog: what the store holds, who works on it, and what happened. */
@NullMarked
package dev.leat.core.catalog;

import org.jspecify.annotations.NullMarked;
