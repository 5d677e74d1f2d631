/** What tests of connectors share: conformance suites, fakes, a clock that stands still. */
@NullMarked
package dev.leat.testkit;

import org.jspecify.annotations.NullMarked;
