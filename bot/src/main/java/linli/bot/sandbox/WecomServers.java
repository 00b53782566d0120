package linli.bot.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linli.adapters.Secret;
import linli.adapters.msgcrypt.MsgCrypt;
import linli.bot.channels.Platform;

/** WeCom: the self-built app, the intelligent robot and customer service. */
final class WecomServers implements PlatformServers {

  private static final String ACCOUNT = "wk-sandbox";
  private static final int PAGE = 2;
  private static final Duration CHANGEABLE = Duration.ofHours(72);

  private final Platform platform;
  private final Map<String, Secret> keys;
  private final MsgCrypt crypt;
  private final InstantSource clock;
  private final Said said;
  private final Keys tokens;
  private final List<JsonObject> waiting = new ArrayList<>();
  private final Map<String, String> handles = new HashMap<>();
  private final Map<String, Instant> codes = new HashMap<>();

  WecomServers(Platform platform, Map<String, Secret> keys, InstantSource clock, Said said) {
    this.platform = platform;
    this.keys = keys;
    this.clock = clock;
    this.said = said;
    this.tokens = new Keys(clock);
    var receiver = platform == Platform.WECOM_ROBOT ? "" : keys.get("corpId").value();
    this.crypt = new MsgCrypt(keys.get("token"), keys.get("encodingAesKey"), receiver);
  }

  @Override
  public boolean hasGroups() {
    return platform == Platform.WECOM_ROBOT;
  }

  @Override
  public void expireTokens() {
    tokens.expire();
  }

  // --- the interface ---------------------------------------------------------------------------

  @Override
  public synchronized Answered answer(Asked asked) {
    var path = asked.path().replaceFirst("\\?.*", "");
    if (path.equals("/cgi-bin/gettoken")) {
      return asked.query("corpsecret").equals(keys.get("secret").value())
          ? Answered.ok(
              ok().put("access_token", tokens.give()).put("expires_in", Keys.LASTS.toSeconds()))
          : error(40001);
    }
    if (path.equals("/cgi-bin/aibot/response")) {
      return respond(asked);
    }
    if (!tokens.isGood(asked.query("access_token"))) {
      return error(asked.query("access_token").startsWith("sandbox-token-") ? 42001 : 40014);
    }
    return switch (path) {
      case "/cgi-bin/message/send" -> send(asked.body());
      case "/cgi-bin/message/update_template_card" -> update(asked.body());
      case "/cgi-bin/kf/sync_msg" -> page(asked.body());
      case "/cgi-bin/kf/send_msg" -> serve(asked.body());
      default -> new Answered(404, new JsonObject());
    };
  }

  private static JsonObject ok() {
    return new JsonObject().put("errcode", 0).put("errmsg", "ok");
  }

  private static Answered error(int code) {
    return Answered.ok(new JsonObject().put("errcode", code).put("errmsg", "sandbox"));
  }

  /** Beyond thirty a minute a member gets nothing and nobody is told. */
  private Answered send(JsonObject body) {
    var person = body.getString("touser", "");
    if (!Integer.toString(body.getInteger("agentid", -1)).equals(keys.get("agentId").value())) {
      return error(40056);
    }
    var code = "card-" + said.number();
    if (said.within(person, 30, Duration.ofMinutes(1))) {
      said.add(read(person, body, code));
      codes.put(code, clock.instant().plus(CHANGEABLE));
    }
    return Answered.ok(
        ok().put("invaliduser", "").put("msgid", "m" + said.number()).put("response_code", code));
  }

  /** Each code is good once, for three days. */
  private Answered update(JsonObject body) {
    var code = body.getString("response_code", "");
    var until = codes.remove(code);
    if (until == null || clock.instant().isAfter(until)) {
      return error(40068);
    }
    var note = body.getJsonObject("button").getString("replace_name");
    said.change(code, was -> new Read(was.where(), was.text() + "\n" + note, List.of(), code));
    return Answered.ok(ok());
  }

  private Answered serve(JsonObject body) {
    var person = body.getString("touser", "");
    if (said.repeated(body.getString("msgid", "none" + said.number()))) {
      return Answered.ok(ok());
    }
    return switch (said.answer(person, 5, Duration.ofHours(48))) {
      case OVER -> error(95018);
      case USED_UP -> error(95001);
      case OPEN -> {
        said.add(read(person, body, null));
        yield Answered.ok(ok().put("msgid", body.getString("msgid")));
      }
    };
  }

  /** Each address is good once. */
  private Answered respond(Asked asked) {
    var where = handles.remove(asked.query("response_code"));
    if (where == null) {
      return error(40058);
    }
    said.add(read(where, asked.body(), null));
    return Answered.ok(ok());
  }

  /** Two messages a page, so that there is more than one. */
  private Answered page(JsonObject body) {
    var cursor = body.getString("cursor", "0");
    var from = Math.min(Integer.parseInt(cursor), waiting.size());
    var to = Math.min(from + PAGE, waiting.size());
    return Answered.ok(
        ok().put("next_cursor", Integer.toString(to))
            .put("has_more", to < waiting.size() ? 1 : 0)
            .put("msg_list", new JsonArray(List.copyOf(waiting.subList(from, to)))));
  }

