/** What every source must do, and the means to try one without an engine. */
@NullMarked
package dev.leat.testkit.source;

import org.jspecify.annotations.NullMarked;
