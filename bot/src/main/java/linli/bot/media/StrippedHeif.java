package linli.bot.media;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A HEIC or AVIF picture (HEIF, ISO/IEC 23008-12) with nothing in it but the picture. Nothing is
 * decoded and nothing moves: what is no picture becomes zeros of the same length, so that the
 * places that the file names stay right.
 */
final class StrippedHeif {

  /** Items that are pictures, or put together of such; all others are metadata. */
  private static final Set<String> PICTURES =
      Set.of("hvc1", "hev1", "lhv1", "av01", "grid", "iovl", "iden", "tmap");

  /** Boxes of {@code meta} that say what the items are and where; {@code hdlr} has a name. */
  private static final Set<String> ORDER =
      Set.of("hdlr", "pitm", "iinf", "iloc", "iref", "iprp", "idat", "grpl", "dinf");

  /** Properties that are needed to show the picture (23008-12, 6.5; AVIF 2.2). */
  private static final Set<String> PROPERTIES =
      Set.of(
          "hvcC", "lhvC", "av1C", "ispe", "pixi", "colr", "pasp", "clap", "irot", "imir", "auxC",
          "rloc", "lsel", "a1lx", "a1op", "clli", "mdcv", "oinf", "tols");

  private static final int FULL_BOX = 4;

  /** A picture of a telephone has one, and some hundred tiles. */
  private static final int MOST_DATA = 16;

  private static final int MOST_PARTS = 4_096;

  private final byte[] file;
  private final ByteBuffer at;

  /** Bytes that are shown. */
  private final List<Box> shown = new ArrayList<>();

  private final List<Box> data = new ArrayList<>();
  private Box items;
  private Box places;
  private Box inside;
  private final Set<Long> pictures = new HashSet<>();

  private StrippedHeif(byte[] bytes) {
    this.file = bytes.clone();
    this.at = ByteBuffer.wrap(file);
  }

  /**
   * A box, without its header.
   *
   * @param head where its header begins
   */
  private record Box(int head, String type, int from, int to) {}

  /**
   * @throws Malformed also of what moves
   */
  static byte[] of(byte[] bytes) {
    return new StrippedHeif(bytes).stripped();
  }

  private byte[] stripped() {
    var metas = 0;
    for (var box : boxes(0, file.length)) {
      switch (box.type()) {
        case "ftyp" -> shown.add(box);
        case "mdat" -> {
          if (data.add(box) && data.size() > MOST_DATA) {
            throw new Malformed("too many places for pictures");
          }
        }
        case "meta" -> {
          metas++;
          meta(box);
        }
        case "moov", "moof" -> throw new Malformed("a film");
        default -> free(box);
      }
    }
    if (metas != 1 || items == null || places == null) {
      throw new Malformed("no picture in it");
    }
    items();
    places();
    data.forEach(this::clear);
    if (inside != null) {
      clear(inside);
    }
    return file;
  }

  private void meta(Box meta) {
    for (var box : boxes(meta.from() + FULL_BOX, meta.to())) {
      switch (box.type()) {
        case "iinf" -> items = box;
        case "iloc" -> places = box;
        case "idat" -> inside = box;
        case "iprp" -> properties(box);
        case "hdlr" -> Arrays.fill(file, Math.min(box.from() + 24, box.to()), box.to(), (byte) 0);
        default -> {
          if (!ORDER.contains(box.type())) {
            free(box);
          }
        }
      }
    }
  }

  private void properties(Box all) {
    for (var box : boxes(all.from(), all.to())) {
      if (box.type().equals("ipco")) {
        boxes(box.from(), box.to()).stream()
            .filter(property -> !PROPERTIES.contains(property.type()))
            .forEach(this::free);
      } else if (!box.type().equals("ipma")) {
        free(box);
      }
    }
  }

  /** 14496-12, 8.11.6; the names of items are words of the device or its owner. */
  private void items() {
    var version = file[items.from()];
    var begin = items.from() + FULL_BOX + (version == 0 ? 2 : 4);
    for (var item : boxes(begin, items.to())) {
      var of = file[item.from()];
      if (!item.type().equals("infe") || of != 2 && of != 3) {
        throw new Malformed("an item of an unknown form");
      }
      var id = number(item.from() + FULL_BOX, of == 2 ? 2 : 4);
      var typeAt = item.from() + FULL_BOX + (of == 2 ? 2 : 4) + 2;
      if (PICTURES.contains(new String(file, typeAt, 4, US_ASCII))) {
        pictures.add(id);
        for (var i = typeAt + 4; i < item.to() && file[i] != 0; i++) {
          file[i] = '-';
        }
      }
    }
    if (pictures.isEmpty()) {
      throw new Malformed("no picture in it");
    }
  }

