/** Web pages as sources: any site whose pages hold tables, repeating elements or JSON. */
@NullMarked
package dev.leat.connect.web;

import org.jspecify.annotations.NullMarked;
