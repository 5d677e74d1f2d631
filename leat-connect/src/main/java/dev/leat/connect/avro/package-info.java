/** Avro object files as a format. */
@NullMarked
package dev.leat.connect.avro;

import org.jspecify.annotations.NullMarked;
