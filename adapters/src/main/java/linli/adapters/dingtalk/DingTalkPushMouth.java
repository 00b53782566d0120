package linli.adapters.dingtalk;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.adapters.Capabilities.Quota;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Parts;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/**
 * DingTalk custom robot (自定义机器人): says things in the one group that it was added to, and hears
 * nothing. DingTalk gives out no new ones; those that exist go on.
 *
 * <p>Source: open.dingtalk.com/document/orgapp/custom-robots-send-group-messages.
 */
public final class DingTalkPushMouth implements Mouth {

  private static final int LONGEST = 15_000;

  /** Too many: then it is shut for ten minutes. */
  private static final int TOO_MANY = 130101;

  private static final Duration SHUT = Duration.ofMinutes(10);

  /** No such token; sign, address or keyword refused. */
  private static final Set<Integer> REFUSED = Set.of(300005, 310000);

  /** System busy. */
  private static final int BUSY = -1;

  private final Secret accessToken;
  private final DingTalkSign sign;
  private final InstantSource clock;

  /**
   * Speaks in one group.
   *
   * @param secret of the robot's security setting 加签, {@code SEC…}
   */
  public DingTalkPushMouth(Secret accessToken, Secret secret, InstantSource clock) {
    this.accessToken = accessToken;
    this.sign = new DingTalkSign(secret);
    this.clock = clock;
  }

  @Override
  public URI vendor() {
    return URI.create("https://oapi.dingtalk.com");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(Can.SAY_IN_GROUPS),
        Duration.ZERO,
        null,
        0,
        LONGEST,
        0,
        new Quota(20, Duration.ofMinutes(1)));
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    return message.isPrivate()
        ? List.of()
        : Parts.calls(message, LONGEST, part -> call(part.text()));
  }

  private Call call(String text) {
    var body = VendorJson.object().put("msgtype", "text");
    body.putObject("text").put("content", text);
    var millis = Long.toString(clock.millis());
    var path =
        "/robot/send?access_token=%s&timestamp=%s&sign=%s"
            .formatted(encoded(accessToken.value()), millis, encoded(sign.of(millis)));
    return Call.json(path, Map.of(), body);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var json = VendorJson.read(body);
    if (status != 200 || !json.has("errcode")) {
      return new Verdict.Later("dingtalk http " + status, Duration.ZERO);
    }
    var code = json.path("errcode").asInt();
    if (code == 0) {
      return new Verdict.Said(null);
    }
    if (REFUSED.contains(code)) {
      return new Verdict.Locked("dingtalk " + code);
    }
    return code == TOO_MANY || code == BUSY
        ? new Verdict.Later("dingtalk " + code, code == TOO_MANY ? SHUT : Duration.ZERO)
        : new Verdict.Never("dingtalk " + code);
  }
}
