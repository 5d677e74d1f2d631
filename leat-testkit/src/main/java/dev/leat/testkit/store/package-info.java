/** What every file store must do, and one that fails on purpose. */
@NullMarked
package dev.leat.testkit.store;

import org.jspecify.annotations.NullMarked;
