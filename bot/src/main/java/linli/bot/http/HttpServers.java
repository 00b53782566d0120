package linli.bot.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import linli.adapters.Secret;
import linli.bot.channels.Channels;
import linli.bot.inbox.Ingress;
import linli.bot.metrics.Metrics;
import linli.bot.outbox.Messages;
import linli.bot.store.CannotStart;

/** The HTTP side: the same routes on some event loops that share one port. */
public final class HttpServers implements AutoCloseable {

  private static final int LOOPS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** One field of a form, in bytes as it travels: a Chinese character takes nine. */
  private static final int LARGEST_FIELD = 64 << 10;

  /** Requests under way have so long to end when the service stops. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * What is served.
   *
   * @param checks what has to hold before traffic may come, by name
   * @param more adds further routes to each event loop's router
   */
  public record Routes(
      Channels channels,
      Ingress ingress,
      Messages messages,
      Metrics metrics,
      Secret apiToken,
      int maxBodyBytes,
      Map<String, BooleanSupplier> checks,
      Consumer<Router> more) {}

  private final Vertx vertx;
  private final List<String> deployments;
  private final int port;

  private HttpServers(Vertx vertx, List<String> deployments, int port) {
    this.vertx = vertx;
    this.deployments = deployments;
    this.port = port;
  }

  /**
   * Listens; {@code port} 0 = any free one.
   *
   * @throws CannotStart when the port is taken or the address is not ours
   */
  public static HttpServers start(Vertx vertx, String host, int port, Routes routes) {
    // Port 0 means one and the same free port for all loops: the first one finds it.
    var chosen = new AtomicInteger(port);
    try {
      var deployments = new ArrayList<String>();
      for (var i = 0; i < LOOPS; i++) {
        deployments.add(deploy(vertx, new Loop(host, chosen, routes)));
      }
      return new HttpServers(vertx, deployments, chosen.get());
    } catch (Exception failed) {
      if (failed instanceof BindException) {
        throw new CannotStart(
            "http.port: expected a free port on %s, got %d, which is in use".formatted(host, port));
      }
      throw failed;
    }
  }

  /** The port that is listened on. */
  public int port() {
    return port;
  }

  /** Takes no new requests, then ends when those under way are answered. */
  @Override
  public void close() {
    Future.join(deployments.stream().map(vertx::undeploy).toList()).await();
  }

  private static String deploy(Vertx vertx, Loop loop) {
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.EVENT_LOOP);
    return vertx.deployVerticle(loop, options).await();
  }

  private static final class Loop extends VerticleBase {

    private final String host;
    private final AtomicInteger port;
    private final Routes routes;
    private HttpServer server;

    Loop(String host, AtomicInteger port, Routes routes) {
      this.host = host;
      this.port = port;
      this.routes = routes;
    }

    @Override
    public Future<?> start() {
      var options =
          new HttpServerOptions()
              .setIdleTimeout((int) IDLE.toSeconds())
              .setMaxFormAttributeSize(LARGEST_FIELD);
      server = vertx.createHttpServer(options).requestHandler(router());
      return server.listen(port.get(), host).onSuccess(open -> port.set(open.actualPort()));
    }

    @Override
    public Future<?> stop() {
      return server.shutdown(GRACE.toSeconds(), TimeUnit.SECONDS);
    }

    private Router router() {
      var router = Router.router(vertx);
      new Requests(routes.metrics()).mount(router);
      new Operations(routes.checks(), routes.metrics(), new BearerToken(routes.apiToken()))
          .mount(router);
      new Hooks(routes.channels(), routes.ingress(), routes.messages(), routes.maxBodyBytes())
          .mount(router);
      routes.more().accept(router);
      return router;
    }
  }
}
