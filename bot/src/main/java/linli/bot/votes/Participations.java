package linli.bot.votes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import linli.bot.store.Transaction;
import linli.bot.votes.tally.Tally;

/**
 * How much took part in votes, without the silent who may follow the majority, by the check value
 * at the end of their logs: the same lines are counted once on a node, however often somebody asks.
 */
final class Participations {

  /** An estate has some votes that are open, and some that were cancelled lately. */
  private static final int MOST = 512;

  private final Map<String, Participation> byHead = Collections.synchronizedMap(new Last());

  Participation of(Transaction tx, Vote vote) {
    var known = byHead.get(vote.headHash());
    if (known != null) {
      return known;
    }
    var result = Tally.count(Votes.poll(tx, vote));
    var counted =
        new Participation(result.scope(), result.participants().minus(result.attributed()));
    byHead.put(vote.headHash(), counted);
    return counted;
  }

  private static final class Last extends LinkedHashMap<String, Participation> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Participation> eldest) {
      return size() > MOST;
    }
  }
}
