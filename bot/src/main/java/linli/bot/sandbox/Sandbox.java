package linli.bot.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import linli.adapters.Secret;
import linli.bot.channels.Platform;
import linli.bot.sandbox.PlatformServers.Answered;
import linli.bot.sandbox.PlatformServers.Asked;
import linli.bot.sandbox.PlatformServers.Callback;
import linli.bot.sandbox.PlatformServers.Saying;

/**
 * Stand-ins for the platforms' servers: tokens, sending with the real limits and error codes, and
 * the calls that tell the service what people say. Each channel's interface is below {@code
 * /<channel>}; {@link Controls} is for people.
 */
public final class Sandbox implements AutoCloseable {

  /** A channel to stand in for: the same keys as the service has. */
  public record Played(Platform platform, Map<String, Secret> keys) {}

  /** What people read: a group or the person's own name, the words, and the buttons under them. */
  public record Read(String where, String text, List<String> buttons, String id, String quotes) {}

  private record Channel(PlatformServers servers, Said said, Trouble trouble, Gateway gateway) {}

  private final Vertx vertx;
  private final WebClient client;
  private final Map<String, Channel> channels = new TreeMap<>();
  private final Map<String, City> cities = new TreeMap<>();
  private final HttpServer server;
  private volatile URI service;

  private Sandbox(
      Vertx vertx,
      String host,
      int port,
      InstantSource clock,
      Map<String, Played> played,
      Map<String, Secret> cities) {
    cities.forEach((name, key) -> this.cities.put(name, new City(key)));
    this.vertx = vertx;
    this.client = WebClient.create(vertx);
    played.forEach(
        (name, one) -> {
          var said = new Said(clock);
          var gateway =
              isRobotStream(one)
                  ? new RobotGateway(one.keys(), clock, said)
                  : new DingTalkGateway(said);
          var servers = servers(name, one, clock, said, gateway);
          channels.put(name, new Channel(servers, said, new Trouble(), gateway));
        });
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(this::handle)
            .webSocketHandler(this::connected)
            .listen(port, host)
            .await();
  }

  /** Begins to listen; {@code port} 0 = any free one. */
  public static Sandbox start(
      Vertx vertx, String host, int port, InstantSource clock, Map<String, Played> played) {
    return start(vertx, host, port, clock, played, Map.of());
  }

  /**
   * As {@link #start(Vertx, String, int, InstantSource, Map)}, with platforms of cities, too.
   *
   * @param cities by channel, with the key that each takes
   */
  public static Sandbox start(
      Vertx vertx,
      String host,
      int port,
      InstantSource clock,
      Map<String, Played> played,
      Map<String, Secret> cities) {
    return new Sandbox(vertx, host, port, clock, played, cities);
  }

  private static boolean isRobotStream(Played played) {
    return played.platform() == Platform.WECOM_ROBOT && played.keys().containsKey("botId");
  }

  private PlatformServers servers(
      String name, Played played, InstantSource clock, Said said, Gateway gateway) {
    if (isRobotStream(played)) {
      return new RobotServers(clock, said);
    }
    return switch (played.platform()) {
      case WECOM_APP, WECOM_ROBOT, WECOM_KF ->
          new WecomServers(played.platform(), played.keys(), clock, said);
      case WECHAT_OFFICIAL -> new WechatServers(played.keys(), clock, said);
      case DINGTALK_ROBOT ->
          new DingTalkServers(
              played.keys(),
              clock,
              said,
              (DingTalkGateway) gateway,
              () -> base(name).toString().replaceFirst("^http", "ws") + "/stream");
      case FEISHU -> new FeishuServers(played.keys(), clock, said);
      case TELEGRAM -> new TelegramServers(played.keys(), clock, said);
      case SLACK -> new SlackServers(played.keys(), clock, said);
      case WECOM_PUSH, DINGTALK_PUSH -> new PushServers(played.keys(), said);
    };
  }

  /** Where the service is, whose {@code /hooks/<channel>} hears what people say. */
  public void tells(URI service) {
    this.service = service;
  }

  /** What the channel's {@code apiBase} has to be. */
  public URI base(String channel) {
    return URI.create("http://127.0.0.1:%d/%s".formatted(server.actualPort(), channel));
  }

  /** Whether the channel's platform has groups that the bot hears. */
  public boolean hasGroups(String channel) {
    return channel(channel).servers().hasGroups();
  }

  /** What is wrong there; nothing to begin with. */
  public Trouble trouble(String channel) {
    return channel(channel).trouble();
  }

  /** The token that was given last is none any more. */
  public void expireTokens(String channel) {
    channel(channel).servers().expireTokens();
  }

  /** Everything that people have read there, the oldest first. */
  public List<Read> read(String channel) {
    return channel(channel).said().all().stream()
        .map(each -> new Read(each.where(), each.text(), labels(each), each.id(), each.quotes()))
        .toList();
  }

