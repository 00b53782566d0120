package linli.adapters.feishu;

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
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Parts;
import linli.adapters.Parts.Part;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/** Sends as a Feishu app. Source: open.feishu.cn/document/server-docs/im-v1/message/create. */
public final class FeishuMouth implements Mouth {

  /** Texts may have 150 KB, cards 30 KB; no line of ours comes near. */
  private static final int LONGEST = 20_000;

  /** Ours: a card with more cannot be read on a telephone. */
  private static final int MOST_BUTTONS = 10;

  private static final Set<Integer> STALE = Set.of(99991661, 99991663, 99991664, 99991668);

  /** Too many calls; and one that some take for a limit of a chat: both may work later. */
  private static final Set<Integer> BUSY = Set.of(99991400, 230020);

  private final String appId;
  private final Secret appSecret;

  public FeishuMouth(String appId, Secret appSecret) {
    this.appId = appId;
    this.appSecret = appSecret;
  }

  @Override
  public URI vendor() {
    return URI.create("https://open.feishu.cn");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(
            Can.HEAR_MENTIONS,
            Can.HEAR_FILES,
            Can.HEAR_VOICE,
            Can.SAY_IN_GROUPS,
            Can.SAY_ALONE,
            Can.CARDS),
        Duration.ofSeconds(3),
        null,
        0,
        LONGEST,
        MOST_BUTTONS,
        new Quota(5, Duration.ofSeconds(1)));
  }

  @Override
  public Optional<Call> askForToken() {
    var body = VendorJson.object().put("app_id", appId).put("app_secret", appSecret.value());
    return Optional.of(
        Call.json("/open-apis/auth/v3/tenant_access_token/internal", Map.of(), body));
  }

  @Override
  public Optional<Token> token(byte[] answer) {
    return VendorJson.token(answer, "tenant_access_token", "expire");
  }

  @Override
  public List<Call> say(OutboundMessage message, Secret token) {
    return Parts.calls(message, LONGEST, part -> call(message, part, token));
  }

  private static Call call(OutboundMessage message, Part part, Secret token) {
    var content =
        part.withButtons()
            ? card(message, part.text())
            : VendorJson.object().put("text", part.text());
    var body =
        VendorJson.object()
            .put("receive_id", message.address())
            .put("msg_type", part.withButtons() ? "interactive" : "text")
            .put("content", content.toString())
            .put("uuid", message.id() + "-" + part.place()); // sent twice, it is said once
    var type = message.isPrivate() ? "open_id" : "chat_id";
    return Call.json(
        "/open-apis/im/v1/messages?receive_id_type=" + type,
        Map.of("Authorization", "Bearer " + token.value()),
        body);
  }

  private static ObjectNode card(OutboundMessage message, String text) {
    var card = VendorJson.object().put("schema", "2.0");
    var elements = card.putObject("body").putArray("elements");
    elements
        .addObject()
        .put("tag", "div")
        .putObject("text")
        .put("tag", "plain_text")
        .put("content", text);
    for (var button : message.buttons()) {
      var element = elements.addObject().put("tag", "button");
      element.putObject("text").put("tag", "plain_text").put("content", button.label());
      element
          .putArray("behaviors")
          .addObject()
          .put("type", "callback")
          .putObject("value")
          .put("key", button.key())
          .put("message", message.id().toString())
          .put("alone", Boolean.toString(message.isPrivate()));
    }
    return card;
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var json = VendorJson.read(body);
    var code = json.path("code").asInt(-1);
    if (status == 200 && code == 0) {
      return new Verdict.Said(json.path("data").path("message_id").textValue());
    }
    if (STALE.contains(code)) {
      return new Verdict.StaleToken();
    }
    if (status == 429 || BUSY.contains(code)) {
      return new Verdict.Later(
          "feishu " + code, VendorJson.pause(retryAfter, Duration.ofSeconds(5)));
    }
    return status >= 500 || code == -1
        ? new Verdict.Later("feishu " + status, Duration.ZERO)
        : new Verdict.Never("feishu " + code);
  }
}
