package linli.adapters.wecom;

import static linli.adapters.Fields.LONGEST_ID;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
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
 * WeCom intelligent robot (智能机器人) over a long connection (长连接): we call WeCom, it speaks and hears
 * over that connection, and nothing is sealed. There is one at a time; a second one pushes the
 * first one out.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/101463 and
 * github.com/WecomTeam/aibot-node-sdk.
 */
public final class WecomRobotStream implements StreamEar {

  private static final StrictJson JSON = new StrictJson(16);
  private static final String SUBSCRIBE = "aibot_subscribe";

  private final String botId;
  private final Secret secret;
  private final InstantSource clock;

  public WecomRobotStream(String botId, Secret secret, InstantSource clock) {
    this.botId = botId;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public Optional<Call> ask() {
    return Optional.empty();
  }

  @Override
  public Optional<URI> endpoint(URI base, byte[] answer) {
    return Optional.of(URI.create(base.toString().replaceFirst("^http", "ws")));
  }

  @Override
  public Optional<Call> greeting() {
    var body = VendorJson.object().put("bot_id", botId).put("secret", secret.value());
    return Optional.of(Call.frame(SUBSCRIBE, null, body));
  }

  @Override
  public Optional<Call> heartbeat() {
    return Optional.of(Call.frame("ping", null, null));
  }

  @Override
  public boolean isOnlyOne() {
    return true;
  }

  @Override
  public String frame(Call call, String id) {
    var frame = VendorJson.object().put("cmd", call.path());
    frame.putObject("headers").put("req_id", id);
    if (call.body().length > 0) {
      frame.set("body", VendorJson.read(call.body()));
    }
    return frame.toString();
  }

  @Override
  public Frame read(String text) {
    var frame = JSON.object(text, "$");
    var id = frame.object("headers").looseId("req_id", LONGEST_ID);
    return switch (frame.kind("cmd")) {
      case "aibot_msg_callback" -> heard(frame.object("body"), id);
      case "aibot_event_callback" ->
          isPushedOut(frame.object("body"))
              ? new Frame.PushedOut()
              : heard(frame.object("body"), id);
      default -> new Frame.Answered(id, text.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static boolean isPushedOut(Fields body) {
    return body.optionalObject("event").kind("eventtype").equals("disconnected_event");
  }

  private Frame heard(Fields body, String id) {
    return new Frame.Heard(events(body), null, null, id);
  }

  private List<InboundEvent> events(Fields body) {
    try {
      var sent = body.has("create_time") ? body.since1970("create_time", 1_000) : clock.instant();
      return RobotMessages.read(body, sent);
    } catch (Refusal unreadable) {
      return List.of();
    }
  }
}
