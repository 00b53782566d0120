package linli.bot.sandbox;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import linli.adapters.Secret;
import linli.adapters.msgcrypt.MsgCrypt;

/** A WeChat official account in safe mode. */
final class WechatServers implements PlatformServers {

  private final Map<String, Secret> keys;
  private final MsgCrypt crypt;
  private final InstantSource clock;
  private final Said said;
  private final Keys tokens;

  WechatServers(Map<String, Secret> keys, InstantSource clock, Said said) {
    this.keys = keys;
    this.clock = clock;
    this.said = said;
    this.tokens = new Keys(clock);
    this.crypt =
        new MsgCrypt(keys.get("token"), keys.get("encodingAesKey"), keys.get("appId").value());
  }

  @Override
  public boolean hasGroups() {
    return false;
  }

  @Override
  public void expireTokens() {
    tokens.expire();
  }

  @Override
  public Answered answer(Asked asked) {
    var path = asked.path().replaceFirst("\\?.*", "");
    if (path.equals("/cgi-bin/stable_token")) {
      return asked.body().getString("secret", "").equals(keys.get("secret").value())
          ? Answered.ok(
              new JsonObject()
                  .put("access_token", tokens.give())
                  .put("expires_in", Keys.LASTS.toSeconds()))
          : error(40125);
    }
    if (!path.equals("/cgi-bin/message/custom/send")) {
      return new Answered(404, new JsonObject());
    }
    if (!tokens.isGood(asked.query("access_token"))) {
      return error(40001);
    }
    var person = asked.body().getString("touser", "");
    return switch (said.answer(person, 5, Duration.ofHours(48))) {
      case OVER -> error(45015);
      case USED_UP -> error(45047);
      case OPEN -> {
        said.add(read(person, asked.body()));
        yield error(0);
      }
    };
  }

  private static Read read(String person, JsonObject body) {
    if (body.getString("msgtype").equals("text")) {
      return new Read(person, body.getJsonObject("text").getString("content"), List.of(), null);
    }
    var menu = body.getJsonObject("msgmenu");
    var choices = Choice.all(menu.getJsonArray("list"), "content", "id");
    return new Read(person, menu.getString("head_content"), choices, null);
  }

  private static Answered error(int code) {
    return Answered.ok(new JsonObject().put("errcode", code).put("errmsg", "sandbox"));
  }

  @Override
  public Callback tell(Saying saying) {
    return text(saying.person(), saying.text(), "");
  }

  /** A tapped option comes as a text that names it. */
  @Override
  public Callback press(Read under, Choice choice, String person) {
    return text(person, choice.label(), "<bizmsgmenuid>" + choice.value() + "</bizmsgmenuid>");
  }

  private Callback text(String person, String words, String more) {
    said.wrote(person);
    var xml =
        """
        <xml><ToUserName>account</ToUserName><FromUserName><![CDATA[%s]]></FromUserName>\
        <CreateTime>%d</CreateTime><MsgType>text</MsgType><Content><![CDATA[%s]]></Content>\
        <MsgId>%d</MsgId>%s</xml>"""
            .formatted(person, clock.instant().getEpochSecond(), words, said.number(), more);
    var seconds = Long.toString(clock.instant().getEpochSecond());
    var bytes = xml.getBytes(StandardCharsets.UTF_8);
    var sealed = crypt.seal(bytes, new byte[16], seconds, "n" + said.number());
    var plain = MsgCrypt.signature(keys.get("token").value(), seconds, sealed.nonce());
    var query = WecomServers.query(sealed) + "&signature=" + plain + "&encrypt_type=aes";
    var body = "<xml><Encrypt><![CDATA[" + sealed.encrypt() + "]]></Encrypt></xml>";
    return new Callback(query, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
