package dev.leat.connect.rest;

import dev.leat.api.Option;
import dev.leat.api.Option.Kind;
import java.util.List;

/** Everything that leat.yaml can say of a web API. */
final class RestOptions {
  static final String IN_HELP = "Where it goes: the query or the body.";

  static final Option AUTH =
      Option.sections(
              "auth",
              "How requests prove who is asking.",
              Option.of("type", Kind.CHOICE, "The kind of proof.")
                  .oneOf("bearer", "basic", "header", "query", "oauth2", "login")
                  .defaultsTo("bearer"),
              Option.of("token", Kind.SECRET, "The token of a bearer."),
              Option.of("user", Kind.TEXT, "The user of basic and of OAuth's password grant."),
              Option.of("password", Kind.SECRET, "That user's password."),
              Option.of("name", Kind.TEXT, "The header or the parameter that takes the value."),
              Option.of("value", Kind.SECRET, "The value of a header or a parameter."),
              Option.of("token_url", Kind.URL, "Where OAuth gives tokens."),
              Option.of("grant", Kind.CHOICE, "What OAuth gives tokens for.")
                  .oneOf("client_credentials", "refresh_token", "password")
                  .defaultsTo("client_credentials"),
              Option.of("client_id", Kind.TEXT, "Who is asking OAuth."),
              Option.of("client_secret", Kind.SECRET, "That client's secret."),
              Option.of("client_in", Kind.CHOICE, "How the client proves itself.")
                  .oneOf("basic", "body")
                  .defaultsTo("basic"),
              Option.of("refresh_token", Kind.SECRET, "The token that others are got for."),
              Option.of("tokens", Kind.PATH, "The folder of tokens that came in its place.")
                  .defaultsTo(".leat/tokens"),
              Option.of("scope", Kind.TEXT, "What the token is for, as the provider names it."),
              Option.of("params", Kind.NAMED_TEXTS, "More fields for OAuth, such as audience."),
              Option.of("path", Kind.TEXT, "Where to log in, below the source's url."),
              Option.of("body", Kind.JSON, "What to send when logging in."),
              Option.of("token_path", Kind.TEXT, "Where the token is in the answer.")
                  .defaultsTo("$.access_token"),
              Option.of("expires_path", Kind.TEXT, "Where its seconds of life are.")
                  .defaultsTo("$.expires_in"),
              Option.of("as", Kind.CHOICE, "What a token becomes.")
                  .oneOf("bearer", "header", "query")
                  .defaultsTo("bearer"),
              Option.of("prefix", Kind.TEXT, "What stands before it in a header."),
              Option.of("account", Kind.TEXT, "Whose it is; several accounts take turns."))
          .orJust("token");

  private static final Option PAGE =
      Option.sections(
              "page",
              "How to get from page to page; found out by itself where it is left out.",
              Option.of("type", Kind.CHOICE, "The kind, where the other keys do not say it.")
                  .oneOf("none", "page", "offset", "cursor", "link", "next", "graphql"),
              Option.of("param", Kind.TEXT, "The parameter that takes number, offset or cursor."),
              Option.of("in", Kind.CHOICE, IN_HELP).oneOf("query", "body").defaultsTo("query"),
              Option.of("first", Kind.INTEGER, "The first page's number or offset."),
              Option.of("size", Kind.INTEGER, "Records of a full page."),
              Option.of("size_param", Kind.TEXT, "The parameter that takes the size."),
              Option.of("total", Kind.TEXT, "Where answers say how many pages there are."),
              Option.of("total_header", Kind.TEXT, "The header that says it."),
              Option.of("count", Kind.TEXT, "Where answers say how many records there are."),
              Option.of("count_header", Kind.TEXT, "The header that says it."),
              Option.of("more", Kind.TEXT, "Where answers say whether there is more."),
              Option.of("until", Kind.CHOICE, "The last page, where nothing says it.")
                  .oneOf("empty", "short")
                  .defaultsTo("empty"),
              Option.of("cursor", Kind.TEXT, "Where answers have the next cursor."),
              Option.of("cursor_header", Kind.TEXT, "The header that has it."),
              Option.of("next", Kind.TEXT, "Where answers have the next page's address."),
              Option.of("max", Kind.INTEGER, "More pages than this are an error.")
                  .defaultsTo("100000"))
          .orJust("type");

  private static final Option CURSOR =
      Option.sections(
              "cursor",
              "Reads on from the newest record: each file holds what was new.",
              Option.of("field", Kind.TEXT, "The field that tells how new a record is.")
                  .mandatory(),
              Option.of("param", Kind.TEXT, "The parameter that asks for what is newer."),
              Option.of("in", Kind.CHOICE, IN_HELP).oneOf("query", "body").defaultsTo("query"),
              Option.of("start", Kind.TEXT, "Where to begin; everything where left out."),
              Option.of("lag", Kind.DURATION, "How far back to ask again.").defaultsTo("0s"),
              Option.of("order", Kind.CHOICE, "The order that the API keeps.")
                  .oneOf("none", "asc", "desc")
                  .defaultsTo("none"),
              Option.of("type", Kind.CHOICE, "How values are compared.")
                  .oneOf("auto", "text")
                  .defaultsTo("auto"))
          .orJust("field");

