/** What every destination must be able to do. */
@NullMarked
package dev.leat.testkit.destination;

import org.jspecify.annotations.NullMarked;
