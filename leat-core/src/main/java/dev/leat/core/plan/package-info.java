/** What should be here becomes jobs, and offers become decisions. */
@NullMarked
package dev.leat.core.plan;

import org.jspecify.annotations.NullMarked;
