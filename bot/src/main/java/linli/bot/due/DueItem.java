package linli.bot.due;

import java.time.Instant;

/**
 * Something that happens later: one row of {@code due_work}, unique by all but {@code dueAt} and
 * urgency.
 *
 * @param kind what is to be done, for example {@code case.response-missed}
 * @param subject what it is about, for example a case id
 * @param occurrence counts repetitions of the same kind for the same subject, from 0
 * @param urgency of what is due at the same time the lowest is done first: {@link #DANGER}, {@link
 *     #URGENT}, {@link #ORDINARY}
 */
public record DueItem(
    String estateId, String kind, String subject, int occurrence, Instant dueAt, int urgency) {

  public static final int DANGER = 0;
  public static final int URGENT = 1;
  public static final int ORDINARY = 2;

  public DueItem(String estateId, String kind, String subject, int occurrence, Instant dueAt) {
    this(estateId, kind, subject, occurrence, dueAt, ORDINARY);
  }
}
