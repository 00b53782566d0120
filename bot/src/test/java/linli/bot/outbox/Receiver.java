package linli.bot.outbox;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import linli.adapters.Secret;
import linli.adapters.webhook.Signature;

/** Another system that the bot posts its messages to. */
public final class Receiver implements AutoCloseable {

  private final List<JsonObject> received = Collections.synchronizedList(new ArrayList<>());
  private final Signature signature;
  private final HttpServer server;

  /**
   * Listens on a free port.
   *
   * @param answer gets each request with its message and must answer it
   */
  public Receiver(
      Vertx vertx,
      Secret secret,
      InstantSource clock,
      BiConsumer<HttpServerRequest, JsonObject> answer) {
    this.signature = new Signature(secret, clock);
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> request.body().onSuccess(body -> take(request, body.getBytes(), answer)))
            .listen(0, "127.0.0.1")
            .await();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/in");
  }

  /** Every message whose signature held, in the order of arrival. */
  public List<JsonObject> received() {
    return List.copyOf(received);
  }

  public List<String> texts() {
    return received().stream().map(message -> message.getString("text")).toList();
  }

  private void take(
      HttpServerRequest request, byte[] body, BiConsumer<HttpServerRequest, JsonObject> answer) {
    if (!signature.holds(request.getHeader(Signature.HEADER), body)) {
      request.response().setStatusCode(401).end();
      return;
    }
    var message = new JsonObject(new String(body, StandardCharsets.UTF_8));
    received.add(message);
    answer.accept(request, message);
  }

  @Override
  public void close() {
    server.close().await();
  }
}
