package linli.bot.knowledge;

import java.time.LocalDate;

/**
 * An answer that is written down.
 *
 * @param id unique in its estate, as {@code fee-refuse}
 * @param question as people ask it, one of several ways
 * @param source where it stands written: a law's article, a contract
 * @param checkedOn when somebody last compared the answer with its source
 * @param validUntil the last day on which it may be said; null as long as the source stands
 */
public record Entry(
    String id,
    String question,
    String answer,
    String source,
    LocalDate checkedOn,
    LocalDate validUntil) {}
