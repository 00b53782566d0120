package linli.bot.votes;

import java.time.LocalDate;

/** What came of the wish to announce a vote (公示). */
public sealed interface AnnounceResult {

  /**
   * It is announced and frozen.
   *
   * @param areaHundredths of all flats, in 0.01 m²
   */
  record Announced(Vote vote, int households, int owners, long areaHundredths)
      implements AnnounceResult {}

  /** No such vote in this estate. */
  record Unknown() implements AnnounceResult {}

  /** It was announced already, or cancelled. */
  record NotADraft(Vote vote) implements AnnounceResult {}

  /** Whoever drafted it may not be the one who checks it. */
  record NeedsSecondPerson(Vote vote) implements AnnounceResult {}

  /** It opens before its notice is over. */
  record NoticeTooShort(Vote vote, LocalDate earliest) implements AnnounceResult {}

  /** The roster has no flat in the scope. */
  record NobodyInScope(Vote vote) implements AnnounceResult {}

  /** Flats without an area or without an owner: the roster must be completed first. */
  record RosterIncomplete(Vote vote, int withoutArea, int withoutOwner) implements AnnounceResult {}
}
