/** Connectors of a user's own, in jars. */
@NullMarked
package dev.leat.testkit.plugin;

import org.jspecify.annotations.NullMarked;
