package linli.bot.votes.tally;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a ballot says. */
public enum Choice {
  FOR,
  AGAINST,
  ABSTAIN,
  /** It cannot be read as one of the others (废票). */
  INVALID;

  /** What can be chosen. */
  static final List<Choice> OPTIONS = List.of(FOR, AGAINST, ABSTAIN);

  /** As files spell it: {@code for}. */
  public String code() {
    return Codes.of(this);
  }

  public static Optional<Choice> of(String code) {
    return Arrays.stream(values()).filter(choice -> choice.code().equals(code)).findFirst();
  }
}
