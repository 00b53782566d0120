package linli.adapters.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
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

  /** What fits on a card, in characters. */
  private static final int LONGEST_ON_CARD = 112;

  private static final int MOST_BUTTONS = 6;

  private final String corpId;
  private final int agentId;
  private final Secret secret;

  public WecomAppMouth(String corpId, int agentId, Secret secret) {
    this.corpId = corpId;
    this.agentId = agentId;
    this.secret = secret;
  }

  @Override
  public URI vendor() {
    return URI.create("https://qyapi.weixin.qq.com");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(Can.HEAR_VOICE, Can.HEAR_FILES, Can.SAY_ALONE, Can.BUTTONS),
        Duration.ofSeconds(5),
        null,
        0,
        LONGEST);
  }

  @Override
  public Optional<Call> askForToken() {
    var query = "?corpid=" + encoded(corpId) + "&corpsecret=" + encoded(secret.value());
    return Optional.of(new Call("GET", "/cgi-bin/gettoken" + query, Map.of(), new byte[0]));
  }

  @Override
  public Optional<Token> token(byte[] answer) {
    return VendorJson.token(answer, "access_token", "expires_in");
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    if (!message.isPrivate()) {
      return List.of();
    }
    if (hasCard(message) && message.text().length() <= LONGEST_ON_CARD) {
      return List.of(call(message, token, "template_card", card(message, message.text())));
    }
    var calls =
        Parts.calls(
            message,
            LONGEST,
            part -> call(message, token, "text", VendorJson.object().put("content", part.text())));
    if (hasCard(message)) {
      calls.add(call(message, token, "template_card", card(message, "↑")));
    }
    return calls;
  }

  private static boolean hasCard(OutboundMessage message) {
    return !message.buttons().isEmpty() && message.buttons().size() <= MOST_BUTTONS;
  }

  private Call call(OutboundMessage message, Secret token, String type, ObjectNode content) {
    var body =
        VendorJson.object()
            .put("touser", message.address())
            .put("msgtype", type)
            .put("agentid", agentId);
    body.set(type, content);
    var path = "/cgi-bin/message/send?access_token=" + encoded(token.value());
    return Call.json(path, Map.of(), body);
  }

  /** The card names our message as its task, so a click tells which one it belongs to. */
  private static ObjectNode card(OutboundMessage message, String text) {
    var card =
        VendorJson.object()
            .put("card_type", "button_interaction")
            .put("task_id", message.id().toString())
            .put("sub_title_text", text);
    var buttons = card.putArray("button_list");
    for (var button : message.buttons()) {
      buttons.addObject().put("text", button.label()).put("key", button.key());
    }
    return card;
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    return WecomErrors.verdict(status, VendorJson.read(body));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
