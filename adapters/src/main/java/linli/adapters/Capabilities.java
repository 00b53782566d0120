package linli.adapters;

import java.time.Duration;
import java.util.Set;

/**
 * What a platform lets its bot hear and say; residents' experience follows from it.
 *
 * @param answerWithin so long the platform waits for the answer to a callback
 * @param replyWindow so long after somebody wrote he may be written to, or null: always
 * @param repliesInWindow most messages in that time, 0 where there is no window
 * @param bytesPerMessage most bytes of UTF-8 in one message; longer texts are split
 * @param mostButtons most choices that can be pressed in one message; more are typed
 * @param pushQuota most messages in one conversation, or null where the platform names no number
 */
public record Capabilities(
    Set<Can> can,
    Duration answerWithin,
    Duration replyWindow,
    int repliesInWindow,
    int bytesPerMessage,
    int mostButtons,
    Quota pushQuota) {

  /** One thing that not every platform can. */
  public enum Can {
    /** Everything that is said in a group, not only what mentions the bot. */
    HEAR_ALL,
    /** What mentions the bot in a group. */
    HEAR_MENTIONS,
    HEAR_EDITS,
    HEAR_RECALLS,
    HEAR_VOICE,
    HEAR_FILES,
    SAY_IN_GROUPS,
    SAY_ALONE,
    /** Buttons stand on a card, a framed message of its own. */
    CARDS,
    /** What is said in a group shows what it answers. */
    SAY_QUOTING,
    /** The buttons of a message can be taken away later. */
    CHANGE_CARDS
  }

  /** So many messages in so much time. */
  public record Quota(int messages, Duration in) {}

  public boolean can(Can what) {
    return can.contains(what);
  }

  public boolean hasButtons() {
    return mostButtons > 0;
  }
}
