package dev.leat.connect.web;

import dev.leat.api.Request;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Asks a site what robots may see before it asks for anything else, redirects included. */
record PoliteWeb(Web web, Robots robots) implements Web {
  @Override
  public Answer send(Request request, Rules rules) throws IOException, InterruptedException {
    robots.admit(request.url(), web);
    return web.send(request, rules.admitting(url -> robots.admit(url, web)));
  }

  @Override
  public Answer visit(URI elsewhere, Rules rules) throws IOException, InterruptedException {
    robots.admit(elsewhere, web);
    return web.visit(elsewhere, rules.admitting(url -> robots.admit(url, web)));
  }

  @Override
  public Instant now() {
    return web.now();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    web.pause(duration);
  }
}
