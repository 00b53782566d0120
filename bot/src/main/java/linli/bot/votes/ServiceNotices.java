package linli.bot.votes;

import java.time.Clock;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/** Owners hear that they were served, so that who was not can say so; at night in the morning. */
final class ServiceNotices {

  private static final String TELL = "vote.served";

  /** Occurrences: what was written down, and that it was taken back. */
  private static final int SERVED = 0;

  private static final int WITHDRAWN = 1;

  private final Votes votes;
  private final VoteNotices notices;
  private final DueWork due;
  private final Clock clock;

  ServiceNotices(Votes votes, VoteNotices notices, DueWork due, Clock clock) {
    this.votes = votes;
    this.notices = notices;
    this.due = due;
    this.clock = clock;
  }

  void register() {
    due.registerByDay(TELL, this::tell);
  }

  void served(Transaction tx, Vote vote, int line) {
    tellByDay(tx, vote, line, SERVED);
  }

  /** Of what was written down in this same night nobody has heard yet, and nobody will. */
  void withdrawn(Transaction tx, Vote vote, int line) {
    var recorded = Services.byLine(tx, vote, line).recordedAt();
    var told =
        !QuietHours.contains(recorded) || !QuietHours.after(recorded).isAfter(clock.instant());
    if (told) {
      tellByDay(tx, vote, line, WITHDRAWN);
    }
  }

  private void tellByDay(Transaction tx, Vote vote, int line, int what) {
    var now = clock.instant();
    if (!QuietHours.contains(now)) {
      tell(tx, vote, line, what);
      return;
    }
    var subject = vote.id() + "/" + line;
    due.schedule(tx, new DueItem(vote.estateId(), TELL, subject, what, QuietHours.after(now)));
  }

  private void tell(Transaction tx, DueItem item) {
    var subject = item.subject().split("/");
    votes
        .find(tx, item.estateId(), Long.parseLong(subject[0]))
        .ifPresent(vote -> tell(tx, vote, Integer.parseInt(subject[1]), item.occurrence()));
  }

  /** Nothing of what was taken back before anybody was told of it. */
  private void tell(Transaction tx, Vote vote, int line, int what) {
    var served = Services.byLine(tx, vote, line);
    if (served.withdrawn() != (what == WITHDRAWN)) {
      return;
    }
    var text =
        notices.text(
            vote.estateId(),
            served.withdrawn() ? "vote.served.withdrawn.yours" : "vote.served.yours",
            "no",
            VoteWords.no(vote),
            "home",
            served.home(),
            "day",
            day(served),
            "way",
            notices.text(vote.estateId(), "vote.served.way." + served.way()),
            "silence",
            notices.silence(vote));
    served.owners().forEach(owner -> notices.toPerson(tx, vote.estateId(), owner, Line.of(text)));
  }

  private static String day(Services.Served served) {
    var day = ChinaTime.date(served.at());
    return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }
}
