/** A real S3 server. */
@NullMarked
package dev.leat.testkit.s3;

import org.jspecify.annotations.NullMarked;
