package dev.leat.connect.web;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong between a source of web pages and its site. */
enum WebError implements ErrorCode {
  /** The site does not want robots to see the page. */
  WEB_ROBOTS_FORBID(Blame.OPERATOR);

  private final Blame blame;

  WebError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
