package linli.bot.votes;

import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.store.Transaction;

/** A vote was counted: everybody hears of it, and objections can be raised for some days. */
final class AfterCount {

  private final VoteNotices notices;
  private final Estates estates;
  private final DueWork due;

  AfterCount(VoteNotices notices, Estates estates, DueWork due) {
    this.notices = notices;
    this.estates = estates;
    this.due = due;
  }

  /** In the transaction of the count. */
  void tell(Transaction tx, Vote vote) {
    due.schedule(
        tx,
        new DueItem(
            vote.estateId(),
            VoteTimers.ARCHIVE,
            Long.toString(vote.id()),
            0,
            vote.objectionsUntil()));
    var text = notices.cards(vote.estateId()).result(vote, Votes.poll(tx, vote));
    var estate = estates.byId(vote.estateId());
    notices.toGroups(tx, estate, vote, text);
    notices.toDrafter(tx, estate, vote, text);
  }
}
