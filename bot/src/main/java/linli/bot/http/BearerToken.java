package linli.bot.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
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
    if (sentWith(context).filter(this::is).isPresent()) {
      context.next();
      return;
    }
    context.response().putHeader("WWW-Authenticate", "Bearer");
    Answers.error(context, 401, "bearer token missing or wrong", null, null);
  }

  /** The token that came with the request. */
  public static Optional<String> sentWith(RoutingContext context) {
    return Optional.ofNullable(context.request().getHeader("Authorization"))
        .filter(header -> header.startsWith(SCHEME))
        .map(header -> header.substring(SCHEME.length()));
  }

  /** Whether it is this one; takes equally long for every wrong one. */
  public boolean is(String sent) {
    return MessageDigest.isEqual(token, sent.getBytes(StandardCharsets.UTF_8));
  }
}