  /**
   * Somebody says something to the bot.
   *
   * @param group where, or null: alone
   * @param quoted the id of the line that is answered, or null
   * @return the status with which the service answered; 0 when it was kept back
   */
  public int say(String channel, String group, String person, String text, String quoted) {
    var at = channel(channel);
    var callback = at.servers().tell(new Saying(group, person, text, quoted));
    if (at.trouble().keeps(callback)) {
      return 0;
    }
    var status = 0;
    for (var time = 0; time < at.trouble().times(); time++) {
      status = tell(channel, callback);
    }
    return status;
  }

  private static List<String> labels(PlatformServers.Read read) {
    return read.choices().stream().map(PlatformServers.Choice::label).toList();
  }

  /**
   * Somebody presses a button under the youngest line that has one of this name.
   *
   * @param where the group or the person that reads the line
   * @return the status with which the service answered
   */
  public int press(String channel, String where, String person, String label) {
    var at = channel(channel);
    for (var read : at.said().all().reversed()) {
      for (var choice : read.choices()) {
        if (read.where().equals(where) && choice.label().equals(label)) {
          return tell(channel, at.servers().press(read, choice, person));
        }
      }
    }
    throw new IllegalArgumentException("no such button: " + label);
  }

  /** Tells what was kept back, the youngest first. */
  public void release(String channel) {
    trouble(channel).release().forEach(callback -> tell(channel, callback));
  }

  private int tell(String channel, Callback callback) {
    if (gateway(channel) instanceof RobotGateway || gateway(channel).connections() > 0) {
      return gateway(channel).tell(callback.body());
    }
    var address = service.toString() + "/hooks/" + channel + callback.query();
    var request = client.postAbs(address).putHeader("Content-Type", "application/json");
    callback.headers().forEach(request::putHeader);
    return request.sendBuffer(Buffer.buffer(callback.body())).await().statusCode();
  }

  /** The connections of Stream mode. */
  public Gateway gateway(String channel) {
    return channel(channel).gateway();
  }

  private void connected(ServerWebSocket socket) {
    var channel = channels.get(socket.path().replaceFirst("^/([^/]*)(/stream)?/?$", "$1"));
    if (channel == null) {
      socket.close();
    } else {
      channel.gateway().accept(socket);
    }
  }

  /** The platform of a city behind this channel. */
  public City city(String channel) {
    if (!cities.containsKey(channel)) {
      throw new IllegalArgumentException("no such city: " + channel);
    }
    return cities.get(channel);
  }

  Map<String, Integer> channels() {
    var counts = new TreeMap<String, Integer>();
    cities.forEach((name, city) -> counts.put(name, city.filed().size()));
    channels.forEach((name, channel) -> counts.put(name, channel.said().all().size()));
    return counts;
  }

  private Channel channel(String name) {
    var channel = channels.get(name);
    if (channel == null) {
      throw new IllegalArgumentException("no such channel: " + name);
    }
    return channel;
  }

  // --- the interfaces --------------------------------------------------------------------------

  private void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> handle(request, body));
  }

  private void handle(HttpServerRequest request, Buffer body) {
    var uri = request.uri().substring(1);
    var slash = uri.indexOf('/');
    var name = slash < 0 ? uri : uri.substring(0, slash);
    if (name.equals(Controls.NAME)) {
      new Controls(this).handle(request, body);
      return;
    }
    if (cities.containsKey(name) && slash > 0) {
      cities.get(name).handle(request, body);
      return;
    }
    var channel = channels.get(name);
    if (channel == null || slash < 0) {
      request.response().setStatusCode(404).end("no such channel\n");
      return;
    }
    var asked =
        new Asked(request.method().name(), uri.substring(slash), bearer(request), json(body));
    var answered =
        channel.trouble().fails()
            ? new Answered(503, new JsonObject())
            : channel.servers().answer(asked);
    var slow = channel.trouble().slowMillis();
    if (slow == 0) {
      answer(request, answered);
    } else {
      vertx.setTimer(slow, x -> answer(request, answered));
    }
  }

  private static void answer(HttpServerRequest request, Answered answered) {
    request
        .response()
        .setStatusCode(answered.status())
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .end(answered.body().encode());
  }

  private static String bearer(HttpServerRequest request) {
    var dingTalk = request.getHeader("x-acs-dingtalk-access-token");
    var header = request.getHeader("Authorization");
    return dingTalk != null ? dingTalk : header == null ? "" : header.replaceFirst("^Bearer ", "");
  }

  private static JsonObject json(Buffer body) {
    try {
      return body.length() == 0 ? new JsonObject() : new JsonObject(body);
    } catch (DecodeException notJson) {
      return new JsonObject();
    }
  }

  @Override
  public void close() {
    server.close().await();
    client.close();
  }
}
