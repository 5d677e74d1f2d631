/** Writers of small files in formats that tests need. */
@NullMarked
package dev.leat.testkit.files;

import org.jspecify.annotations.NullMarked;
