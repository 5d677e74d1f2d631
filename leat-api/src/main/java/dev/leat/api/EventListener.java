package dev.leat.api;

/** Code outside Leat that wants to know what happened; its failures never stop a run. */
@FunctionalInterface
public interface EventListener {
  void on(LeatEvent event);
}
