package linli.bot.cases;

/**
 * What is to be opened.
 *
 * @param announcedIn the group that will hear the number, or null
 * @param relatedCase a case that probably has the same cause, or null
 * @param anonymous the reporter wants to be unknown to the property company
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
    Long relatedCase,
    boolean anonymous) {

  /** Of somebody who has not said that he wants to be unknown. */
  public NewCase(
      String issueType,
      String nature,
      String urgency,
      String hazard,
      String site,
      CasePlace place,
      String announcedOn,
      String announcedIn,
      Long relatedCase) {
    this(
        issueType,
        nature,
        urgency,
        hazard,
        site,
        place,
        announcedOn,
        announcedIn,
        relatedCase,
        false);
  }

  /** The same, of somebody who wants to be unknown: so from the first line on. */
  public NewCase anonymously() {
    return new NewCase(
        issueType,
        nature,
        urgency,
        hazard,
        site,
        place,
        announcedOn,
        announcedIn,
        relatedCase,
        true);
  }
}
