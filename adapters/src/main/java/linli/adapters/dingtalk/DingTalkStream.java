package linli.adapters.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linli.adapters.Fields;
import linli.adapters.InboundEvent;
import linli.adapters.Mouth.Call;
import linli.adapters.Refusal;
import linli.adapters.Secret;
import linli.adapters.StreamEar;
import linli.adapters.StrictJson;
import linli.adapters.VendorJson;

/**
 * DingTalk enterprise robot (钉钉企业机器人), Stream mode: we call DingTalk and it speaks over that
 * connection, so no public address is needed. What would come to one is refused.
 *
 * <p>Source: open.dingtalk.com/document/direction/stream-mode-protocol-access-description.
 */
public final class DingTalkStream implements StreamEar {

  private static final StrictJson JSON = new StrictJson(16);
  private static final String MESSAGES = "/v1.0/im/bot/messages/get";
  private static final String CARDS = "/v1.0/card/instances/callback";
  private static final int LONGEST_DATA = 512 * 1024;

  private final String appKey;
  private final Secret appSecret;
  private final String robotCode;
  private final InstantSource clock;

  /**
   * Listens for one robot.
   *
   * @param clock tells when a button was pressed: DingTalk does not say it
   */
  public DingTalkStream(String appKey, Secret appSecret, String robotCode, InstantSource clock) {
    this.clock = clock;
    this.appKey = appKey;
    this.appSecret = appSecret;
    this.robotCode = robotCode;
  }

  @Override
  public Optional<Call> ask() {
    var body = VendorJson.object().put("clientId", appKey);
    body.put("clientSecret", appSecret.value()).put("ua", "linli");
    var topics = body.putArray("subscriptions");
    topics.addObject().put("type", "CALLBACK").put("topic", MESSAGES);
    topics.addObject().put("type", "CALLBACK").put("topic", CARDS);
    return Optional.of(Call.json("/v1.0/gateway/connections/open", Map.of(), body));
  }

  /** Once and within 90 seconds. */
  @Override
  public Optional<URI> endpoint(URI base, byte[] answer) {
    var json = VendorJson.read(answer);
    var endpoint = json.path("endpoint").asText();
    var ticket = json.path("ticket").asText();
    return endpoint.matches("wss?://\\S+") && !ticket.isEmpty()
        ? Optional.of(
            URI.create(endpoint + "?ticket=" + URLEncoder.encode(ticket, StandardCharsets.UTF_8)))
        : Optional.empty();
  }

  @Override
  public Frame read(String text) {
    var frame = JSON.object(text, "$");
    var headers = frame.object("headers");
    var id = headers.looseId("messageId", Fields.LONGEST_ID);
    var topic = headers.kind("topic");
    var data = frame.optionalText("data", LONGEST_DATA);
    return switch (frame.kind("type")) {
      case "SYSTEM" ->
          topic.equals("disconnect")
              ? new Frame.Leave()
              : new Frame.Heard(List.of(), answer(200, id, data == null ? "{}" : data), null);
      case "CALLBACK" ->
          new Frame.Heard(
              data == null ? List.of() : events(topic, id, data),
              answer(200, id, "{\"response\":null}"),
              answer(500, id, "{}"));
      default -> new Frame.Heard(List.of(), answer(200, id, "{\"status\":\"SUCCESS\"}"), null);
    };
  }

  private List<InboundEvent> events(String topic, String frame, String data) {
    try {
      var json = JSON.object(data, "$.data");
      return switch (topic) {
        case MESSAGES ->
            json.kind("robotCode").equals(robotCode) ? RobotMessages.read(json) : List.of();
        case CARDS -> CardPresses.read(json, frame, clock.instant());
        default -> List.of();
      };
    } catch (Refusal unreadable) {
      return List.of();
    }
  }

  private static String answer(int code, String messageId, String data) {
    ObjectNode answer = VendorJson.object().put("code", code);
    answer.put("message", code == 200 ? "OK" : "later").put("data", data);
    answer.putObject("headers").put("messageId", messageId).put("contentType", "application/json");
    return answer.toString();
  }
}
