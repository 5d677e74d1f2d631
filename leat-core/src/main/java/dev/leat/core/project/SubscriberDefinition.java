package dev.leat.core.project;

/** The class of an {@link dev.leat.api.EventListener} that the project names. */
public record SubscriberDefinition(String className, Position at) {}
