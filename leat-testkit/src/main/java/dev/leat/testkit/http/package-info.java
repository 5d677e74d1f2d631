/** A scriptable HTTP server for tests and benchmarks. */
@NullMarked
package dev.leat.testkit.http;

import org.jspecify.annotations.NullMarked;
