package linli.bot.votes.tally;

/** Why a vote passed or did not. */
public enum Reason {
  PASSED,
  EMPTY_SCOPE,
  QUORUM_AREA_NOT_MET,
  QUORUM_OWNERS_NOT_MET,
  QUORUM_BOTH_NOT_MET,
  FOR_AREA_NOT_ENOUGH,
  FOR_OWNERS_NOT_ENOUGH,
  FOR_BOTH_NOT_ENOUGH,
  /** A lift takes something of an owner who did not agree, or an objection is open. */
  CONSENT_MISSING,
  NOT_UNANIMOUS,
  /** A consultation: nothing is decided. */
  NOT_BINDING
}
