package linli.bot.cases;

/**
 * What is to be opened.
 *
 * @param announcedIn the group that will hear the number, or null
 * @param relatedCase a case that probably has the same cause, or null
 */
public record NewCase(
    String issueType,
    String nature,
    String urgency,
    String hazard,
    String site,
    CasePlace place,
    String announcedOn,
    String announcedIn,
    Long relatedCase) {}
