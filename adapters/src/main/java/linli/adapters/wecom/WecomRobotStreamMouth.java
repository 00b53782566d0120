package linli.adapters.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
 * Speaks as an intelligent robot over its long connection: into internal groups that it is in, and
 * to members alone, also without having been asked.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/101463 (aibot_send_msg).
 */
public final class WecomRobotStreamMouth implements Mouth {

  private static final int LONGEST = 20_480;

  @Override
  public URI vendor() {
    return URI.create("https://openws.work.weixin.qq.com");
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
            Can.CARDS,
            Can.CHANGE_CARDS),
        Duration.ofSeconds(5),
        null,
        0,
        LONGEST,
        WecomCards.MOST_BUTTONS,
        new Quota(30, Duration.ofMinutes(1)));
  }

  @Override
  public boolean speaksOverStream() {
    return true;
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    if (WecomCards.fits(message)) {
      return List.of(card(message, message.text()));
    }
    var calls = Parts.calls(message, LONGEST, part -> markdown(message, part));
    if (WecomCards.hasButtons(message)) {
      calls.add(card(message, "↑"));
    }
    return calls;
  }

  private static Call markdown(OutboundMessage message, Part part) {
    var body = to(message, "markdown");
    body.putObject("markdown").put("content", part.text());
    return Call.frame("aibot_send_msg", null, body);
  }

  private static Call card(OutboundMessage message, String text) {
    var body = to(message, "template_card");
    body.set("template_card", WecomCards.buttons(message, text));
    return Call.frame("aibot_send_msg", null, body);
  }

  private static ObjectNode to(OutboundMessage message, String type) {
    return VendorJson.object().put("chatid", message.address()).put("msgtype", type);
  }

  /** Within five seconds of a press on the card, by the handle that came with it. */
  @Override
  public Optional<Call> change(OutboundMessage said, String note, String name, Secret token) {
    var body = VendorJson.object().put("response_type", "update_template_card");
    var card = body.putObject("template_card").put("card_type", "text_notice");
    card.putObject("main_title").put("title", note);
    card.put("sub_title_text", WecomCards.shortened(said.text()));
    card.put("task_id", said.id().toString());
    card.putObject("card_action").put("type", 0); // leads nowhere
    return Optional.of(Call.frame("aibot_respond_update_msg", said.id().toString(), body));
  }

  @Override
  public Optional<MediaWay> way(String reference, Secret token) {
    return RobotFiles.way(reference, null);
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var json = VendorJson.read(body);
    var verdict = WecomErrors.verdict(status, json);
    return verdict instanceof Verdict.Said
        ? new Verdict.Said(json.path("headers").path("req_id").textValue())
        : verdict;
  }
}
