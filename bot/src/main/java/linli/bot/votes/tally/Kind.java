package linli.bot.votes.tally;

/** What a vote is; the three are never mixed. */
public enum Kind {
  /** 议事协商: whoever lives there is asked; binds nobody. */
  CONSULTATION,
  /** 业主共同决定: owners decide, Civil Code (民法典) art. 278. */
  STATUTORY,
  /** 有利害关系的业主一致同意: every interested owner agrees, Civil Code art. 279. */
  UNANIMOUS,
  /** 加装电梯: the owners of a unit or building, by the profile of their city. */
  ELEVATOR
}
