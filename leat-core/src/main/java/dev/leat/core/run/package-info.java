/** Runs: jobs, tasks, locks, interrupts and their reports. */
@NullMarked
package dev.leat.core.run;

import org.jspecify.annotations.NullMarked;
