package linli.bot.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import linli.adapters.Hmac;
import linli.adapters.Secret;

/** DingTalk's enterprise robot, in HTTP mode and in Stream mode. */
final class DingTalkServers implements PlatformServers {

  private final Map<String, Secret> keys;
  private final InstantSource clock;
  private final Said said;
  private final Keys tokens;
  private final DingTalkGateway gateway;
  private final Supplier<String> stream;

  /**
   * @param stream where Stream mode connects to
   */
  DingTalkServers(
      Map<String, Secret> keys,
      InstantSource clock,
      Said said,
      DingTalkGateway gateway,
      Supplier<String> stream) {
    this.gateway = gateway;
    this.stream = stream;
    this.keys = keys;
    this.clock = clock;
    this.said = said;
    this.tokens = new Keys(clock);
  }

  @Override
  public boolean hasGroups() {
    return true;
  }

  @Override
  public void expireTokens() {
    tokens.expire();
  }

  @Override
  public Answered answer(Asked asked) {
    if (asked.path().equals("/v1.0/oauth2/accessToken")) {
      return asked.body().getString("appSecret", "").equals(keys.get("appSecret").value())
          ? Answered.ok(
              new JsonObject()
                  .put("accessToken", tokens.give())
                  .put("expireIn", Keys.LASTS.toSeconds()))
          : error(400, "invalidClientIdOrSecret");
    }
    if (asked.path().equals("/v1.0/gateway/connections/open")) {
      return asked.body().getString("clientSecret", "").equals(keys.get("appSecret").value())
          ? Answered.ok(
              new JsonObject().put("endpoint", stream.get()).put("ticket", gateway.ticket()))
          : error(400, "invalidClientIdOrSecret");
    }
    if (!tokens.isGood(asked.bearer())) {
      return error(401, "InvalidAuthentication");
    }
    var body = asked.body();
    if (asked.path().startsWith("/v1.0/card/instances")) {
      return card(asked.method(), body);
    }
    if (!body.getString("robotCode", "").equals(keys.get("robotCode").value())) {
      return error(400, "robot.notExisted");
    }
    var group = asked.path().equals("/v1.0/robot/groupMessages/send");
    var where =
        group
            ? body.getString("openConversationId", "")
            : body.getJsonArray("userIds", new JsonArray()).getString(0);
    if (!said.within(where, 20, Duration.ofMinutes(1))) {
      return group
          ? error(429, "Throttling")
          : Answered.ok(
              new JsonObject().put("flowControlledStaffIdList", new JsonArray().add(where)));
    }
    var text = new JsonObject(body.getString("msgParam")).getString("content");
    said.add(new Read(where, text, List.of(), null));
    return Answered.ok(new JsonObject().put("processQueryKey", "q" + said.number()));
  }

  /** Cards are named by who sends them: once more is the same card. */
  private Answered card(String method, JsonObject body) {
    var id = body.getString("outTrackId");
    var values = body.getJsonObject("cardData").getJsonObject("cardParamMap");
    var where = body.getString("openSpaceId", "").replaceFirst("^dtv1.card//IM_[A-Z]+\\.", "");
    var done =
        method.equals("PUT")
            ? said.change(id, was -> card(was.where(), values, id))
            : said.change(id, was -> was) || added(card(where, values, id));
    return done
        ? Answered.ok(
            new JsonObject()
                .put("success", true)
                .put("result", new JsonObject().put("outTrackId", id)))
        : error(400, "param.outTrackIdNotExist");
  }

  private boolean added(Read read) {
    said.add(read);
    return true;
  }

  private static Read card(String where, JsonObject values, String id) {
    var choices = new ArrayList<Choice>();
    for (var n = 1; n <= Integer.parseInt(values.getString("buttons")); n++) {
      choices.add(new Choice(values.getString("label" + n), values.getString("key" + n)));
    }
    return new Read(where, values.getString("text"), choices, id);
  }

  private static Answered error(int status, String code) {
    return new Answered(status, new JsonObject().put("code", code).put("message", "sandbox"));
  }

  @Override
  public Callback press(Read under, Choice choice, String person) {
    var space = under.where().equals(person) ? "IM_ROBOT" : "IM_GROUP";
    var params = new JsonObject().put("key", choice.value());
    var content = new JsonObject().put("cardPrivateData", new JsonObject().put("params", params));
    var body =
        new JsonObject()
            .put("type", "actionCallback")
            .put("outTrackId", under.id())
            .put("userId", person)
            .put("spaceType", space)
            .put("spaceId", "dtv1.card//" + space + "." + under.where())
            .put("content", content.encode());
    return new Callback("", Map.of(), body.encode().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Callback tell(Saying saying) {
    var millis = Long.toString(clock.instant().toEpochMilli());
    var secret = keys.get("appSecret");
    var signed = (millis + "\n" + secret.value()).getBytes(StandardCharsets.UTF_8);
    var body =
        new JsonObject()
            .put("robotCode", keys.get("robotCode").value())
            .put("msgId", "m" + said.number())
            .put("conversationId", saying.where())
            .put("conversationType", saying.group() == null ? "1" : "2")
            .put("senderStaffId", saying.person())
            .put("createAt", millis)
            .put("msgtype", "text")
            .put("text", new JsonObject().put("content", " " + saying.text()));
    return new Callback(
        "",
        Map.of(
            "timestamp",
            millis,
            "sign",
            Base64.getEncoder().encodeToString(new Hmac(secret).over(signed))),
        body.encode().getBytes(StandardCharsets.UTF_8));
  }
}
