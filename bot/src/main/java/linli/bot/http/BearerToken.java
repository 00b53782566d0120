package linli.bot.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import linli.adapters.Secret;

/** Lets through who knows the token of {@code Authorization: Bearer …}; others get 401. */
public final class BearerToken implements Handler<RoutingContext> {

  private static final String SCHEME = "Bearer ";

  private final byte[] token;

  public BearerToken(Secret token) {
    this.token = token.bytes();
  }

  @Override
  public void handle(RoutingContext context) {
    var header = context.request().getHeader("Authorization");
    if (header != null
        && header.startsWith(SCHEME)
        && MessageDigest.isEqual(
            token, header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8))) {
      context.next();
      return;
    }
    context.response().putHeader("WWW-Authenticate", "Bearer");
    Answers.error(context, 401, "bearer token missing or wrong", null, null);
  }
}
