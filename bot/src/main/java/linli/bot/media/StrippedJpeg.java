package linli.bot.media;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A JPEG (ITU-T T.81) without its application segments and comments. Kept are JFIF, colour profile
 * and Adobe's colour transform, without which it would look different; of EXIF only how the picture
 * is to be turned.
 */
final class StrippedJpeg {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;

  private final byte[] in;
  private final ByteArrayOutputStream out;
  private int at = 2;
  private int orientation;
  private boolean seenScan;

  private StrippedJpeg(byte[] in) {
    this.in = in;
    this.out = new ByteArrayOutputStream(in.length);
  }

  static byte[] of(byte[] bytes) {
    return new StrippedJpeg(bytes).strip();
  }

  /** What stands behind the end of the picture is dropped: films and depth maps of telephones. */
  private byte[] strip() {
    marker(SOI);
    while (true) {
      var marker = nextMarker();
      if (marker == EOI) {
        if (!seenScan) {
          throw new Malformed("no picture in it");
        }
        marker(EOI);
        return turned(out.toByteArray());
      }
      segment(marker);
      if (marker == SOS) {
        seenScan = true;
        scan();
      }
    }
  }

  private int nextMarker() {
    if ((in[at] & 0xff) != 0xff) {
      throw new Malformed("expected a marker");
    }
    while ((in[at] & 0xff) == 0xff) {
      at++;
    }
    return in[at++] & 0xff;
  }

  private void segment(int marker) {
    var length = unsigned16(in, at);
    if (length < 2 || at + length > in.length) {
      throw new Malformed("a segment is longer than the file");
    }
    if (isKept(marker, length)) {
      marker(marker);
      out.write(in, at, length);
    } else if (marker == APP1 && Format.begins(in, at + 2, "Exif\0\0")) {
      orientation = orientation(Arrays.copyOfRange(in, at + 8, at + length));
    }
    at += length;
  }

  private boolean isKept(int marker, int length) {
    return switch (marker) {
      case APP0 -> Format.begins(in, at + 2, "JFIF\0") && length == 16; // without its preview
      case APP2 -> Format.begins(in, at + 2, "ICC_PROFILE\0");
      case APP14 -> Format.begins(in, at + 2, "Adobe");
      default -> marker != COMMENT && (marker < APP0 || marker > APP15);
    };
  }

  /** The coded picture: up to a marker that is neither a stuffed byte nor a restart. */
  private void scan() {
    var begin = at;
    while (true) {
      if ((in[at] & 0xff) == 0xff) {
        var next = in[at + 1] & 0xff;
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
          out.write(in, begin, at - begin);
          return;
        }
      }
      at++;
    }
  }

  private void marker(int marker) {
    out.write(0xff);
    out.write(marker);
  }

  /** Tag 0x0112 of the first directory (Exif 2.3, 4.6.4), or 0. */
  private static int orientation(byte[] tiff) {
    if (tiff.length < 8) {
      return 0;
    }
    var little = tiff[0] == 'I';
    var directory = unsigned32(tiff, 4, little);
    if (directory < 8 || directory + 2 > tiff.length) {
      return 0;
    }
    var entries = unsigned16(tiff, (int) directory, little);
    for (var i = 0; i < entries; i++) {
      var entry = (int) directory + 2 + 12 * i;
      if (entry + 12 > tiff.length) {
        return 0;
      }
      if (unsigned16(tiff, entry, little) == 0x0112) {
        var value = unsigned16(tiff, entry + 8, little);
        return value >= 2 && value <= 8 ? value : 0;
      }
    }
    return 0;
  }

  /** Tells viewers to turn the picture, and nothing else, right behind SOI. */
  private byte[] turned(byte[] picture) {
    if (orientation == 0) {
      return picture;
    }
    byte[] exif = {
      (byte) 0xff,
      (byte) APP1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    var turned = new ByteArrayOutputStream(picture.length + exif.length);
    turned.write(picture, 0, 2);
    turned.writeBytes(exif);
    turned.write(picture, 2, picture.length - 2);
    return turned.toByteArray();
  }

  private static int unsigned16(byte[] bytes, int at) {
    return unsigned16(bytes, at, false);
  }

  private static int unsigned16(byte[] bytes, int at, boolean little) {
    var first = bytes[at] & 0xff;
    var second = bytes[at + 1] & 0xff;
    return little ? second << 8 | first : first << 8 | second;
  }

  private static long unsigned32(byte[] bytes, int at, boolean little) {
    long high = unsigned16(bytes, little ? at + 2 : at, little);
    return high << 16 | unsigned16(bytes, little ? at : at + 2, little);
  }
}
