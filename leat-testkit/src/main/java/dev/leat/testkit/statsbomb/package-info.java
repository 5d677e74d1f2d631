/** An invented provider in the layouts of StatsBomb's open data and API. */
@NullMarked
package dev.leat.testkit.statsbomb;

import org.jspecify.annotations.NullMarked;
