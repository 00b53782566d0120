package linli.adapters;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import linli.adapters.Mouth.Call;

/** Cuts a text into parts that a platform takes: at the end of a sentence where there is one. */
public final class Parts {

  private static final String ENDS = "。！？!?；;\n";

  /**
   * A piece of a message that goes out alone.
   *
   * @param place from 0
   * @param withButtons whether the message's buttons belong under it: they stand under the last one
   */
  public record Part(String text, int place, boolean withButtons) {}

  private Parts() {}

  /** The calls that say a message, one for each of its parts. */
  public static List<Call> calls(OutboundMessage message, int bytes, Function<Part, Call> call) {
    var texts = of(message.text(), bytes);
    var calls = new ArrayList<Call>();
    for (var place = 0; place < texts.size(); place++) {
      var last = place == texts.size() - 1;
      var withButtons = last && !message.buttons().isEmpty();
      calls.add(call.apply(new Part(texts.get(place), place, withButtons)));
    }
    return calls;
  }

  /** The part that the buttons stand under. */
  public static String last(OutboundMessage message, int bytes) {
    return of(message.text(), bytes).getLast();
  }

  /**
   * The parts, in order; joined they are the text without the white space at the cuts.
   *
   * @param bytes most bytes of UTF-8 in a part, at least 4
   */
  public static List<String> of(String text, int bytes) {
    var parts = new ArrayList<String>();
    var rest = text.strip();
    while (rest.getBytes(StandardCharsets.UTF_8).length > bytes) {
      var cut = cut(rest, bytes);
      parts.add(rest.substring(0, cut).strip());
      rest = rest.substring(cut).strip();
    }
    parts.add(rest);
    return parts;
  }

  private static int cut(String text, int bytes) {
    var fits = fitting(text, bytes);
    for (var end = fits; end > fits / 3; end--) {
      if (ENDS.indexOf(text.charAt(end - 1)) >= 0) {
        return end;
      }
    }
    return fits;
  }

  /** How many chars of the beginning fit, never half a character. */
  private static int fitting(String text, int bytes) {
    var used = 0;
    var at = 0;
    while (at < text.length()) {
      var point = text.codePointAt(at);
      used += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (used > bytes) {
        return at;
      }
      at += Character.charCount(point);
    }
    return at;
  }
}
