/** What destinations share that speak SQL: statements, load records, origins of rows. */
@NullMarked
package dev.leat.connect.sql;

import org.jspecify.annotations.NullMarked;
