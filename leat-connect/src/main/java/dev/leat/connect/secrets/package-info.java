/** Secret stores of cloud providers, by their HTTP APIs alone. */
@NullMarked
package dev.leat.connect.secrets;

import org.jspecify.annotations.NullMarked;
