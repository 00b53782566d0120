package linli.bot.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** A WebP (RFC 9649) of the chunks that make the picture, without EXIF and XMP. */
final class StrippedWebp {

  private static final int HEADER = 12;

  /** In the flags of VP8X: there is EXIF, there is XMP. */
  private static final int METADATA = 0x08 | 0x04;

  private static final Set<String> KEPT =
      Set.of("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP");

  private StrippedWebp() {}

  static byte[] of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    var end = Math.min(bytes.length, in.getInt(4) + 8);
    var out = new ByteArrayOutputStream(bytes.length);
    out.write(bytes, 0, HEADER);
    in.position(HEADER);
    while (end - in.position() >= 8) {
      var begin = in.position();
      var length = in.getInt(begin + 4);
      var padded = length + (length & 1);
      if (length < 0 || length > end - begin - 8) {
        throw new Malformed("a chunk is longer than the file");
      }
      keep(bytes, begin, length, out);
      in.position(Math.min(begin + 8 + padded, end));
    }
    if (out.size() == HEADER) {
      throw new Malformed("no picture in it");
    }
    return sized(out.toByteArray());
  }

  private static void keep(byte[] bytes, int begin, int length, ByteArrayOutputStream out) {
    var type = new String(bytes, begin, 4, US_ASCII);
    if (!KEPT.contains(type)) {
      return;
    }
    out.write(bytes, begin, 8);
    if (type.equals("VP8X") && length > 0) {
      out.write(bytes[begin + 8] & ~METADATA);
      out.write(bytes, begin + 9, length - 1);
    } else {
      out.write(bytes, begin + 8, length);
    }
    if ((length & 1) == 1) {
      out.write(0);
    }
  }

  private static byte[] sized(byte[] file) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
    return file;
  }
}
