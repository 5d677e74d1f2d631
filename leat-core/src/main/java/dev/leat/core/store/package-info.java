/** Raw files and what the catalog knows of them. */
@NullMarked
package dev.leat.core.store;

import org.jspecify.annotations.NullMarked;
