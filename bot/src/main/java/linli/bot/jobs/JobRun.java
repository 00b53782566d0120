package linli.bot.jobs;

import java.time.Instant;

/**
 * One run that somebody asked for, or that failed.
 *
 * @param askedBy name of the token, or null: its own time had come
 * @param node which did it, or null while none does
 * @param result ASKED, RUNNING, DONE, FAILED, or LOST with its node
 * @param items how many things were done, or null
 */
public record JobRun(
    long id,
    String job,
    String askedBy,
    Instant askedAt,
    String node,
    Instant startedAt,
    Instant endedAt,
    String result,
    Integer items) {}
