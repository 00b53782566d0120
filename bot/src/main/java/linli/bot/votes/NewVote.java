package linli.bot.votes;

import java.time.Instant;
import java.util.List;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Scope;

/**
 * A vote that somebody wants.
 *
 * @param rules by which it is held
 * @param draftedBy person
 * @param marks of a lift the flats of which it takes something, of a 住改商 the one that asks for it
 *     and those outside the building whose owners are asked too
 */
public record NewVote(
    String estateId,
    Matter matter,
    String question,
    Scope scope,
    VoteProfile rules,
    Instant opensAt,
    Instant closesAt,
    long draftedBy,
    List<Flat> marks) {

  /** A flat by its address. */
  public record Flat(String building, String unit, String room) {
    @Override
    public String toString() {
      return "Flat[]";
    }
  }
}
