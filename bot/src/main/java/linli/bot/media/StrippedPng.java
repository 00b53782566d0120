package linli.bot.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A PNG (ISO/IEC 15948) of the chunks that make the picture; texts, times and EXIF are left out.
 */
final class StrippedPng {

  private static final int SIGNATURE = 8;

  private static final Set<String> KEPT =
      Set.of(
          "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD",
          "pHYs", "acTL", "fcTL", "fdAT");

  private StrippedPng() {}

  static byte[] of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    var out = new ByteArrayOutputStream(bytes.length);
    out.write(bytes, 0, SIGNATURE);
    in.position(SIGNATURE);
    while (in.remaining() >= 12) {
      var begin = in.position();
      var length = in.getInt();
      if (length < 0 || length > in.remaining() - 8) {
        throw new Malformed("a chunk is longer than the file");
      }
      var type = new String(bytes, begin + 4, 4, US_ASCII);
      if (begin == SIGNATURE && !type.equals("IHDR")) {
        throw new Malformed("expected IHDR first");
      }
      if (KEPT.contains(type)) {
        out.write(bytes, begin, length + 12);
      }
      if (type.equals("IEND")) {
        return out.toByteArray();
      }
      in.position(begin + length + 12);
    }
    throw new Malformed("no IEND");
  }
}
