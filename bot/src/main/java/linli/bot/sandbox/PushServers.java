package linli.bot.sandbox;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import linli.adapters.Secret;

/** Robots that only speak in a group: WeCom's message push and DingTalk's custom robot. */
final class PushServers implements PlatformServers {

  /** The group that the key belongs to. */
  private static final String GROUP = "the group";

  private final Map<String, Secret> keys;
  private final Said said;

  PushServers(Map<String, Secret> keys, Said said) {
    this.keys = keys;
    this.said = said;
  }

  @Override
  public Answered answer(Asked asked) {
    var dingTalk = asked.path().startsWith("/robot/send?");
    if (!dingTalk && !asked.path().startsWith("/cgi-bin/webhook/send?")) {
      return new Answered(404, new JsonObject());
    }
    var key = dingTalk ? "accessToken" : "key";
    if (!asked.query(dingTalk ? "access_token" : "key").equals(keys.get(key).value())) {
      return code(dingTalk ? 300005 : 93000);
    }
    if (!said.within(GROUP, 20, Duration.ofMinutes(1))) {
      return code(dingTalk ? 130101 : 45009);
    }
    var text = asked.body().getJsonObject("text").getString("content");
    said.add(new Read(GROUP, text, List.of(), null));
    return code(0);
  }

  private static Answered code(int code) {
    return Answered.ok(new JsonObject().put("errcode", code).put("errmsg", "sandbox"));
  }

  @Override
  public Callback tell(Saying saying) {
    throw new IllegalArgumentException("nothing is heard from there");
  }

  @Override
  public Callback press(Read under, Choice choice, String person) {
    throw new IllegalArgumentException("nothing is heard from there");
  }

  @Override
  public boolean hasGroups() {
    return true;
  }

  /** It has none: the key is for ever. */
  @Override
  public void expireTokens() {}
}
