@NullMarked
package dev.leat.core.project;

import org.jspecify.annotations.NullMarked;
