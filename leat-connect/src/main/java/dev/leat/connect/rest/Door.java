package dev.leat.connect.rest;

import dev.leat.api.Request;
import dev.leat.api.Web;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sends calls with what proves who is asking; a rejected token is got anew, once. What the feed
 * says of status 401 holds for the answer to the new one.
 */
record Door(Access access, Web web) {
  private static final int UNAUTHORIZED = 401;

  Web.Answer send(Call call, Web.Rules rules) throws IOException, InterruptedException {
    return send(access.next(web, call), call, rules);
  }

  /** For what only whoever began it may go on with. */
  Web.Answer sendAsFirst(Call call, Web.Rules rules) throws IOException, InterruptedException {
    return send(access.first(), call, rules);
  }

  private Web.Answer send(Account account, Call call, Web.Rules rules)
      throws IOException, InterruptedException {
    List<Request.Credentials> credentials = account.credentials(web);
    Request request = account.sign(call, credentials);
    if (!account.renews()) {
      return web.send(request, rules);
    }
    Set<Integer> take = new TreeSet<>(rules.take());
    take.add(UNAUTHORIZED);
    Web.Answer answer = web.send(request, new Web.Rules(take, rules.retry()));
    if (answer.status() != UNAUTHORIZED) {
      return answer;
    }
    account.renew(credentials);
    return web.send(account.sign(call, account.credentials(web)), rules);
  }
}
