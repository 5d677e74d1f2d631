/** XML files as a format. */
@NullMarked
package dev.leat.connect.xml;

import org.jspecify.annotations.NullMarked;
