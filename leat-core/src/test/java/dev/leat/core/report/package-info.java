@NullMarked
package dev.leat.core.report;

import org.jspecify.annotations.NullMarked;
