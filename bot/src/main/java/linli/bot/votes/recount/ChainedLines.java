package linli.bot.votes.recount;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of an export, each behind its check value, and those that were tampered with. */
final class ChainedLines {

  /** Digits of a check value. */
  static final int HASH = 64;

  /**
   * @param number the first is 1
   * @param offset of its first byte in the file
   */
  private record Line(int number, int offset, String stated, byte[] json, int length) {

    String where() {
      return "第%d行(字节%d至%d)".formatted(number, offset, offset + length - 1);
    }
  }

  private final List<byte[]> lines = new ArrayList<>();
  private final List<String> damages = new ArrayList<>();
  private String head = Chain.BEFORE_FIRST;

  private ChainedLines() {}

  static ChainedLines read(byte[] file) {
    var read = new ChainedLines();
    var split = split(file);
    for (var i = 0; i < split.size(); i++) {
      read.check(split.get(i), i + 1 < split.size() ? split.get(i + 1) : null);
    }
    if (file.length == 0 || file[file.length - 1] != '\n') {
      read.damages.add("第%d行之后:应以换行结束;实际没有,文件可能被截断".formatted(split.size()));
    }
    return read;
  }

  private static List<Line> split(byte[] file) {
    var split = new ArrayList<Line>();
    for (var start = 0; start < file.length; ) {
      var end = start;
      while (end < file.length && file[end] != '\n') {
        end++;
      }
      split.add(line(split.size() + 1, start, Arrays.copyOfRange(file, start, end)));
      start = end + 1;
    }
    return split;
  }

  /** The value of a line that is too short for one is empty and fits nothing. */
  private static Line line(int number, int offset, byte[] bytes) {
    var complete = bytes.length > HASH && bytes[HASH] == ' ';
    return new Line(
        number,
        offset,
        complete ? new String(bytes, 0, HASH, StandardCharsets.ISO_8859_1) : "",
        complete ? Arrays.copyOfRange(bytes, HASH + 1, bytes.length) : bytes,
        bytes.length);
  }

  /** With a look at the next line: it tells a changed value from a changed line. */
  private void check(Line line, Line next) {
    var counted = Chain.next(head, line.json());
    var fits = counted.equals(line.stated());
    if (!fits) {
      var nextFits = next != null && Chain.next(counted, next.json()).equals(next.stated());
      damages.add(line.where() + (nextFits ? ":行首的校验码被改动" : ":与校验码不符,这一行被改动,或它前面多了、少了、调换了行"));
      head = nextFits ? counted : line.stated();
    } else {
      head = counted;
    }
    lines.add(line.json());
  }

  List<byte[]> lines() {
    return lines;
  }

  /** A sentence for each place; empty where nothing was tampered with. */
  List<String> damages() {
    return damages;
  }

  /** The value of the last line. */
  String head() {
    return head;
  }
}
