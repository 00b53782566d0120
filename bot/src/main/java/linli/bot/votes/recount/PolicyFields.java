package linli.bot.votes.recount;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Set;
import linli.bot.votes.tally.Policy;

/**
 * The rules of a vote as a file writes them; what it leaves out is as {@link Policy#standard()}.
 */
final class PolicyFields {

  private static final Set<String> NAMES =
      Set.of(
          "silence",
          "invalid",
          "precedence",
          "elevatorProfile",
          "proxyLimit",
          "coOwnerKey",
          "grace");

  private static final int MOST_PRINCIPALS = 1_000_000;

  private PolicyFields() {}

  static Policy read(Field policy) {
    var standard = Policy.standard();
    if (!policy.isPresent()) {
      return standard;
    }
    policy.only(NAMES);
    return new Policy(
        word(policy.get("silence"), standard.silence()),
        word(policy.get("invalid"), standard.invalid()),
        word(policy.get("precedence"), standard.precedence()),
        word(policy.get("elevatorProfile"), standard.elevatorProfile()),
        proxyLimit(policy.get("proxyLimit")),
        word(policy.get("coOwnerKey"), standard.coOwnerKey()),
        grace(policy.get("grace"), standard.grace()));
  }

  private static <E extends Enum<E>> E word(Field field, E absent) {
    return field.oneOf(Words.of(absent.getDeclaringClass(), Enum::name), absent);
  }

  private static Integer proxyLimit(Field field) {
    return field.isPresent()
        ? Integer.valueOf((int) field.number(0, MOST_PRINCIPALS, "不小于0的整数(一名受托人最多代几位业主)"))
        : null;
  }

  private static Duration grace(Field field, Duration absent) {
    if (!field.isPresent()) {
      return absent;
    }
    try {
      var grace = Duration.parse(field.text());
      if (!grace.isNegative()) {
        return grace;
      }
    } catch (DateTimeParseException notOne) {
      // said below
    }
    throw field.wrong("时长,如 \"PT10M\"");
  }
}
