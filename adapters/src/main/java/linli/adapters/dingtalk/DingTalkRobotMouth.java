package linli.adapters.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.adapters.Capabilities.Quota;
import linli.adapters.MediaWay;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Parts;
import linli.adapters.Parts.Part;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/**
 * Sends as a DingTalk enterprise robot: into groups, and to members of the organisation alone.
 *
 * <p>Source: open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message.
 */
public final class DingTalkRobotMouth implements Mouth {

  private static final int LONGEST = 15_000;
  private static final String TOKEN_HEADER = "x-acs-dingtalk-access-token";

  /** Ids of people outside the organisation begin so; no interface takes them. */
  private static final String OUTSIDE = "$:";

  /** Somebody gets too many messages a minute; the vendor names no time. */
  private static final Duration AFTER_TOO_MANY = Duration.ofSeconds(60);

  private final String appKey;
  private final Secret appSecret;
  private final String robotCode;
  private final DingTalkCards cards;

  /**
   * Speaks as one robot.
   *
   * @param cardTemplateId of the cards with buttons, or null: then choices are typed
   */
  public DingTalkRobotMouth(
      String appKey, Secret appSecret, String robotCode, String cardTemplateId) {
    this.appKey = appKey;
    this.appSecret = appSecret;
    this.robotCode = robotCode;
    this.cards = cardTemplateId == null ? null : new DingTalkCards(cardTemplateId, robotCode);
  }

  @Override
  public URI vendor() {
    return URI.create("https://api.dingtalk.com");
  }

  @Override
  public Capabilities capabilities() {
    var can =
        EnumSet.of(
            Can.HEAR_MENTIONS, Can.HEAR_VOICE, Can.HEAR_FILES, Can.SAY_IN_GROUPS, Can.SAY_ALONE);
    if (cards != null) {
      can.addAll(Set.of(Can.CARDS, Can.CHANGE_CARDS));
    }
    return new Capabilities(
        can,
        Duration.ofSeconds(3),
        null,
        0,
        LONGEST,
        cards == null ? 0 : DingTalkCards.MOST_BUTTONS,
        new Quota(20, Duration.ofMinutes(1)));
  }

  @Override
  public Optional<Call> askForToken() {
    var body = VendorJson.object().put("appKey", appKey).put("appSecret", appSecret.value());
    return Optional.of(Call.json("/v1.0/oauth2/accessToken", Map.of(), body));
  }

  @Override
  public Optional<Token> token(byte[] answer) {
    return VendorJson.token(answer, "accessToken", "expireIn");
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    if (message.isPrivate() && message.address().startsWith(OUTSIDE)) {
      return List.of();
    }
    return Parts.calls(message, LONGEST, part -> call(message, part, token));
  }

  /** Source: open.dingtalk.com/document/orgapp/interactive-card-update-interface. */
  @Override
  public Optional<Call> change(OutboundMessage said, String note, String name, Secret token) {
    return Optional.ofNullable(cards)
        .map(each -> each.change(said, Parts.last(said, LONGEST) + "\n" + note))
        .map(body -> put("/v1.0/card/instances", token, body));
  }

  private static Call put(String path, Secret token, ObjectNode body) {
    var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return new Call("PUT", path, Map.of(TOKEN_HEADER, token.value()), bytes);
  }

  private Call call(OutboundMessage message, Part part, Secret token) {
    if (part.withButtons() && cards != null) {
      return Call.json(
          "/v1.0/card/instances/createAndDeliver",
          Map.of(TOKEN_HEADER, token.value()),
          cards.create(message, part.text()));
    }
    var body = VendorJson.object().put("robotCode", robotCode).put("msgKey", "sampleText");
    body.put("msgParam", VendorJson.object().put("content", part.text()).toString());
    if (message.isPrivate()) {
      body.putArray("userIds").add(message.address());
    } else {
      body.put("openConversationId", message.address());
    }
    var path = message.isPrivate() ? "oToMessages/batchSend" : "groupMessages/send";
    return Call.json("/v1.0/robot/" + path, Map.of(TOKEN_HEADER, token.value()), body);
  }

  /**
   * Source:
   * open.dingtalk.com/document/orgapp/download-the-file-content-of-the-robot-receiving-message.
   */
  @Override
  public Optional<MediaWay> way(String reference, Secret token) {
    var headers = Map.of(TOKEN_HEADER, token.value());
    return MediaWay.id(reference, "dingtalk")
        .map(id -> VendorJson.object().put("downloadCode", id).put("robotCode", robotCode))
        .map(body -> Call.json("/v1.0/robot/messageFiles/download", headers, body))
        .map(call -> new MediaWay.Asks(call, DingTalkRobotMouth::file));
  }

  private static Optional<MediaWay> file(byte[] answer) {
    return MediaWay.address(VendorJson.read(answer).path("downloadUrl").asText())
        .map(address -> new MediaWay.Link(address, Map.of(), bytes -> bytes));
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var json = VendorJson.read(body);
    var code = json.path("code").asText();
    if (status == 200) {
      return taken(json);
    }
    if (status == 401 || code.equals("InvalidAuthentication")) {
      return new Verdict.StaleToken();
    }
    if (status == 429
        || status >= 500
        || code.contains("Throttling")
        || code.contains("QpsLimit")) {
      return new Verdict.Later(
          "dingtalk " + status, VendorJson.pause(retryAfter, Duration.ofSeconds(1)));
    }
    return new Verdict.Never("dingtalk " + status);
  }

  /** Ours go to one person, so who is in one of these lists was not reached. */
  private static Verdict taken(JsonNode answer) {
    if (!answer.path("invalidStaffIdList").isEmpty()) {
      return new Verdict.Never("dingtalk invalidStaffId");
    }
    return answer.path("flowControlledStaffIdList").isEmpty()
        ? new Verdict.Said(answer.path("result").path("outTrackId").textValue())
        : new Verdict.Later("dingtalk flowControlled", AFTER_TOO_MANY);
  }
}
