package linli.bot.channels;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** A stand-in for the servers of a platform, on this machine: gives out tokens, takes messages. */
public final class Vendor implements AutoCloseable {

  /** One request as it came. */
  public record Asked(String path, String authorization, JsonObject body) {
    /** Whether it fetches messages of customer service. */
    public boolean isForPage() {
      return path.startsWith("/cgi-bin/kf/sync_msg");
    }

    public boolean isForToken() {
      return path.startsWith("/cgi-bin/gettoken")
          || path.startsWith("/cgi-bin/stable_token")
          || path.startsWith("/v1.0/oauth2/accessToken")
          || path.startsWith("/open-apis/auth/");
    }
  }

  /** A status that stands for no answer at all. */
  public static final int SILENCE = 0;

  /** An answer to give instead of the usual one. */
  public record Told(int status, String body) {}

  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Told> told = new ArrayDeque<>();
  private final Queue<Told> pages = new ArrayDeque<>();
  private final HttpServer server;
  private int tokenStatus = 200;
  private int tokens;
  private int said;

  public Vendor(Vertx vertx) {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.body().onSuccess(body -> answer(request, new String(body.getBytes()))))
            .listen(0, "127.0.0.1")
            .await();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** The next requests that are not for a token are answered so. */
  public synchronized void tell(int status, String body) {
    told.add(new Told(status, body));
  }

  /** The next who fetches messages is answered so; without a page to give there are none. */
  public synchronized void page(int status, String body) {
    pages.add(new Told(status, body));
  }

  /** Who asks for a token gets this status, and a token with 200 only. */
  public synchronized void answerTokensWith(int status) {
    tokenStatus = status;
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public List<Asked> messages() {
    return asked().stream().filter(each -> !each.isForToken() && !each.isForPage()).toList();
  }

  public long tokensAskedFor() {
    return asked().stream().filter(Asked::isForToken).count();
  }

  private synchronized void answer(HttpServerRequest request, String body) {
    var authorization = request.getHeader("Authorization");
    var json = body.isEmpty() ? new JsonObject() : new JsonObject(body);
    var each = new Asked(request.uri(), authorization, json);
    asked.add(each);
    if (each.isForToken()) {
      answerToken(request);
      return;
    }
    if (each.isForPage()) {
      var page = pages.isEmpty() ? new Told(200, "{\"errcode\":0,\"has_more\":0}") : pages.remove();
      request.response().setStatusCode(page.status()).end(page.body());
      return;
    }
    var answer = told.isEmpty() ? new Told(200, usual(json)) : told.remove();
    if (answer.status() != SILENCE) {
      request.response().setStatusCode(answer.status()).end(answer.body());
    }
  }

  private void answerToken(HttpServerRequest request) {
    if (tokenStatus == 200) {
      var token = "token" + ++tokens;
      request
          .response()
          .end(
              new JsonObject()
                  .put("code", 0)
                  .put("errcode", 0)
                  .put("tenant_access_token", token)
                  .put("expire", 7200)
                  .put("access_token", token)
                  .put("expires_in", 7200)
                  .put("accessToken", token)
                  .put("expireIn", 7200)
                  .encode());
    } else if (tokenStatus != SILENCE) {
      request.response().setStatusCode(tokenStatus).end();
    }
  }

  /** What any of the platforms says to a message that it took, all in one. */
  private String usual(JsonObject message) {
    said++;
    var chat = new JsonObject().put("id", message.getString("chat_id"));
    return new JsonObject()
        .put("ok", true)
        .put("code", 0)
        .put("errcode", 0)
        .put("result", new JsonObject().put("message_id", said).put("chat", chat))
        .put("channel", message.getString("channel"))
        .put("ts", "1795392120.%06d".formatted(said))
        .put("data", new JsonObject().put("message_id", "om_" + said))
        .encode();
  }

  @Override
  public void close() {
    server.close().await();
  }
}
