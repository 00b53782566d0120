package linli.bot.votes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;

/** What happens in a vote because its time has come: it opens, people are reminded, it is filed. */
final class VoteTimers {

  private static final String OPEN = "vote.open";
  private static final String REMIND = "vote.remind";
  private static final String ARCHIVE = "vote.archive";

  /** A week and two days before the end, in the evening (journey J5). */
  private static final List<Integer> REMIND_DAYS_BEFORE = List.of(7, 2);

  private static final LocalTime EVENING = LocalTime.of(19, 30);

  /** Who has just heard that it is open need not hear it again. */
  private static final Duration AFTER_OPENING = Duration.ofHours(24);

  private final Votes votes;
  private final VoteNotices notices;
  private final Questions questions;
  private final Estates estates;
  private final DueWork due;
  private final Clock clock;

  VoteTimers(
      Votes votes,
      VoteNotices notices,
      Questions questions,
      Estates estates,
      DueWork due,
      Clock clock) {
    this.votes = votes;
    this.notices = notices;
    this.questions = questions;
    this.estates = estates;
    this.due = due;
    this.clock = clock;
  }

  void register() {
    due.registerByDay(OPEN, this::open);
    due.registerByDay(REMIND, this::remind);
    due.registerByDay(ARCHIVE, this::archive);
  }

  void schedule(Transaction tx, Vote vote) {
    at(tx, vote, OPEN, 0, vote.opensAt());
    var reminders = reminders(vote);
    for (var n = 0; n < reminders.size(); n++) {
      at(tx, vote, REMIND, n, reminders.get(n));
    }
  }

  void scheduleArchive(Transaction tx, Vote vote) {
    at(tx, vote, ARCHIVE, 0, vote.objectionsUntil());
  }

  void cancel(Transaction tx, Vote vote) {
    for (var kind : List.of(OPEN, REMIND)) {
      due.cancel(tx, vote.estateId(), kind, Long.toString(vote.id()));
    }
  }

  /** At most two. */
  static List<Instant> reminders(Vote vote) {
    var lastDay = ChinaTime.date(vote.closesAt());
    return REMIND_DAYS_BEFORE.stream()
        .map(days -> lastDay.minusDays(days).atTime(EVENING).atZone(ChinaTime.ZONE).toInstant())
        .filter(at -> at.isAfter(vote.opensAt().plus(AFTER_OPENING)))
        .filter(at -> at.isBefore(vote.closesAt()))
        .toList();
  }

  private void at(Transaction tx, Vote vote, String kind, int occurrence, Instant when) {
    due.schedule(
        tx, new DueItem(vote.estateId(), kind, Long.toString(vote.id()), occurrence, when));
  }

  private Stream<Vote> find(Transaction tx, DueItem item) {
    return votes.find(tx, item.estateId(), Long.parseLong(item.subject())).stream();
  }

  private void open(Transaction tx, DueItem item) {
    var now = clock.instant();
    find(tx, item)
        .filter(vote -> vote.isOpenAt(now))
        .forEach(
            vote ->
                notices.toGroups(
                    tx,
                    estates.byId(vote.estateId()),
                    vote,
                    notices.text(
                        vote.estateId(),
                        "vote.open",
                        "no",
                        VoteWords.no(vote),
                        "title",
                        VoteWords.title(vote),
                        "closes",
                        VoteWords.time(vote.closesAt()))));
  }

  /** Only those who own something here and said nothing, alone; the group hears numbers. */
  private void remind(Transaction tx, DueItem item) {
    var now = clock.instant();
    find(tx, item)
        .filter(vote -> vote.isOpenAt(now) && !isOvertaken(vote, item, now))
        .forEach(
            vote -> {
              Electors.silent(tx, vote).forEach(person -> remind(tx, vote, person, now));
              if (isLast(vote, item)) {
                tellGroups(tx, vote);
              }
            });
  }

  private static boolean isLast(Vote vote, DueItem item) {
    return item.occurrence() == reminders(vote).size() - 1;
  }

  /** The service was down, and the next one is due as well: once is enough. */
  private static boolean isOvertaken(Vote vote, DueItem item, Instant now) {
    return reminders(vote).stream()
        .skip(item.occurrence() + 1)
        .anyMatch(next -> !next.isAfter(now));
  }

  private void remind(Transaction tx, Vote vote, long person, Instant now) {
    var estateId = vote.estateId();
    var account = notices.account(tx, estateId, person);
    if (account.isEmpty()
        || notices.isMuted(tx, estateId, account.get())
        || !notices.speaks(tx, estateId, person, Electors.flats(tx, vote, person))) {
      return;
    }
    var text =
        notices.text(
            estateId,
            "vote.remind",
            "no",
            VoteWords.no(vote),
            "title",
            VoteWords.title(vote),
            "closes",
            VoteWords.time(vote.closesAt()),
            "silence",
            notices.silence(vote));
    notices
        .toPerson(tx, estateId, person, Line.of(text).with(VoteService.BUTTONS).asking())
        .ifPresent(
            message -> {
              var to = account.get();
              var asked =
                  new Asked(estateId, to.channel(), Speakers.privateConversation(to.id()), to.id());
              questions.ask(tx, asked, Kind.VOTE, null, 3, Long.toString(vote.id()), message, now);
            });
  }

  private void tellGroups(Transaction tx, Vote vote) {
    var so = votes.participation(tx, vote);
    var cards = notices.cards(vote.estateId());
    notices.toGroups(
        tx,
        estates.byId(vote.estateId()),
        vote,
        VoteWords.no(vote) + "“" + VoteWords.title(vote) + "”:" + cards.part(vote, so));
  }

  private void archive(Transaction tx, DueItem item) {
    find(tx, item)
        .filter(vote -> vote.state() == Vote.State.COUNTED)
        .forEach(
            vote -> {
              votes.archive(tx, vote, clock.instant());
              var open = Objections.open(tx, vote);
              notices.toDrafter(
                  tx,
                  estates.byId(vote.estateId()),
                  vote,
                  notices.text(
                      vote.estateId(), "vote.archived", "no", VoteWords.no(vote), "n", open));
            });
  }
}
