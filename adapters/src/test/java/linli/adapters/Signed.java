package linli.adapters;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The platforms' side of signing and sealing, written once more after their documents, so that
 * tests do not judge the adapters by the adapters.
 */
public final class Signed {

  public static final Secret TOKEN = new Secret("TokenOfTheTest");
  public static final Secret AES_KEY = new Secret("YSBrZXkgdGhhdCBvbmx5IHRoZXNlIHRlc3RzIGtub3c");

  private static final String RANDOM = "0123456789abcdef";

  private Signed() {}

  // --- WeCom, WeChat, DingTalk events ------------------------------------------------------------

  /** The Base64 text that holds this content for this receiver. */
  public static String sealed(byte[] content, String receiver) {
    var id = bytes(receiver);
    var plain = ByteBuffer.allocate(20 + content.length + id.length);
    plain.put(bytes(RANDOM)).putInt(content.length).put(content).put(id);
    var missing = 32 - plain.capacity() % 32;
    var padded = Arrays.copyOf(plain.array(), plain.capacity() + missing);
    Arrays.fill(padded, plain.capacity(), padded.length, (byte) missing);
    var key = Base64.getDecoder().decode(AES_KEY.value() + "=");
    return Base64.getEncoder().encodeToString(aes(key, Arrays.copyOf(key, 16), padded));
  }

  public static String sorted(String... parts) {
    Arrays.sort(parts);
    return HexFormat.of().formatHex(digest("SHA-1", bytes(String.join("", parts))));
  }

  // --- DingTalk robot ----------------------------------------------------------------------------

  public static String dingTalk(String secret, Instant at) {
    var millis = Long.toString(at.toEpochMilli());
    return Base64.getEncoder().encodeToString(hmac(secret, bytes(millis + "\n" + secret)));
  }

  // --- Feishu ------------------------------------------------------------------------------------

  public static byte[] feishuSealed(String encryptKey, byte[] content) {
    var first = bytes("FirstBlockOfAll!");
    var missing = 16 - content.length % 16;
    var padded = Arrays.copyOf(content, content.length + missing);
    Arrays.fill(padded, content.length, padded.length, (byte) missing);
    var all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(aes(digest("SHA-256", bytes(encryptKey)), first, padded));
    var encrypt = Base64.getEncoder().encodeToString(all.toByteArray());
    return bytes("{\"encrypt\":\"" + encrypt + "\"}");
  }

  public static Map<String, String> feishuHeaders(String encryptKey, byte[] body, Instant at) {
    var seconds = Long.toString(at.getEpochSecond());
    var signed = new ByteArrayOutputStream();
    signed.writeBytes(bytes(seconds + "nonce1" + encryptKey));
    signed.writeBytes(body);
    return Map.of(
        "x-lark-request-timestamp",
        seconds,
        "x-lark-request-nonce",
        "nonce1",
        "x-lark-signature",
        HexFormat.of().formatHex(digest("SHA-256", signed.toByteArray())));
  }

  // --- Slack -------------------------------------------------------------------------------------

  public static String slack(String secret, byte[] body, Instant at) {
    var signed = new ByteArrayOutputStream();
    signed.writeBytes(bytes("v0:" + at.getEpochSecond() + ":"));
    signed.writeBytes(body);
    return "v0=" + HexFormat.of().formatHex(hmac(secret, signed.toByteArray()));
  }

  // -----------------------------------------------------------------------------------------------

  private static byte[] aes(byte[] key, byte[] first, byte[] blocks) {
    try {
      var cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(first));
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] hmac(String key, byte[] signed) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(key), "HmacSHA256"));
      return mac.doFinal(signed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] digest(String algorithm, byte[] of) {
    try {
      return MessageDigest.getInstance(algorithm).digest(of);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
