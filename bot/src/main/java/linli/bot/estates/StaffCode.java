package linli.bot.estates;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/** A code by which somebody becomes staff (上岗码): eight signs, {@code K7QM-2XDP}. */
public record StaffCode(String value) {

  /** Without signs that look like each other: no 0 O, 1 I L. */
  private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  private static final int LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  static StaffCode random() {
    var code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    }
    return new StaffCode(code.insert(LENGTH / 2, '-').toString());
  }

  /** As somebody typed it: small letters, blanks and a missing hyphen are forgiven. */
  public static Optional<StaffCode> parse(String typed) {
    var signs = typed.toUpperCase(Locale.ROOT).replaceAll("[\\s\\-—–]", "");
    if (signs.length() != LENGTH || !signs.chars().allMatch(c -> SIGNS.indexOf(c) >= 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new StaffCode(signs.substring(0, LENGTH / 2) + '-' + signs.substring(LENGTH / 2)));
  }

  Buffer sha256() {
    try {
      return Buffer.buffer(
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Override
  public String toString() {
    return "StaffCode[]";
  }
}
