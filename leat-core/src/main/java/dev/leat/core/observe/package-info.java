/** Who is told of what happened. */
@NullMarked
package dev.leat.core.observe;

import org.jspecify.annotations.NullMarked;
