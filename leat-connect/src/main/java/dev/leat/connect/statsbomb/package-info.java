/** StatsBomb: its open data and its API. */
@NullMarked
package dev.leat.connect.statsbomb;

import org.jspecify.annotations.NullMarked;
