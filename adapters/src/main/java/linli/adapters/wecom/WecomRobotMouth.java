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
import linli.adapters.MediaWay;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Parts;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/**
 * Answers as an intelligent robot (智能机器人) in webhook mode: each message to it can be answered once
 * within an hour, at the address that came with it. It cannot begin to speak.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/101138.
 */
public final class WecomRobotMouth implements Mouth {

  private static final int LONGEST = 20_480;

  private final Secret encodingAesKey;

  /**
   * Says what one robot says.
   *
   * @param encodingAesKey with which files are sealed that people send it
   */
  public WecomRobotMouth(Secret encodingAesKey) {
    this.encodingAesKey = encodingAesKey;
  }

  @Override
  public URI vendor() {
    return WecomAccess.VENDOR;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Can.HEAR_MENTIONS,
            Can.HEAR_VOICE,
            Can.HEAR_FILES,
            Can.SAY_IN_GROUPS,
            Can.SAY_ALONE,
            Can.CARDS),
        Duration.ofSeconds(5),
        Duration.ofHours(1),
        1,
        LONGEST,
        WecomCards.MOST_BUTTONS,
        null);
  }

  @Override
  public boolean needsHandle() {
    return true;
  }

  /** One call: what does not fit into it is cut off with a mark, for there is no second one. */
  @Override
  public List<Call> say(OutboundMessage message, Secret handle) {
    var address = URI.create(handle.value());
    var path = address.getRawPath() + "?" + address.getRawQuery();
    return List.of(Call.json(path, Map.of(), body(message)));
  }

  private static ObjectNode body(OutboundMessage message) {
    if (WecomCards.fits(message)) {
      var body = VendorJson.object().put("msgtype", "template_card");
      return body.set("template_card", WecomCards.buttons(message, message.text()));
    }
    var parts = Parts.of(message.text(), LONGEST - 3);
    var body = VendorJson.object().put("msgtype", "markdown");
    body.putObject("markdown").put("content", parts.getFirst() + (parts.size() > 1 ? "…" : ""));
    return body;
  }

  @Override
  public Optional<MediaWay> way(String reference, Secret handle) {
    return RobotFiles.way(reference, encodingAesKey.value());
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    return WecomErrors.verdict(status, VendorJson.read(body));
  }
}
