/** Brings the bytes of offered files here: limits, retries, timeouts, conditions, redirects. */
@NullMarked
package dev.leat.core.fetch;

import org.jspecify.annotations.NullMarked;
