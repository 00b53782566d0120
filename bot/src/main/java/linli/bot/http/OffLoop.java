package linli.bot.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Lets a route wait: its handler runs on a virtual thread and may call {@code await()}. */
public final class OffLoop {

  private OffLoop() {}

  /** What the handler throws goes to the failure handler. */
  public static Handler<RoutingContext> handler(Handler<RoutingContext> handler) {
    return context ->
        Thread.ofVirtual()
            .name("request")
            .start(
                () -> {
                  try {
                    handler.handle(context);
                  } catch (Throwable failure) {
                    context.vertx().runOnContext(x -> context.fail(failure));
                  }
                });
  }
}
