package linli.bot.votes.recount;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The words that a file may use for the constants of an enum, in their order. */
final class Words {

  private Words() {}

  static <E extends Enum<E>> Map<String, E> of(Class<E> type, Function<E, String> word) {
    var words = new LinkedHashMap<String, E>();
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> words.put(word.apply(constant), constant));
    return Collections.unmodifiableMap(words);
  }
}
