package dev.leat.connect.rest;

import java.time.Instant;

/** A stretch of time that is fetched as one dataset; the end is not part of it. */
record Window(Instant start, Instant end) {}
