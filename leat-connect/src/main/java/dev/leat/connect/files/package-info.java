/** A folder on this machine as a source. */
@NullMarked
package dev.leat.connect.files;

import org.jspecify.annotations.NullMarked;
