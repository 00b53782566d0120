package linli.adapters.dingtalk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import linli.adapters.Hmac;
import linli.adapters.Secret;

/**
 * DingTalk's signature: Base64 of HMAC-SHA256 over time and secret, with the secret as key. It
 * covers nothing else; the same in both directions.
 *
 * <p>Source: open.dingtalk.com/document/orgapp/receive-message.
 */
final class DingTalkSign {

  private final Hmac keyed;
  private final String secret;

  DingTalkSign(Secret secret) {
    this.keyed = new Hmac(secret);
    this.secret = secret.value();
  }

  String of(String timestampMillis) {
    var signed = timestampMillis + "\n" + secret;
    return Base64.getEncoder().encodeToString(keyed.over(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