  static final Option WINDOW =
      Option.sections(
          "window",
          "Fetches one stretch of time after another, each as a dataset.",
          Option.of("start", Kind.TEXT, "Where the first begins, such as 2024-01-01.").mandatory(),
          Option.of("step", Kind.TEXT, "Their length: 15m, 6h, 1d, 1w, 1mo, 1y.").defaultsTo("1d"),
          Option.of("end", Kind.TEXT, "Where the last ends; now where left out."),
          Option.of("lag", Kind.DURATION, "How long after its end one may change.")
              .defaultsTo("0s"),
          Option.of("from", Kind.TEXT, "The parameter that takes the start."),
          Option.of("to", Kind.TEXT, "The parameter that takes the end."),
          Option.of("in", Kind.CHOICE, IN_HELP).oneOf("query", "body").defaultsTo("query"),
          Option.of("format", Kind.CHOICE, "How times are written; by the step where left out.")
              .oneOf("date", "datetime", "seconds", "millis"),
          Option.of("inclusive", Kind.BOOLEAN, "Whether the end is part of what is asked for.")
              .defaultsTo("false"),
          Option.of(
              "if", Kind.TEXT, "Only windows with a day that another feed names: schedule.date."));

  static final Option EACH =
      Option.sections(
              "each",
              "Asks once for each record of another feed, each value of a list, each row of a"
                  + " table.",
              Option.of("from", Kind.TEXT, "The other feed, with a path to its records."),
              Option.of("list", Kind.JSON, "The values, or maps of values."),
              Option.of("file", Kind.PATH, "A file of values: lines, CSV or JSON."),
              Option.of("table", Kind.TEXT, "A table of the destination, as it was last loaded."),
              Option.of("sql", Kind.TEXT, "A SELECT to ask the destination."),
              Option.of(
                  "as", Kind.NAMED_TEXTS, "Names of keys, and the fields they are taken from."))
          .orJust("from");

  private static final Option JOB =
      Option.sections(
          "job",
          "Waits for an answer that is made while one asks for it.",
          Option.of("poll", Kind.TEXT, "Where to look: a path such as jobs/{id}, or a JSON path.")
              .mandatory(),
          Option.of("state", Kind.TEXT, "Where answers say how far it is.").defaultsTo("$.status"),
          Option.of("done", Kind.TEXTS, "States in which it is made, such as done."),
          Option.of("failed", Kind.TEXTS, "States in which it never will be, such as failed."),
          Option.of(
              "download", Kind.TEXT, "Where to get it; left out where the last answer is it."),
          Option.of("every", Kind.DURATION, "How long to wait between two looks.").defaultsTo("5s"),
          Option.of("timeout", Kind.DURATION, "How long to wait in all.").defaultsTo("1h"));

  static final Option URL =
      Option.of("url", Kind.URL, "The address that paths are below.").mandatory();
  static final Option COMMON_PARAMS =
      Option.of("params", Kind.NAMED_TEXTS, "Parameters of every query.");
  static final Option PATH =
      Option.of("path", Kind.TEXT, "What to ask for, below the source's url.").mandatory();
  static final Option PARAMS = Option.of("params", Kind.NAMED_TEXTS, "Parameters of the query.");
  static final Option IF_EMPTY =
      Option.sections(
          "if_empty",
          "Where an answer has no records, asks again, with one after another.",
          Option.of("params", Kind.NAMED_TEXTS, "Parameters beside the usual ones.").mandatory());
  static final Option HEADERS =
      Option.of("headers", Kind.NAMED_TEXTS, "Headers of this feed's requests.");
  static final Option KEY = Option.of("key", Kind.TEXTS, "The columns that identify a row.");
  static final Option CARRY =
      Option.of("carry", Kind.TEXTS, "Fields of the other feed to keep beside a dataset.");
  static final Option ON_STATUS =
      Option.of("on_status", Kind.NAMED_TEXTS, "What a status means: skip, ignore, wait, fail.");

  private static final Option FEEDS =
      Option.namedSections(
              "feeds",
              "What to fetch, each under a name.",
              PATH,
              Option.of("method", Kind.CHOICE, "How to ask; POST where there is a body.")
                  .oneOf("GET", "POST", "PUT"),
              PARAMS,
              IF_EMPTY,
              HEADERS,
              Option.of("body", Kind.JSON, "A JSON document to send."),
              Option.of("form", Kind.NAMED_TEXTS, "The fields of a form to send."),
              Option.of("query", Kind.TEXT, "A GraphQL query to send."),
              Option.of("variables", Kind.JSON, "Its variables."),
              Option.of("records", Kind.TEXT, "Where the records are, such as $.items[*]."),
              Option.of("format", Kind.CHOICE, "What answers are; by their content where left out.")
                  .oneOf("json", "jsonl", "csv", "xml"),
              KEY,
              PAGE,
              CURSOR,
              WINDOW,
              EACH,
              JOB,
              CARRY,
              Option.of("fail_if", Kind.TEXTS, "Places in an answer that only errors have."),
              ON_STATUS)
          .mandatory();

  static final List<Option> ALL = List.of(URL, AUTH, COMMON_PARAMS, FEEDS);

  private RestOptions() {}
}
