/** Benchmarks of what Leat does in bulk. */
@NullMarked
package dev.leat.bench;

import org.jspecify.annotations.NullMarked;
