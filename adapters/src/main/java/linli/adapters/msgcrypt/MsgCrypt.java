package linli.adapters.msgcrypt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import linli.adapters.Reason;
import linli.adapters.Refusal;
import linli.adapters.Secret;

/**
 * The envelope of WeCom, WeChat and DingTalk ("WXBizMsgCrypt"): AES-256-CBC around {@code
 * random(16) length(4) message receiver}, signed with SHA-1 over the sorted parts.
 *
 * <p>Source: developer.work.weixin.qq.com/document/path/90968. Stricter than the vendors' own
 * libraries: padding, length and receiver are all checked. Safe for all threads.
 */
public final class MsgCrypt {

  /** Padding goes up to a multiple of this, beyond the cipher's own block of 16 bytes. */
  private static final int PADDED_TO = 32;

  private static final int BLOCK = 16;
  private static final int RANDOM_BYTES = 16;
  private static final int HEAD = RANDOM_BYTES + Integer.BYTES;
  private static final Pattern KEY_FORM = Pattern.compile("[A-Za-z0-9]{43}");

  private final String token;
  private final SecretKeySpec key;
  private final IvParameterSpec firstBlock;
  private final byte[] receiver;

  /**
   * An envelope maker and opener.
   *
   * @param encodingAesKey 43 letters and digits as shown by the platform's console
   * @param receiver whom messages must name: corp id, app id, app key, or empty
   * @throws IllegalArgumentException when the key does not have its form
   */
  public MsgCrypt(Secret token, Secret encodingAesKey, String receiver) {
    if (!isKey(encodingAesKey)) {
      throw new IllegalArgumentException("the key has 43 letters and digits");
    }
    var bytes = Base64.getDecoder().decode(encodingAesKey.value() + "=");
    this.token = token.value();
    this.key = new SecretKeySpec(bytes, "AES");
    this.firstBlock = new IvParameterSpec(bytes, 0, BLOCK);
    this.receiver = receiver.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether this has the form of a key. */
  public static boolean isKey(Secret encodingAesKey) {
    return KEY_FORM.matcher(encodingAesKey.value()).matches();
  }

  /** One message for the platform, sealed and signed. */
  public record Sealed(String encrypt, String signature, String timestamp, String nonce) {}

  /**
   * The message in a signed envelope.
   *
   * @param signature null, like the others, when missing
   * @throws Refusal for a wrong signature, before anything is decrypted, and for anything wrong in
   *     the envelope
   */
  public byte[] open(String signature, String timestamp, String nonce, String encrypt) {
    if (signature == null || timestamp == null || nonce == null || encrypt == null) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    var expected = signature(token, timestamp, nonce, encrypt);
    var given = signature.getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given)) {
      throw new Refusal(Reason.BAD_SIGNATURE);
    }
    return message(unpadded(decrypted(encrypt)));
  }

  /**
   * Seals a message.
   *
   * @param random 16 bytes that nobody can guess
   */
  public Sealed seal(byte[] message, byte[] random, String timestamp, String nonce) {
    var length = HEAD + message.length + receiver.length;
    var padding = PADDED_TO - length % PADDED_TO;
    var plain = ByteBuffer.allocate(length + padding);
    plain.put(random, 0, RANDOM_BYTES).putInt(message.length).put(message).put(receiver);
    Arrays.fill(plain.array(), length, length + padding, (byte) padding);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE);
      var encrypt = Base64.getEncoder().encodeToString(cipher.doFinal(plain.array()));
      return new Sealed(encrypt, signature(token, timestamp, nonce, encrypt), timestamp, nonce);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("whole blocks can always be encrypted", impossible);
    }
  }

  /** Lower-case hexadecimal SHA-1 of the parts, sorted by their characters and joined. */
  public static String signature(String... parts) {
    var sorted = parts.clone();
    Arrays.sort(sorted);
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      for (var part : sorted) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }

  private byte[] decrypted(String encrypt) {
    try {
      var sealed = Base64.getDecoder().decode(encrypt);
      if (sealed.length == 0 || sealed.length % BLOCK != 0) {
        throw new Refusal(Reason.BAD_CIPHERTEXT);
      }
      return cipher(Cipher.DECRYPT_MODE).doFinal(sealed);
    } catch (IllegalArgumentException notBase64) {
      throw new Refusal(Reason.BAD_CIPHERTEXT);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("whole blocks can always be decrypted", impossible);
    }
  }

  private Cipher cipher(int mode) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(mode, key, firstBlock);
    return cipher;
  }

  private static ByteBuffer unpadded(byte[] plain) {
    var padding = plain[plain.length - 1];
    if (padding < 1 || padding > PADDED_TO || padding > plain.length) {
      throw new Refusal(Reason.BAD_PADDING);
    }
    for (var i = plain.length - padding; i < plain.length; i++) {
      if (plain[i] != padding) {
        throw new Refusal(Reason.BAD_PADDING);
      }
    }
    return ByteBuffer.wrap(plain, 0, plain.length - padding);
  }

  private byte[] message(ByteBuffer plain) {
    if (plain.remaining() < HEAD) {
      throw new Refusal(Reason.BAD_CIPHERTEXT);
    }
    var length = Integer.toUnsignedLong(plain.position(RANDOM_BYTES).getInt());
    if (length > plain.remaining()) {
      throw new Refusal(Reason.BAD_CIPHERTEXT);
    }
    var message = new byte[(int) length];
    plain.get(message);
    var named = new byte[plain.remaining()];
    plain.get(named);
    if (!MessageDigest.isEqual(named, receiver)) {
      throw new Refusal(Reason.WRONG_RECEIVE_ID);
    }
    return message;
  }
}
