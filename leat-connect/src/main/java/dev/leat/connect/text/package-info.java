/** Texts of fixed widths as a format. */
@NullMarked
package dev.leat.connect.text;

import org.jspecify.annotations.NullMarked;
