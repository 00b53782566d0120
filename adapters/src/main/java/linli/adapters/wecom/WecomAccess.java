package linli.adapters.wecom;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import linli.adapters.MediaWay;
import linli.adapters.Mouth.Call;
import linli.adapters.Mouth.Token;
import linli.adapters.Secret;
import linli.adapters.VendorJson;

/**
 * The key to a corp's interface: one for each secret.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/91039.
 */
record WecomAccess(String corpId, Secret secret) {

  static final URI VENDOR = URI.create("https://qyapi.weixin.qq.com");

  Call askForToken() {
    var query = "?corpid=" + encoded(corpId) + "&corpsecret=" + encoded(secret.value());
    return new Call("GET", "/cgi-bin/gettoken" + query, Map.of(), new byte[0]);
  }

  Optional<Token> token(byte[] answer) {
    return VendorJson.token(answer, "access_token", "expires_in");
  }

  /** The path with the token behind it. */
  static String path(String path, Secret token) {
    return path + "?access_token=" + encoded(token.value());
  }

  /** Source: developer.work.weixin.qq.com/document/path/90254; an id is good for three days. */
  static Optional<MediaWay> media(String reference, Secret token) {
    return MediaWay.id(reference, "wecom")
        .map(id -> path("/cgi-bin/media/get", token) + "&media_id=" + encoded(id))
        .map(path -> new MediaWay.Bytes(new Call("GET", path, Map.of(), new byte[0])));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
