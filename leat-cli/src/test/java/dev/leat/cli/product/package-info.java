/** The product as its users meet it: the real command line, in a real process. */
@NullMarked
package dev.leat.cli.product;

import org.jspecify.annotations.NullMarked;
