package linli.bot.chat;

import io.vertx.ext.web.RoutingContext;

/** Small answers: fixed words, never anything from the request. */
final class Small {

  private Small() {}

  static void text(RoutingContext context, int status, String text) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(text);
  }

  static void html(RoutingContext context, String html) {
    context.response().putHeader("Content-Type", "text/html; charset=utf-8").end(html);
  }

  /** Tells a tab from before a restart that it shows another run's lines. */
  static void reload(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .end("event: reload\ndata: .\n\n");
  }

  static void done(RoutingContext context) {
    context.response().setStatusCode(204).end();
  }

  /** To another address of the page. */
  static void over(RoutingContext context, String address) {
    context.response().setStatusCode(303).putHeader("Location", address).end();
  }
}
