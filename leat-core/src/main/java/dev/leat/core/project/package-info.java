/** leat.yaml becomes values here, every mistake at once. */
@NullMarked
package dev.leat.core.project;

import org.jspecify.annotations.NullMarked;
