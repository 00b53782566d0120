package linli.adapters;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 with one key. Safe for all threads. */
public final class Hmac {

  private static final String ALGORITHM = "HmacSHA256";

  /** Never fed itself, so copies can be made of it on every thread. */
  private final Mac keyed;

  public Hmac(Secret key) {
    this(key.bytes());
  }

  public Hmac(byte[] key) {
    try {
      this.keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }

  /** The code over the parts, one behind the other. */
  public byte[] over(byte[]... parts) {
    try {
      var mac = (Mac) keyed.clone();
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the platform's " + ALGORITHM + " can be copied", impossible);
    }
  }
}
