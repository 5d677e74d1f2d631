package dev.leat.core.catalog;

/** One revision of one dataset. */
public record RevisionRef(long dataset, int revision) {}
