package linli.bot.conversation;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Things outside the buildings that people name a place by, whether or not the estate registered
 * them: 南门, 地库B区, 小广场, 滑梯, 快递柜.
 */
final class Landmarks {

  private static final Pattern NAMED =
      Pattern.compile(
          "[东西南北正侧后]门(?!禁)"
              + "|(?:地库|地下车库|车库)(?:[A-Z一二三四]区|负[一二三]层|入口|出口)?"
              + "|广场|花园|喷泉|凉亭|长廊|滑梯|秋千|沙坑|健身区|健身器材|篮球场|单杠"
              + "|快递柜|驿站|保安亭|门岗|车棚|充电桩|水泵房|配电房|幼儿园|活动室|井盖");

  /** A place by itself; the others are things that may stand at several places. */
  private static final Pattern PLACE =
      Pattern.compile("[东西南北正侧后]门|(?:地库|车库)[A-Z一二三四]区|(?:地库|车库)(?:入口|出口)");

  private Landmarks() {}

  static Set<String> in(String text) {
    var named = new HashSet<String>();
    var found = NAMED.matcher(text);
    while (found.find()) {
      named.add(found.group().replace("地下车库", "车库").replace("地库", "车库"));
    }
    return named;
  }

  /** False when the two name different places: 东门 and 西门. */
  static boolean mayBeOne(String one, String other) {
    var here = places(one);
    var there = places(other);
    return here.isEmpty() || there.isEmpty() || here.stream().anyMatch(there::contains);
  }

  /** Whether the two name the same thing. */
  static boolean share(String one, String other) {
    return in(one).stream().anyMatch(in(other)::contains);
  }

  private static Set<String> places(String text) {
    var places = new HashSet<String>();
    in(text).stream().filter(named -> PLACE.matcher(named).matches()).forEach(places::add);
    return places;
  }
}