  /** 14496-12, 8.11.3. */
  private void places() {
    var version = file[places.from()];
    if (version < 0 || version > 2) {
      throw new Malformed("places of an unknown form");
    }
    var p = places.from() + FULL_BOX;
    var offsetSize = (file[p] & 0xf0) >> 4;
    var lengthSize = file[p] & 0x0f;
    var baseSize = (file[p + 1] & 0xf0) >> 4;
    var indexSize = version == 0 ? 0 : file[p + 1] & 0x0f;
    p += 2;
    var idSize = version == 2 ? 4 : 2;
    var count = number(p, idSize);
    p += idSize;
    var extentSize = indexSize + offsetSize + lengthSize;
    for (var i = 0; i < count; i++) {
      var id = number(p, idSize);
      p += idSize;
      var method = version == 0 ? 0 : (int) number(p, 2) & 0x0f;
      p += (version == 0 ? 0 : 2) + 2;
      var base = number(p, baseSize);
      p += baseSize;
      var extents = number(p, 2);
      p += 2;
      if (extents > 1 && extentSize == 0) {
        throw new Malformed("many parts of no length");
      }
      for (var e = 0; e < extents; e++) {
        p += indexSize;
        var offset = base + number(p, offsetSize);
        p += offsetSize;
        var length = number(p, lengthSize);
        p += lengthSize;
        if (pictures.contains(id)) {
          if (shown.size() > MOST_PARTS) {
            throw new Malformed("too many parts");
          }
          shown.add(extent(method, offset, length));
        }
      }
    }
  }

  /** In the file, or in {@code idat}; nothing may point elsewhere. */
  private Box extent(int method, long offset, long length) {
    if (method > 1 || method == 1 && inside == null) {
      throw new Malformed("a picture that lies elsewhere");
    }
    var from = method == 1 ? inside.from() + offset : offset;
    var within = method == 1 ? List.of(inside) : data;
    for (var box : within) {
      if (from >= box.from() && length > 0 && length <= box.to() - from) {
        return new Box((int) from, "", (int) from, (int) (from + length));
      }
    }
    throw new Malformed("a picture that lies elsewhere");
  }

  /** Zeros wherever nothing is shown. */
  private void clear(Box box) {
    var keep = new boolean[box.to() - box.from()];
    for (var part : shown) {
      var from = Math.max(part.from(), box.from());
      var to = Math.min(part.to(), box.to());
      if (from < to) {
        Arrays.fill(keep, from - box.from(), to - box.from(), true);
      }
    }
    for (var i = 0; i < keep.length; i++) {
      if (!keep[i]) {
        file[box.from() + i] = 0;
      }
    }
  }

  private void free(Box box) {
    System.arraycopy("free".getBytes(US_ASCII), 0, file, box.head() + 4, 4);
    Arrays.fill(file, box.from(), box.to(), (byte) 0);
  }

  private List<Box> boxes(int from, int to) {
    var boxes = new ArrayList<Box>();
    var next = from;
    while (next < to) {
      if (to - next < 8) {
        throw new Malformed("half a box");
      }
      var header = at.getInt(next) == 1 ? 16 : 8;
      long size = Integer.toUnsignedLong(at.getInt(next));
      if (size == 1) {
        size = at.getLong(next + 8);
      } else if (size == 0) {
        size = to - next;
      }
      if (size < header || size > to - next) {
        throw new Malformed("a box is longer than what holds it");
      }
      var type = new String(file, next + 4, 4, US_ASCII);
      boxes.add(new Box(next, type, next + header, (int) (next + size)));
      next += (int) size;
    }
    return boxes;
  }

  /** Of 0, 2, 4 or 8 bytes. */
  private long number(int from, int size) {
    return switch (size) {
      case 0 -> 0;
      case 2 -> Short.toUnsignedLong(at.getShort(from));
      case 4 -> Integer.toUnsignedLong(at.getInt(from));
      case 8 -> at.getLong(from);
      default -> throw new Malformed("a number of " + size + " bytes");
    };
  }
}
