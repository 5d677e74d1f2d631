/** The commands, and the composition root. */
@NullMarked
package dev.leat.cli;

import org.jspecify.annotations.NullMarked;
