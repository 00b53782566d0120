package linli.adapters.wechat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/**
 * Sends as an official account, to followers alone: customer-service messages (客服消息), five within
 * 48 hours after the follower wrote.
 *
 * <p>Source:
 * developers.weixin.qq.com/doc/offiaccount/Message_Management/Service_Center_messages.html.
 */
public final class WechatOfficialMouth implements Mouth {

  private static final int LONGEST = 2_048;
  private static final int MOST_OPTIONS = 10;
  private static final Set<Integer> STALE = Set.of(40001, 40014, 42001);

  /** System busy, too often, the day's quota. */
  private static final Set<Integer> BUSY = Set.of(-1, 45009, 45011);

  private final String appId;
  private final Secret secret;

  public WechatOfficialMouth(String appId, Secret secret) {
    this.appId = appId;
    this.secret = secret;
  }

  @Override
  public URI vendor() {
    return URI.create("https://api.weixin.qq.com");
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Set.of(Can.HEAR_VOICE, Can.HEAR_FILES, Can.SAY_ALONE),
        Duration.ofSeconds(5),
        Duration.ofHours(48),
        5,
        LONGEST,
        MOST_OPTIONS,
        null);
  }

  /** The stable token: asking for it does not end that of others. */
  @Override
  public Optional<Call> askForToken() {
    var body =
        VendorJson.object()
            .put("grant_type", "client_credential")
            .put("appid", appId)
            .put("secret", secret.value());
    return Optional.of(Call.json("/cgi-bin/stable_token", Map.of(), body));
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
    return Parts.calls(
        message,
        LONGEST,
        part ->
            part.withButtons()
                ? call(message, token, "msgmenu", menu(message, part.text()))
                : call(message, token, "text", VendorJson.object().put("content", part.text())));
  }

  private static Call call(OutboundMessage message, Secret token, String type, ObjectNode content) {
    var body = VendorJson.object().put("touser", message.address()).put("msgtype", type);
    body.set(type, content);
    var access = URLEncoder.encode(token.value(), StandardCharsets.UTF_8);
    return Call.json("/cgi-bin/message/custom/send?access_token=" + access, Map.of(), body);
  }

  private static ObjectNode menu(OutboundMessage message, String text) {
    var menu = VendorJson.object().put("head_content", text);
    var options = menu.putArray("list");
    for (var button : message.buttons()) {
      options
          .addObject()
          .put("id", new ButtonKey(message.id(), button.key()).text())
          .put("content", button.label());
    }
    return menu.put("tail_content", "");
  }

  /**
   * Source: developers.weixin.qq.com/doc/offiaccount/Asset_Management/Get_temporary_materials.html.
   */
  @Override
  public Optional<MediaWay> way(String reference, Secret token) {
    return MediaWay.id(reference, "wechat")
        .map(
            id ->
                "/cgi-bin/media/get?access_token="
                    + URLEncoder.encode(token.value(), StandardCharsets.UTF_8)
                    + "&media_id="
                    + URLEncoder.encode(id, StandardCharsets.UTF_8))
        .map(path -> new MediaWay.Bytes(new Call("GET", path, Map.of(), new byte[0])));
  }

  @Override
  public Verdict verdict(int status, String retryAfter, byte[] body) {
    var answer = VendorJson.read(body);
    if (status != 200 || !answer.has("errcode")) {
      return new Verdict.Later("wechat http " + status, Duration.ZERO);
    }
    var code = answer.get("errcode").asInt();
    if (code == 0) {
      return new Verdict.Said(null);
    }
    if (STALE.contains(code)) {
      return new Verdict.StaleToken();
    }
    return BUSY.contains(code)
        ? new Verdict.Later("wechat " + code, Duration.ofSeconds(60))
        : new Verdict.Never("wechat " + code);
  }
}
