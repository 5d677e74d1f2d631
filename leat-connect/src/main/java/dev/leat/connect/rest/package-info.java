/** Any web API, described in leat.yaml alone. */
@NullMarked
package dev.leat.connect.rest;

import org.jspecify.annotations.NullMarked;
