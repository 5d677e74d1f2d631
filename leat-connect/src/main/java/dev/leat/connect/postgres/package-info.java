/** PostgreSQL databases as destinations. */
@NullMarked
package dev.leat.connect.postgres;

import org.jspecify.annotations.NullMarked;
