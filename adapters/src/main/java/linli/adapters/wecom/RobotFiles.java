package linli.adapters.wecom;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.MediaWay;
import linli.adapters.Reason;
import linli.adapters.Refusal;

/**
 * Files that people send to an intelligent robot: they lie at an address for five minutes, sealed
 * with the robot's key, or over the long connection with a key of their own.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/100719.
 */
final class RobotFiles {

  private static final String PLATFORM = "wecom-robot";
  private static final int BLOCK = 32;

  private RobotFiles() {}

  /**
   * How such a file is written down.
   *
   * @param key its own one, or null
   */
  static String reference(String url, String key) {
    return PLATFORM + ":" + (key == null ? "" : key) + "|" + url;
  }

  /**
   * How it is got.
   *
   * @param robotKey of files that have no own one, or null
   */
  static Optional<MediaWay> way(String reference, String robotKey) {
    return MediaWay.id(reference, PLATFORM)
        .map(id -> id.split("\\|", 2))
        .filter(part -> part.length == 2)
        .flatMap(part -> lyingAt(part[1], part[0].isEmpty() ? robotKey : part[0]));
  }

  private static Optional<MediaWay> lyingAt(String url, String key) {
    return key == null
        ? Optional.empty()
        : MediaWay.address(url).map(address -> link(address, key));
  }

  private static MediaWay link(URI address, String key) {
    return new MediaWay.Link(address, Map.of(), file -> open(file, key));
  }

  /** AES-256-CBC, the key's first half as IV, 1 to 32 equal bytes at the end. */
  static byte[] open(byte[] file, String key) {
    try {
      var raw = Base64.getDecoder().decode(key.length() % 4 == 0 ? key : key + "=");
      var cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(raw, "AES"),
          new IvParameterSpec(Arrays.copyOf(raw, 16)));
      return unpadded(cipher.doFinal(file));
    } catch (GeneralSecurityException | IllegalArgumentException notSealed) {
      throw new Refusal(Reason.BAD_CIPHERTEXT);
    }
  }

  private static byte[] unpadded(byte[] padded) {
    var length = padded.length == 0 ? 0 : padded[padded.length - 1];
    if (length < 1 || length > BLOCK || length > padded.length) {
      throw new Refusal(Reason.BAD_PADDING);
    }
    for (var at = padded.length - length; at < padded.length; at++) {
      if (padded[at] != length) {
        throw new Refusal(Reason.BAD_PADDING);
      }
    }
    return Arrays.copyOf(padded, padded.length - length);
  }
}
