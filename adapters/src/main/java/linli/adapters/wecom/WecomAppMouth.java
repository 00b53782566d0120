package linli.adapters.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
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
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/**
 * Sends as a WeCom app, to members alone. Source: developer.work.weixin.qq.com/document/path/90236.
 */
public final class WecomAppMouth implements Mouth {

  /** Longer texts are cut by WeCom without a word. */
  private static final int LONGEST = 2_048;

  private final WecomAccess access;
  private final int agentId;

  public WecomAppMouth(String corpId, int agentId, Secret secret) {
    this.access = new WecomAccess(corpId, secret);
    this.agentId = agentId;
  }

  @Override
  public URI vendor() {
    return WecomAccess.VENDOR;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(Can.HEAR_VOICE, Can.HEAR_FILES, Can.SAY_ALONE, Can.CARDS, Can.CHANGE_CARDS),
        Duration.ofSeconds(5),
        null,
        0,
        LONGEST,
        WecomCards.MOST_BUTTONS,
        new Quota(30, Duration.ofMinutes(1)));
  }

  @Override
  public Optional<Call> askForToken() {
    return Optional.of(access.askForToken());
  }

  @Override
  public Optional<Token> token(byte[] answer) {
    return access.token(answer);
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    if (!message.isPrivate()) {
      return List.of();
    }
    if (WecomCards.fits(message)) {
      var card = WecomCards.buttons(message, message.text());
      return List.of(call(message, token, "template_card", card));
    }
    var calls =
        Parts.calls(
            message,
            LONGEST,
            part -> call(message, token, "text", VendorJson.object().put("content", part.text())));
    if (WecomCards.hasButtons(message)) {
      calls.add(call(message, token, "template_card", WecomCards.buttons(message, "↑")));
    }
    return calls;
  }

  private Call call(OutboundMessage message, Secret token, String type, ObjectNode content) {
    var body =
        VendorJson.object()
            .put("touser", message.address())
            .put("msgtype", type)
            .put("agentid", agentId);
    body.set(type, content);
    return Call.json(WecomAccess.path("/cgi-bin/message/send", token), Map.of(), body);
  }

  /**
   * All buttons become one that cannot be pressed. Works once, within 72 hours, with the code that
   * WeCom gave when the card was sent. Source: developer.work.weixin.qq.com/document/path/94888.
   */
  @Override
  public Optional<Call> change(OutboundMessage said, String note, String name, Secret token) {
    var body = VendorJson.object();
    body.putArray("userids").add(said.address());
    body.put("agentid", agentId).put("response_code", name);
    body.putObject("button").put("replace_name", note);
    var path = WecomAccess.path("/cgi-bin/message/update_template_card", token);
    return Optional.of(Call.json(path, Map.of(), body));
  }

  @Override
  public Optional<MediaWay> way(String reference, Secret token) {
    return WecomAccess.media(reference, token);
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    return WecomErrors.verdict(status, VendorJson.read(body));
  }
}
