package linli.adapters.feishu;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.Reason;
import linli.adapters.Refusal;
import linli.adapters.Secret;

/**
 * Feishu's encryption (AES-256-CBC with the SHA-256 of the Encrypt Key, the first block in front)
 * and its signature (SHA-256 over time, nonce, Encrypt Key and raw body).
 *
 * <p>Source: open.feishu.cn/document/server-docs/event-subscription-guide. Safe for all threads.
 */
final class FeishuCipher {

  private static final int BLOCK = 16;

  private final byte[] encryptKey;
  private final SecretKeySpec key;

  FeishuCipher(Secret encryptKey) {
    this.encryptKey = encryptKey.bytes();
    this.key = new SecretKeySpec(sha256().digest(this.encryptKey), "AES");
  }

  /** Compares in constant time. */
  boolean signed(String signature, String timestamp, String nonce, byte[] body) {
    var digest = sha256();
    digest.update((timestamp + nonce).getBytes(StandardCharsets.UTF_8));
    digest.update(encryptKey);
    var expected = HexFormat.of().formatHex(digest.digest(body));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What {@code encrypt} holds.
   *
   * @throws Refusal {@link Reason#BAD_CIPHERTEXT} or {@link Reason#BAD_PADDING}
   */
  byte[] decrypt(String encrypt) {
    try {
      var sealed = Base64.getDecoder().decode(encrypt);
      if (sealed.length < 2 * BLOCK || sealed.length % BLOCK != 0) {
        throw new Refusal(Reason.BAD_CIPHERTEXT);
      }
      var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(sealed, 0, BLOCK));
      return cipher.doFinal(sealed, BLOCK, sealed.length - BLOCK);
    } catch (IllegalArgumentException notBase64) {
      throw new Refusal(Reason.BAD_CIPHERTEXT);
    } catch (BadPaddingException wrong) {
      throw new Refusal(Reason.BAD_PADDING);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("whole blocks can always be decrypted", impossible);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
