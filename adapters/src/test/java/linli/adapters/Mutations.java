package linli.adapters;

import java.util.Arrays;
import java.util.Random;

/** Bytes made worse, the same way for the same seed. */
public final class Mutations {

  private static final String[] BRICKS = {
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "-1",
    "1e999",
    "9".repeat(60),
    "\\u0000",
    "\\ud800",
    "\u0000",
    "<",
    "</",
    "<![CDATA[",
    "]]>",
    "&amp;",
    "&x;",
    "<!DOCTYPE a>",
    "<?a?>",
    "<!--",
    "=",
    "%",
    "%zz",
    "&",
    "+",
    "电",
    "😀",
    "\ufeff",
    "@",
    "[[[[[[[[[[",
    "{\"a\":".repeat(40)
  };

  private final Random random;

  public Mutations(long seed) {
    this.random = new Random(seed);
  }

  /** One to four changes. */
  public byte[] worse(byte[] original) {
    var bytes = original;
    for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
      bytes = changed(bytes);
    }
    return bytes;
  }

  private byte[] changed(byte[] bytes) {
    var at = random.nextInt(bytes.length + 1);
    var to = Math.min(bytes.length, at + random.nextInt(12));
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> replaced(bytes, at, to, new byte[0]);
      case 2 -> replaced(bytes, at, to, Signed.bytes(BRICKS[random.nextInt(BRICKS.length)]));
      case 3 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 4 -> replaced(bytes, at, to, someBytes(to - at));
      default -> replaced(bytes, at, at, Signed.bytes(BRICKS[random.nextInt(BRICKS.length)]));
    };
  }

  private byte[] someBytes(int length) {
    var some = new byte[length];
    random.nextBytes(some);
    return some;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
    var changed = Arrays.copyOf(bytes, from + with.length + bytes.length - to);
    System.arraycopy(with, 0, changed, from, with.length);
    System.arraycopy(bytes, to, changed, from + with.length, bytes.length - to);
    return changed;
  }
}
