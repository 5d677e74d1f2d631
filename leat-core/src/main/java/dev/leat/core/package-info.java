/** The engine; its packages are the stages between a source and a destination, in order. */
@NullMarked
package dev.leat.core;

import org.jspecify.annotations.NullMarked;
