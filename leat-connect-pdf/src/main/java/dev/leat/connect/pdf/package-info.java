/** Tables in PDF files. */
@NullMarked
package dev.leat.connect.pdf;

import org.jspecify.annotations.NullMarked;
