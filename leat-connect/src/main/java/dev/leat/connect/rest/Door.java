package dev.leat.connect.rest;

import dev.leat.api.Request;
import dev.leat.api.Web;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sends calls with what proves who is asking; a rejected token is got anew, once. */
record Door(Access access, Web web) {
  private static final int UNAUTHORIZED = 401;

  Web.Answer send(Call call, Web.Rules rules) throws IOException, InterruptedException {
    List<Request.Credentials> credentials = access.credentials(web);
    Request request = call.request(credentials);
    if (!access.renews() || rules.take().contains(UNAUTHORIZED)) {
      return web.send(request, rules);
    }
    Set<Integer> take = new TreeSet<>(rules.take());
    take.add(UNAUTHORIZED);
    Web.Answer answer = web.send(request, new Web.Rules(take, rules.retry()));
    if (answer.status() != UNAUTHORIZED) {
      return answer;
    }
    access.renew(credentials);
    return web.send(call.request(access.credentials(web)), rules);
  }
}
