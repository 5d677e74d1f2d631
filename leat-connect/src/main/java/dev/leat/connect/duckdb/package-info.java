/** DuckDB files as destinations. */
@NullMarked
package dev.leat.connect.duckdb;

import org.jspecify.annotations.NullMarked;
