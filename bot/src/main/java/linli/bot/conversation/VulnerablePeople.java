package linli.bot.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Who in the message makes it pressing: old people, children, the sick. */
final class VulnerablePeople {

  private static final Map<String, Pattern> CUES = new LinkedHashMap<>();

  static {
    CUES.put("有老人", Pattern.compile("老人|老太|老头|老爷子|大爷|大娘|奶奶|爷爷|[七八九]十(?:多|几)?岁|轮椅"));
    CUES.put("有孩子", Pattern.compile("孩子|小孩|宝宝|娃(?!娃菜)|婴儿|月子"));
    CUES.put("有孕妇", Pattern.compile("孕妇|怀孕"));
    CUES.put("有病人", Pattern.compile("病人|透析|制氧机|呼吸机|化疗"));
  }

  private VulnerablePeople() {}

  /** {@code 有老人}, or empty; the first cue only, so that a line stays short. */
  static String in(String text) {
    return CUES.entrySet().stream()
        .filter(cue -> cue.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