  private static Read read(String where, JsonObject body, String id) {
    return switch (body.getString("msgtype")) {
      case "template_card" -> {
        var card = body.getJsonObject("template_card");
        var task = card.getString("task_id");
        yield new Read(
            where,
            card.getString("sub_title_text"),
            Choice.all(card.getJsonArray("button_list"), "text", "key").stream()
                .map(each -> new Choice(each.label(), task + "|" + each.value()))
                .toList(),
            id);
      }
      case "msgmenu" -> {
        var menu = body.getJsonObject("msgmenu");
        var choices = new ArrayList<Choice>();
        for (var option : menu.getJsonArray("list")) {
          var click = ((JsonObject) option).getJsonObject("click");
          choices.add(new Choice(click.getString("content"), click.getString("id")));
        }
        yield new Read(where, menu.getString("head_content"), choices, null);
      }
      case "markdown" ->
          new Read(where, body.getJsonObject("markdown").getString("content"), List.of(), null);
      default ->
          new Read(where, cut(body.getJsonObject("text").getString("content")), List.of(), null);
    };
  }

  /** Longer texts are cut without a word. */
  private static String cut(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= 2_048 ? text : new String(bytes, 0, 2_048, StandardCharsets.UTF_8);
  }

  // --- what people say -------------------------------------------------------------------------

  @Override
  public synchronized Callback tell(Saying saying) {
    said.wrote(saying.person());
    return switch (platform) {
      case WECOM_ROBOT ->
          toRobot(
              robot(saying.group(), saying.person())
                  .put("msgtype", "text")
                  .put("text", new JsonObject().put("content", saying.text())));
      case WECOM_KF -> toService(saying);
      default -> xml(toApp(saying));
    };
  }

  private String toApp(Saying saying) {
    return inner(
        saying.person(),
        "<MsgType>text</MsgType><Content><![CDATA[%s]]></Content><MsgId>%d</MsgId>"
            .formatted(saying.text(), said.number()));
  }

  private String inner(String person, String what) {
    return """
    <xml><ToUserName>%s</ToUserName><FromUserName><![CDATA[%s]]></FromUserName>\
    <CreateTime>%d</CreateTime>%s<AgentID>%s</AgentID></xml>"""
        .formatted(
            keys.get("corpId").value(),
            person,
            clock.instant().getEpochSecond(),
            what,
            keys.get("agentId").value());
  }

  @Override
  public synchronized Callback press(Read under, Choice choice, String person) {
    said.wrote(person);
    var value = choice.value().split("\\|", 2);
    return switch (platform) {
      case WECOM_KF ->
          toService(
              person,
              new JsonObject().put("content", choice.label()).put("menu_id", choice.value()));
      case WECOM_ROBOT -> toRobot(pressed(under.where(), person, value[0], value[1]));
      default ->
          xml(
              inner(
                  person,
                  """
                  <MsgType>event</MsgType><Event>template_card_event</Event>\
                  <EventKey><![CDATA[%s]]></EventKey><TaskId>%s</TaskId>"""
                      .formatted(value[1], value[0])));
    };
  }

  private JsonObject pressed(String where, String person, String task, String key) {
    var event =
        new JsonObject()
            .put("eventtype", "template_card_event")
            .put(
                "template_card_event",
                new JsonObject()
                    .put("card_type", "button_interaction")
                    .put("task_id", task)
                    .put("event_key", key));
    return robot(where.equals(person) ? null : where, person)
        .put("msgtype", "event")
        .put("event", event);
  }

  private Callback toService(Saying saying) {
    return toService(saying.person(), new JsonObject().put("content", saying.text()));
  }

  private Callback toService(String person, JsonObject text) {
    waiting.add(
        new JsonObject()
            .put("msgid", "kf-" + said.number())
            .put("open_kfid", ACCOUNT)
            .put("external_userid", person)
            .put("send_time", clock.instant().getEpochSecond())
            .put("origin", 3)
            .put("msgtype", "text")
            .put("text", text));
    return xml(
        "<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>sandbox</Token>"
            + "<OpenKfId>"
            + ACCOUNT
            + "</OpenKfId></xml>");
  }

  private JsonObject robot(String group, String person) {
    var code = "code-" + said.number();
    handles.put(code, group == null ? person : group);
    return new JsonObject()
        .put("msgid", "robot-" + said.number())
        .put("aibotid", "sandbox")
        .put("chattype", group == null ? "single" : "group")
        .put("chatid", group)
        .put("from", new JsonObject().put("userid", person))
        .put(
            "response_url",
            "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=" + code);
  }

  private Callback toRobot(JsonObject json) {
    if (json.getString("chatid") == null) {
      json.remove("chatid");
    }
    var sealed = seal(json.encode());
    var body = new JsonObject().put("encrypt", sealed.encrypt()).encode();
    return new Callback(query(sealed), Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private Callback xml(String content) {
    var sealed = seal(content);
    var body = "<xml><Encrypt><![CDATA[" + sealed.encrypt() + "]]></Encrypt></xml>";
    return new Callback(query(sealed), Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private MsgCrypt.Sealed seal(String content) {
    var seconds = Long.toString(clock.instant().getEpochSecond());
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    return crypt.seal(bytes, new byte[16], seconds, "n" + said.number());
  }

  static String query(MsgCrypt.Sealed sealed) {
    return "?msg_signature=%s&timestamp=%s&nonce=%s"
        .formatted(sealed.signature(), sealed.timestamp(), sealed.nonce());
  }
}
