package linli.bot.votes;

import java.time.Clock;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/**
 * What groups hear of a vote: that it is announced, cancelled, counted; at night in the morning.
 */
final class Publishing {

  private static final String PUBLISH = "vote.publish";

  private final Votes votes;
  private final VoteNotices notices;
  private final Estates estates;
  private final DueWork due;
  private final Clock clock;

  Publishing(Votes votes, VoteNotices notices, Estates estates, DueWork due, Clock clock) {
    this.votes = votes;
    this.notices = notices;
    this.estates = estates;
    this.due = due;
    this.clock = clock;
  }

  void register() {
    due.registerByDay(
        PUBLISH,
        (tx, item) ->
            votes
                .find(tx, item.estateId(), Long.parseLong(item.subject()))
                .filter(vote -> vote.state().ordinal() == item.occurrence())
                .ifPresent(vote -> say(tx, vote)));
  }

  /** Says how far the vote has come. */
  void publish(Transaction tx, Vote vote) {
    var now = clock.instant();
    if (!QuietHours.contains(now)) {
      say(tx, vote);
      return;
    }
    due.schedule(
        tx,
        new DueItem(
            vote.estateId(),
            PUBLISH,
            Long.toString(vote.id()),
            vote.state().ordinal(),
            QuietHours.after(now)));
  }

  private void say(Transaction tx, Vote vote) {
    var cards = notices.cards(vote.estateId());
    var text =
        switch (vote.state()) {
          case ANNOUNCED -> cards.notice(vote);
          case COUNTED -> cards.result(vote, Votes.poll(tx, vote));
          case CANCELLED -> cards.cancelled(vote);
          case DRAFT -> throw new IllegalStateException("nobody hears of a draft");
        };
    var estate = estates.byId(vote.estateId());
    notices.toGroups(tx, estate, vote, text);
    if (vote.state() == Vote.State.COUNTED) {
      notices.toDrafter(tx, estate, vote, text);
    }
  }
}
