package linli.bot.due;

import java.time.Instant;

/**
 * Something that happens later: one row of {@code due_work}, unique by all but {@code dueAt}.
 *
 * @param kind what is to be done, for example {@code case.response-missed}
 * @param subject what it is about, for example a case id
 * @param occurrence counts repetitions of the same kind for the same subject, from 0
 */
public record DueItem(
    String estateId, String kind, String subject, int occurrence, Instant dueAt) {}
