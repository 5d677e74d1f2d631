/** Makes models, files and commands' work of tables, after they were loaded. */
@NullMarked
package dev.leat.core.report;

import org.jspecify.annotations.NullMarked;
