package linli.bot.votes.recount;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The check value of each line of a vote's log: SHA-256 over the value of the line before it, a
 * blank and the line. Whoever changes a line changes its value and all behind it.
 */
public final class Chain {

  /** What stands for the value before the first line. */
  public static final String BEFORE_FIRST = "0".repeat(64);

  private Chain() {}

  /** 64 lower-case hexadecimal digits. */
  public static String next(String previous, String line) {
    return next(previous, line.getBytes(StandardCharsets.UTF_8));
  }

  static String next(String previous, byte[] line) {
    var digest = sha256();
    digest.update((previous + " ").getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(line));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
