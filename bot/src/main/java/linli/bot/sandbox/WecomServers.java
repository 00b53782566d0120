package linli.bot.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  private final Platform platform;
  private final Map<String, Secret> keys;
  private final MsgCrypt crypt;
  private final InstantSource clock;
  private final Said said;
  private final Keys tokens;
  private final List<JsonObject> waiting = new ArrayList<>();
  private final Map<String, String> handles = new HashMap<>();

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
    if (said.within(person, 30, Duration.ofMinutes(1))) {
      said.add(read(person, body));
    }
    return Answered.ok(ok().put("invaliduser", "").put("msgid", "m" + said.number()));
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
        said.add(read(person, body));
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
    said.add(read(where, asked.body()));
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

  private static Read read(String where, JsonObject body) {
    return switch (body.getString("msgtype")) {
      case "template_card" -> {
        var card = body.getJsonObject("template_card");
        yield new Read(
            where,
            card.getString("sub_title_text"),
            labels(card.getJsonArray("button_list"), "text"),
            null);
      }
      case "msgmenu" -> {
        var menu = body.getJsonObject("msgmenu");
        var labels = new ArrayList<String>();
        for (var option : menu.getJsonArray("list")) {
          labels.add(((JsonObject) option).getJsonObject("click").getString("content"));
        }
        yield new Read(where, menu.getString("head_content"), labels, null);
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

  static List<String> labels(JsonArray buttons, String field) {
    var labels = new ArrayList<String>();
    buttons.forEach(button -> labels.add(((JsonObject) button).getString(field)));
    return labels;
  }

  // --- what people say -------------------------------------------------------------------------

  @Override
  public synchronized Callback tell(Saying saying) {
    said.wrote(saying.person());
    return switch (platform) {
      case WECOM_ROBOT -> toRobot(saying);
      case WECOM_KF -> toService(saying);
      default -> xml(toApp(saying));
    };
  }

  private String toApp(Saying saying) {
    return """
    <xml><ToUserName>%s</ToUserName><FromUserName><![CDATA[%s]]></FromUserName>\
    <CreateTime>%d</CreateTime><MsgType>text</MsgType><Content><![CDATA[%s]]></Content>\
    <MsgId>%d</MsgId><AgentID>%s</AgentID></xml>"""
        .formatted(
            keys.get("corpId").value(),
            saying.person(),
            clock.instant().getEpochSecond(),
            saying.text(),
            said.number(),
            keys.get("agentId").value());
  }

  private Callback toService(Saying saying) {
    waiting.add(
        new JsonObject()
            .put("msgid", "kf-" + said.number())
            .put("open_kfid", ACCOUNT)
            .put("external_userid", saying.person())
            .put("send_time", clock.instant().getEpochSecond())
            .put("origin", 3)
            .put("msgtype", "text")
            .put("text", new JsonObject().put("content", saying.text())));
    return xml(
        "<xml><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>sandbox</Token>"
            + "<OpenKfId>"
            + ACCOUNT
            + "</OpenKfId></xml>");
  }

  private Callback toRobot(Saying saying) {
    var code = "code-" + said.number();
    handles.put(code, saying.where());
    var json =
        new JsonObject()
            .put("msgid", "robot-" + said.number())
            .put("aibotid", "sandbox")
            .put("chattype", saying.group() == null ? "single" : "group")
            .put("from", new JsonObject().put("userid", saying.person()))
            .put(
                "response_url",
                "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=" + code)
            .put("msgtype", "text")
            .put("text", new JsonObject().put("content", saying.text()));
    if (saying.group() != null) {
      json.put("chatid", saying.group());
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
