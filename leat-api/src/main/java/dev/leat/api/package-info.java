/** What a connector author compiles against. */
@NullMarked
package dev.leat.api;

import org.jspecify.annotations.NullMarked;
