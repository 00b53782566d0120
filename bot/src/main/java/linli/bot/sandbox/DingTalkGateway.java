package linli.bot.sandbox;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** DingTalk's end of the connections of Stream mode. */
public final class DingTalkGateway implements Gateway {

  private static final String TOPIC = "/v1.0/im/bot/messages/get";
  private static final String CARDS = "/v1.0/card/instances/callback";
  private static final int PATIENCE_SECONDS = 10;

  private final Said said;
  private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<String> tickets = ConcurrentHashMap.newKeySet();
  private final Map<String, CompletableFuture<Integer>> waiting = new ConcurrentHashMap<>();

  DingTalkGateway(Said said) {
    this.said = said;
  }

  /** Permission for one connection. */
  String ticket() {
    var ticket = "ticket-" + said.number();
    tickets.add(ticket);
    return ticket;
  }

  /** Somebody connected; without a ticket not for long. */
  @Override
  public void accept(ServerWebSocket socket) {
    var query = String.valueOf(socket.query());
    if (!tickets.remove(query.replaceFirst("^ticket=", ""))) {
      socket.close((short) 4_001, "ticket");
      return;
    }
    sockets.add(socket);
    accepted.incrementAndGet();
    socket.closeHandler(closed -> sockets.remove(socket));
    socket.textMessageHandler(this::answered);
  }

  private void answered(String text) {
    var answer = new JsonObject(text);
    var waits = waiting.remove(answer.getJsonObject("headers").getString("messageId"));
    if (waits != null) {
      waits.complete(answer.getInteger("code"));
    }
  }

  /** How many there are. */
  @Override
  public int connections() {
    return sockets.size();
  }

  /** How many there ever were. */
  @Override
  public int accepted() {
    return accepted.get();
  }

  /** Gives a message to one of the connections; its answer. */
  @Override
  public int tell(byte[] body) {
    var data = new String(body, StandardCharsets.UTF_8);
    return send("CALLBACK", data.contains("\"actionCallback\"") ? CARDS : TOPIC, data);
  }

  /** Asks whether it is there; its answer. */
  public int ping() {
    return send("SYSTEM", "ping", "{\"opaque\":\"x\"}");
  }

  /** Sends everybody away, as before an update of the servers. */
  @Override
  public void sendAway() {
    var leaving = List.copyOf(sockets);
    sockets.clear();
    leaving.forEach(
        socket -> socket.writeTextMessage(frame("SYSTEM", "disconnect", "leave", "{}")));
  }

  /** Ends the connections without a word. */
  @Override
  public void cut() {
    List.copyOf(sockets).forEach(ServerWebSocket::close);
  }

  private int send(String type, String topic, String data) {
    var id = "frame-" + said.number();
    var answer = new CompletableFuture<Integer>();
    waiting.put(id, answer);
    sockets.getLast().writeTextMessage(frame(type, topic, id, data));
    return answer.completeOnTimeout(0, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private static String frame(String type, String topic, String id, String data) {
    var headers =
        new JsonObject()
            .put("topic", topic)
            .put("messageId", id)
            .put("contentType", "application/json");
    return new JsonObject()
        .put("specVersion", "1.0")
        .put("type", type)
        .put("headers", headers)
        .put("data", data)
        .encode();
  }
}
