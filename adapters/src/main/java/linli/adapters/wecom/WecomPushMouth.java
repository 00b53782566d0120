package linli.adapters.wecom;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
 * WeCom message push (消息推送, once 群机器人): says things in the one group that its key belongs to, and
 * hears nothing.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/91770.
 */
public final class WecomPushMouth implements Mouth {

  private static final int LONGEST = 2_048;

  /** The key is none, or was taken back. */
  private static final int NO_KEY = 93000;

  private final Secret key;

  public WecomPushMouth(Secret key) {
    this.key = key;
  }

  @Override
  public URI vendor() {
    return WecomAccess.VENDOR;
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
    var encoded = URLEncoder.encode(key.value(), StandardCharsets.UTF_8);
    return Call.json("/cgi-bin/webhook/send?key=" + encoded, Map.of(), body);
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var json = VendorJson.read(body);
    return json.path("errcode").asInt() == NO_KEY
        ? new Verdict.Locked("wecom " + NO_KEY)
        : WecomErrors.verdict(status, json);
  }
}
