/** Files in S3 and in what speaks its protocol. */
@NullMarked
package dev.leat.connect.aws;

import org.jspecify.annotations.NullMarked;
