/** How positive or negative a text is. */
@NullMarked
package dev.leat.connect.sentiment;

import org.jspecify.annotations.NullMarked;
