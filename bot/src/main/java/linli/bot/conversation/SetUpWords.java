package linli.bot.conversation;

import java.util.Optional;
import linli.adapters.InboundEvent;
import linli.bot.conversation.Command.Verb;
import linli.bot.estates.StaffCode;

/** Words that say by themselves whose estate they are about. */
public final class SetUpWords {

  private SetUpWords() {}

  /** 绑定本群: it is the speaker's estate that the group shall belong to. */
  public static boolean claimsGroup(InboundEvent event) {
    return command(event, Verb.BIND_GROUP, "绑定").isPresent();
  }

  /** 上岗 K7QM-2XDP: the estate is the code's. */
  public static Optional<StaffCode> staffCode(InboundEvent event) {
    return command(event, Verb.START_WORK, "上岗").flatMap(c -> StaffCode.parse(c.words()));
  }

  /**
   * @param sign without it in the text nobody needs to look
   */
  private static Optional<Command> command(InboundEvent event, Verb verb, String sign) {
    var text = Wording.of(event);
    return text.contains(sign)
        ? Command.parse(Wording.bare(text), false).filter(c -> c.verb() == verb)
        : Optional.empty();
  }
}
