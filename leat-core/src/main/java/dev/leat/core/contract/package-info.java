/** Whether what was read may go where it is meant to go. */
@NullMarked
package dev.leat.core.contract;

import org.jspecify.annotations.NullMarked;
