package dev.leat.connect.rest;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong between a feed's lines in leat.yaml and the answers of its API. */
enum RestError implements ErrorCode {
  /** An answer is not what its feed says: no JSON, an HTML page. */
  REST_ANSWER_UNREADABLE(Blame.SOURCE),
  /** The API says in its answer that something went wrong. */
  REST_ANSWER_FAILED(Blame.SOURCE),
  /** A status that the feed calls a failure. */
  REST_STATUS_FAILED(Blame.OPERATOR),
  /** The records are not where the feed says. */
  REST_RECORDS_MISSING(Blame.DATA),
  /** A page that has been seen, or a cursor that has. */
  REST_PAGE_REPEATED(Blame.SOURCE),
  /** More pages than are allowed. */
  REST_PAGES_ENDLESS(Blame.SOURCE),
  /** The answers do not tell where the next page is. */
  REST_PAGING_UNKNOWN(Blame.OPERATOR),
  /** The next page is on another host. */
  REST_NEXT_ELSEWHERE(Blame.OPERATOR),
  /** Values of the cursor's field are out of order, or cannot be compared. */
  REST_CURSOR_UNUSABLE(Blame.DATA),
  /** A parent's record lacks what its children are asked by. */
  REST_PARENT_UNUSABLE(Blame.DATA),
  /** No token came of logging in. */
  REST_LOGIN_FAILED(Blame.OPERATOR),
  /** A refresh token came in place of another, and cannot be kept for the next run. */
  REST_TOKEN_UNKEPT(Blame.OPERATOR),
  /** A job came to a bad end, or its answers do not say how far it is. */
  REST_JOB_FAILED(Blame.SOURCE),
  /** A job takes longer than one waits for it; the next run looks for it again. */
  REST_JOB_UNFINISHED(Blame.SOURCE),
  /** A web page keeps robots out, or has nothing to say. */
  REST_PAGE_REFUSED(Blame.SOURCE),
  /** A web page does not have its records yet. */
  REST_PAGE_NOT_READY(Blame.SOURCE),
  /** A web page did not have all of its records by its deadline. */
  REST_PAGE_GIVEN_UP(Blame.SOURCE),
  /** A web page that had a place for records is without it. */
  REST_PAGE_OTHER(Blame.SOURCE),
  /** A feed has no windows that could be filled. */
  REST_NO_WINDOW(Blame.OPERATOR);

  private final Blame blame;

  RestError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  @Override
  public boolean isPassing() {
    return this == REST_PAGE_NOT_READY;
  }
}
