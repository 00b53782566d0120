package linli.bot.votes.recount;

import java.nio.charset.StandardCharsets;
import linli.bot.votes.tally.Policy;

/** The rules of a vote as text, in the form of an export. */
public final class PolicyText {

  private PolicyText() {}

  public static String write(Policy policy) {
    return LogLines.policy(policy).toString();
  }

  public static Policy read(String text) {
    return PolicyFields.read(Field.file(text.getBytes(StandardCharsets.UTF_8)));
  }
}
