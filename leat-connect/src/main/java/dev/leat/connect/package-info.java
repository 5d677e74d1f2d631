/** Light connectors, one package each. */
@NullMarked
package dev.leat.connect;

import org.jspecify.annotations.NullMarked;
