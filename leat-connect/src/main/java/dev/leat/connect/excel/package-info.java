/** Excel workbooks as a format. */
@NullMarked
package dev.leat.connect.excel;

import org.jspecify.annotations.NullMarked;
