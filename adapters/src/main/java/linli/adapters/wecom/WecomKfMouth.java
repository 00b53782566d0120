package linli.adapters.wecom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linli.adapters.ButtonKey;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.adapters.MediaWay;
import linli.adapters.Mouth;
import linli.adapters.OutboundMessage;
import linli.adapters.Parts;
import linli.adapters.Parts.Part;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/**
 * Answers in WeCom's customer service (微信客服): people in WeChat, each alone, five times within 48
 * hours after they wrote.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/94677.
 */
public final class WecomKfMouth implements Mouth {

  private static final int LONGEST = 2_048;

  /** Texts of a menu; longer ones go out in front of it. */
  private static final int LONGEST_IN_MENU = 1_024;

  private static final int MOST_OPTIONS = 10;

  private final WecomAccess access;

  public WecomKfMouth(String corpId, Secret secret) {
    this.access = new WecomAccess(corpId, secret);
  }

  @Override
  public URI vendor() {
    return WecomAccess.VENDOR;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(Can.HEAR_RECALLS, Can.HEAR_VOICE, Can.HEAR_FILES, Can.SAY_ALONE),
        Duration.ofSeconds(5),
        Duration.ofHours(48),
        5,
        LONGEST,
        MOST_OPTIONS,
        null);
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
    var to = KfAddress.parse(message.address());
    if (!message.isPrivate() || to.account() == null) {
      return List.of();
    }
    var bytes = message.buttons().isEmpty() ? LONGEST : LONGEST_IN_MENU;
    return Parts.calls(message, bytes, part -> call(message, to, part, token));
  }

  private static Call call(OutboundMessage message, KfAddress to, Part part, Secret token) {
    var menu = part.withButtons();
    var body =
        VendorJson.object()
            .put("touser", to.customer())
            .put("open_kfid", to.account())
            .put("msgid", ButtonKey.letters(message.id()) + "-" + part.place())
            .put("msgtype", menu ? "msgmenu" : "text");
    body.set(
        menu ? "msgmenu" : "text",
        menu ? menu(message, part.text()) : VendorJson.object().put("content", part.text()));
    return Call.json(WecomAccess.path("/cgi-bin/kf/send_msg", token), Map.of(), body);
  }

  private static ObjectNode menu(OutboundMessage message, String text) {
    var menu = VendorJson.object().put("head_content", text);
    var options = menu.putArray("list");
    for (var button : message.buttons()) {
      options
          .addObject()
          .put("type", "click")
          .putObject("click")
          .put("id", new ButtonKey(message.id(), button.key()).text())
          .put("content", button.label());
    }
    return menu;
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
