package linli.bot.chat;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * Only the page itself, opened on this machine, may use the page's addresses.
 *
 * <p>The name that was called must be this machine's (another site's name may lead here as well),
 * and a request that does something must come from the page: from the same origin, with the header
 * that other sites cannot send without being asked first.
 */
final class Guard {

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

  private Guard() {}

  static void everything(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cache-Control", "no-store");
    var authority = context.request().authority();
    if (authority == null || !THIS_MACHINE.contains(authority.host())) {
      Small.text(context, 403, "这个页面只能在本机打开:http://localhost:端口/chat");
      return;
    }
    context.next();
  }

  /** For requests that change something or hold something open. */
  static void samePage(RoutingContext context) {
    var site = header(context, "Sec-Fetch-Site").orElse("same-origin");
    var own = "http://" + context.request().authority();
    var fromHere = site.equals("same-origin") && header(context, "Origin").orElse(own).equals(own);
    var asked =
        context.request().method() == HttpMethod.GET || header(context, "HX-Request").isPresent();
    if (!fromHere || !asked) {
      Small.text(context, 403, "只接受本页面发来的请求。");
      return;
    }
    context.next();
  }

  private static Optional<String> header(RoutingContext context, String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }
}
