package linli.bot.residents;

import java.util.Arrays;
import java.util.Optional;

/** What the bot tells people unasked, and they can do without. */
public enum Topic {
  /** How one's cases go on; the question whether it is solved still comes. */
  PROGRESS("进度|进展|办理进展"),
  /** Whether to report what was said in a group to nobody in particular. */
  OFFERS("要不要报|帮我报|群里的话"),
  /** That an outage which one felt is over. */
  OUTAGES("停水|停电|停气|停水停电|恢复通知"),
  /** That one has not voted yet. */
  VOTES("表决|投票|表决提醒");

  private final String words;

  Topic(String words) {
    this.words = words;
  }

  /** What people call it: a regular expression. */
  public String words() {
    return words;
  }

  /** The topic that these words name. */
  public static Optional<Topic> named(String said) {
    return Arrays.stream(values()).filter(topic -> said.matches(topic.words)).findFirst();
  }
}
