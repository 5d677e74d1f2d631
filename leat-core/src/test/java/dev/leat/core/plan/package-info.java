@NullMarked
package dev.leat.core.plan;

import org.jspecify.annotations.NullMarked;
