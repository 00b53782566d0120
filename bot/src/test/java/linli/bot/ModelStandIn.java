package linli.bot;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A language model on this machine: says to everything what it was told to say. */
final class ModelStandIn implements AutoCloseable {

  /** What it was asked. */
  record Asked(String path, String authorization, JsonObject body) {
    String words() {
      return body.getJsonArray("messages").getJsonObject(1).getString("content");
    }
  }

  private final HttpServer server;
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final Promise<Void> patience = Promise.promise();
  private volatile int status = 200;
  private volatile String body = chosen("unclear");
  private volatile boolean silent;

  ModelStandIn(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(all -> answer(request, all)))
            .listen(0, "127.0.0.1")
            .await();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
  }

  /** Everything is answered so from now on. */
  void answers(int with, String text) {
    status = with;
    body = text;
  }

  void picks(String id) {
    answers(200, chosen(id));
  }

  /** Nothing is answered before {@link #speak}. */
  void keepSilent() {
    silent = true;
  }

  void speak() {
    patience.tryComplete();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  private static String chosen(String content) {
    var message = new JsonObject().put("role", "assistant").put("content", content);
    return new JsonObject()
        .put("choices", new JsonArray().add(new JsonObject().put("message", message)))
        .encode();
  }

  private void answer(HttpServerRequest request, io.vertx.core.buffer.Buffer all) {
    asked.add(new Asked(request.path(), request.getHeader("Authorization"), new JsonObject(all)));
    if (silent) {
      patience.future().onSuccess(x -> say(request));
    } else {
      say(request);
    }
  }

  private void say(HttpServerRequest request) {
    request.response().setStatusCode(status).end(body);
  }

  @Override
  public void close() {
    server.close().await();
  }
}
