package dev.leat.connect.rest;

import dev.leat.api.Settings;
import dev.leat.api.TableDefault;
import dev.leat.connect.html.HtmlRecords;
import java.util.Optional;

/**
 * How answers are read that are web pages.
 *
 * @param settings what leat.yaml says of that
 * @param ready when a page is what it will be; empty where it always is
 */
record PageRule(HtmlRecords records, Settings settings, Optional<Ready> ready) {
  static final String FORMAT = "html";

  TableDefault.Format format() {
    return new TableDefault.Format(FORMAT, settings, records.toString());
  }

  /** What requests depend on: not how a page is read that was stored. */
  @Override
  public String toString() {
    return "page, ready " + ready;
  }
}
