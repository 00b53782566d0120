package linli.adapters.feishu;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

/** Sends as a Feishu app. Source: open.feishu.cn/document/server-docs/im-v1/message/create. */
public final class FeishuMouth implements Mouth {

  /** Texts may have 150 KB, cards 30 KB; no line of ours comes near. */
  private static final int LONGEST = 20_000;

  /** Ours: a card with more cannot be read on a telephone. */
  private static final int MOST_BUTTONS = 10;

  private static final Set<Integer> STALE = Set.of(99991661, 99991663, 99991664, 99991668);

  /** Too many calls; and one that some take for a limit of a chat: both may work later. */
  private static final Set<Integer> BUSY = Set.of(99991400, 230020);

  /** An id of a message; those of clicks look otherwise. */
  private static final Pattern MESSAGE = Pattern.compile("om_[A-Za-z0-9_-]{1,100}");

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
            Can.CARDS,
            Can.SAY_QUOTING,
            Can.CHANGE_CARDS),
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
            .put("msg_type", part.withButtons() ? "interactive" : "text")
            .put("content", content.toString())
            .put("uuid", message.id() + "-" + part.place()); // sent twice, it is said once
    var quotes = message.quotes();
    if (part.place() == 0 && quotes != null && MESSAGE.matcher(quotes).matches()) {
      var path = "/open-apis/im/v1/messages/" + quotes + "/reply";
      return Call.json(path, authorized(token), body);
    }
    body.put("receive_id", message.address());
    var type = message.isPrivate() ? "open_id" : "chat_id";
    return Call.json("/open-apis/im/v1/messages?receive_id_type=" + type, authorized(token), body);
  }

  private static ObjectNode card(OutboundMessage message, String text) {
    var card = VendorJson.object().put("schema", "2.0");
    card.putObject("config").put("update_multi", true); // one card for all who read it
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

  /** Source: open.feishu.cn/document/server-docs/im-v1/message-card/patch. */
  @Override
  public Optional<Call> change(OutboundMessage said, String note, String name, Secret token) {
    var text = Parts.last(said, LONGEST) + "\n" + note;
    var body = VendorJson.object().put("content", card(said, text).toString());
    return Optional.of(
        new Call(
            "PATCH",
            "/open-apis/im/v1/messages/" + name,
            authorized(token),
            body.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Source: open.feishu.cn/document/server-docs/im-v1/message/get-2. */
  @Override
  public Optional<MediaWay> way(String reference, Secret token) {
    return MediaWay.id(reference, "feishu")
        .map(id -> id.split("/", 3))
        .filter(part -> part.length == 3)
        .map(
            part ->
                "/open-apis/im/v1/messages/%s/resources/%s?type=%s"
                    .formatted(encoded(part[1]), encoded(part[2]), encoded(part[0])))
        .map(path -> new Call("GET", path, authorized(token), new byte[0]))
        .map(MediaWay.Bytes::new);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Map<String, String> authorized(Secret token) {
    return Map.of("Authorization", "Bearer " + token.value());
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
