package linli.bot.whistles;

import java.time.Instant;
import java.util.List;
import linli.bot.cases.Case;
import linli.bot.estates.Estate.Party;

/** What came of a word about a whistle. */
public sealed interface WhistleResult {

  /** Called: those parties, until then. */
  record Blown(Case about, List<Party> parties, Instant arriveBy) implements WhistleResult {}

  /** 接 was noted. */
  record Taken(Case about) implements WhistleResult {}

  /** 报到 was noted for these parties. */
  record Arrived(Case about, List<Party> parties) implements WhistleResult {}

  /** 退 was noted: the other party was called. */
  record SentOn(Case about, Party other) implements WhistleResult {}

  /** 退 for the second time: the community decides. */
  record Disputed(Case about) implements WhistleResult {}

  /** 裁定 was noted: final. */
  record Decided(Case about, Party party) implements WhistleResult {}

  /** No such number in this estate. */
  record UnknownCase(String no) implements WhistleResult {}

  /** The case is over. */
  record Over(Case about) implements WhistleResult {}

  /**
   * No rule lets the speaker call that party, or anybody.
   *
   * @param party null when no party was named
   * @param who titles of the roles that may
   */
  record MayNot(Case about, Party party, List<String> who) implements WhistleResult {
    MayNot(Case about) {
      this(about, null, List.of());
    }
  }

  /** Neither is a deadline over, nor did enough neighbours report it. */
  record TooEarly(Case about, int neighbours) implements WhistleResult {}

  /** Everybody whom the rules name has been called already. */
  record CalledAlready(Case about, Party party, Instant arriveBy) implements WhistleResult {}

  /** A name that is no party of this estate. */
  record UnknownParty(Case about, String name, List<Party> known) implements WhistleResult {}

  /** A day or time that there is not, or that is over. */
  record NoSuchTime(Case about, String words) implements WhistleResult {}

  /** 退 without the party whose it is instead. */
  record NeedsAlternative(Case about) implements WhistleResult {}

  /** The community decided: there is no 退 any more. */
  record Final(Case about) implements WhistleResult {}

  /** Whoever works for one of the parties does not judge between them. */
  record OwnMatter(Case about, Party party) implements WhistleResult {}

  /** There is nothing to decide. */
  record NothingDisputed(Case about) implements WhistleResult {}
}
