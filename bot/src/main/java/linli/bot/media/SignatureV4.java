package linli.bot.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.Secret;

/**
 * AWS Signature Version 4 for requests to S3 without a query (docs.aws.amazon.com, "Authenticating
 * Requests: Using the Authorization Header").
 */
final class SignatureV4 {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final int DAY = 8;

  private final String accessKey;
  private final Secret secretKey;
  private final String region;

  SignatureV4(String accessKey, Secret secretKey, String region) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.region = region;
  }

  /**
   * The headers to send: the given ones with date, hash and {@code authorization}.
   *
   * @param path of letters, digits and {@code / - . _ ~} only
   * @param headers with {@code host}, names in lower case
   */
  Map<String, String> sign(
      String method, String path, Map<String, String> headers, byte[] body, Instant now) {
    var time = TIME.format(now);
    var signed = new TreeMap<>(headers);
    signed.put("x-amz-content-sha256", sha256(body));
    signed.put("x-amz-date", time);
    var names = String.join(";", signed.keySet());
    var scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, DAY), region);
    var request = canonical(method, path, signed, names);
    var toSign = String.join("\n", ALGORITHM, time, scope, sha256(request.getBytes(UTF_8)));
    var signature = HexFormat.of().formatHex(hmac(key(time.substring(0, DAY)), toSign));
    signed.put(
        "authorization",
        "%s Credential=%s/%s,SignedHeaders=%s,Signature=%s"
            .formatted(ALGORITHM, accessKey, scope, names, signature));
    return signed;
  }

  private static String canonical(
      String method, String path, SortedMap<String, String> headers, String names) {
    var lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
            .collect(Collectors.joining());
    var hash = headers.get("x-amz-content-sha256");
    return String.join("\n", method, path, "", lines, names, hash);
  }

  private byte[] key(String day) {
    var secret = ("AWS4" + secretKey.value()).getBytes(UTF_8);
    return hmac(hmac(hmac(hmac(secret, day), region), "s3"), "aws4_request");
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** 64 hex digits. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
