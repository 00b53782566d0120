package linli.bot.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Recordings without title, place and owner. */
final class StrippedSound {

  /** Boxes (ISO/IEC 14496-12) that hold other boxes on the way to the metadata. */
  private static final Set<String> WAY = Set.of("moov", "trak", "mdia", "minf", "stbl");

  private static final Set<String> METADATA = Set.of("udta", "meta", "uuid");

  private static final int DEEPEST = 8;

  /** Behind version, flags and the word that is always zero. */
  private static final int HANDLER_TYPE = 8;

  private static final int ID3_HEADER = 10;
  private static final int ID3_V1 = 128;

  private StrippedSound() {}

  /** Without the ID3 tags in front and behind (id3.org, ID3v2.4 3.1). */
  static byte[] mp3(byte[] bytes) {
    var begin = 0;
    while (Format.begins(bytes, begin, "ID3")) {
      var size = 0;
      for (var i = 6; i < ID3_HEADER; i++) {
        size = size << 7 | bytes[begin + i] & 0x7f;
      }
      var footer = (bytes[begin + 5] & 0x10) != 0 ? ID3_HEADER : 0;
      begin += ID3_HEADER + size + footer;
    }
    var end = bytes.length;
    if (end - ID3_V1 >= begin && Format.begins(bytes, end - ID3_V1, "TAG")) {
      end -= ID3_V1;
    }
    if (end - begin < 4) {
      throw new Malformed("no sound in it");
    }
    return Arrays.copyOfRange(bytes, begin, end);
  }

  /**
   * Metadata becomes free space of the same length, so that nothing else has to move.
   *
   * @throws Malformed also of a film: its brand may be that of a recording
   */
  static byte[] m4a(byte[] bytes) {
    var file = bytes.clone();
    var tracks = new HashSet<String>();
    free(ByteBuffer.wrap(file), 0, file.length, DEEPEST, tracks);
    var ofSoundOnly = Format.begins(file, 8, "M4A ") || Format.begins(file, 8, "M4B ");
    if (tracks.contains("vide") || !ofSoundOnly && !tracks.contains("soun")) {
      throw new Malformed("a film, or no sound in it");
    }
    return file;
  }

  /**
   * @param tracks takes the handler types of the tracks (ISO/IEC 14496-12, 8.4.3)
   */
  private static void free(ByteBuffer file, int from, int to, int levels, Set<String> tracks) {
    if (levels == 0) {
      throw new Malformed("boxes in boxes in boxes");
    }
    var at = from;
    while (to - at >= 8) {
      var header = file.getInt(at) == 1 ? 16 : 8;
      var size = size(file, at, to);
      var type = new String(file.array(), at + 4, 4, US_ASCII);
      if (METADATA.contains(type)) {
        file.put(at + 4, "free".getBytes(US_ASCII));
        Arrays.fill(file.array(), at + header, at + size, (byte) 0);
      } else if (WAY.contains(type)) {
        free(file, at + header, at + size, levels - 1, tracks);
      } else if (type.equals("hdlr") && size >= header + HANDLER_TYPE + 4) {
        tracks.add(new String(file.array(), at + header + HANDLER_TYPE, 4, US_ASCII));
      }
      at += size;
    }
  }

  private static int size(ByteBuffer file, int at, int to) {
    long size = Integer.toUnsignedLong(file.getInt(at));
    if (size == 1) {
      size = file.getLong(at + 8);
    } else if (size == 0) {
      size = to - at;
    }
    if (size < 8 || size > to - at) {
      throw new Malformed("a box is longer than the file");
    }
    return (int) size;
  }
}
