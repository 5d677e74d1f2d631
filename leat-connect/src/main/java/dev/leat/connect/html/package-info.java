/** Records out of web pages: tables, repeating elements, embedded JSON. */
@NullMarked
package dev.leat.connect.html;

import org.jspecify.annotations.NullMarked;
