package linli.bot.whistles;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import linli.bot.cases.Actor;
import linli.bot.cases.Case;
import linli.bot.cases.CaseGrades;
import linli.bot.cases.CaseService;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estates;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.bot.whistles.Whistle.State;
import linli.bot.whistles.WhistleCalls.Caller;

/** What happens because nobody answered a whistle or nobody came: the ladder climbs one step. */
final class WhistleTimers {

  /** What is said to the reporters, to the party that missed it, to who called; and noted. */
  private record Missed(String reporters, String party, String staff, String verb) {}

  private static final Missed UNANSWERED =
      new Missed(
          "whistle.unanswered",
          "whistle.unanswered.party",
          "whistle.unanswered.staff",
          "whistle_unanswered");

  private static final Missed NOT_THERE =
      new Missed(
          "whistle.not-there",
          "whistle.not-there.party",
          "whistle.not-there.staff",
          "whistle_not_there");

  private final WhistleRules rules;
  private final WhistleRepository whistles;
  private final WhistleClocks clocks;
  private final WhistleCalls calls;
  private final WhistleNotices notices;
  private final CaseService cases;
  private final CaseGrades grades;
  private final Estates estates;
  private final Clock clock;

  WhistleTimers(
      WhistleRules rules,
      WhistleRepository whistles,
      WhistleClocks clocks,
      WhistleCalls calls,
      WhistleNotices notices,
      CaseService cases,
      CaseGrades grades,
      Estates estates,
      Clock clock) {
    this.rules = rules;
    this.whistles = whistles;
    this.clocks = clocks;
    this.calls = calls;
    this.notices = notices;
    this.cases = cases;
    this.grades = grades;
    this.estates = estates;
    this.clock = clock;
  }

  void register(DueWork due) {
    due.registerByDay(
        WhistleClocks.CALL,
        (tx, item) ->
            open(tx, item).filter(w -> w.state() == State.ASKED).ifPresent(w -> call(tx, w)));
    due.registerByDay(
        WhistleClocks.RESPOND_MISSED,
        (tx, item) ->
            open(tx, item)
                .filter(w -> w.state() == State.ASKED)
                .ifPresent(w -> missed(tx, w, UNANSWERED)));
    due.registerByDay(
        WhistleClocks.ARRIVE_MISSED,
        (tx, item) ->
            open(tx, item)
                .filter(w -> w.state() != State.DISPUTED)
                .filter(w -> isWorkedOn(tx, w))
                .ifPresent(
                    w -> {
                      whistles.black(tx, w);
                      missed(tx, w, NOT_THERE);
                    }));
  }

  private void call(Transaction tx, Whistle whistle) {
    var about = cases.find(tx, whistle.estateId(), whistle.caseId()).orElseThrow();
    if (isWorkedOn(tx, whistle)) {
      var estate = estates.byId(whistle.estateId());
      notices.call(tx, estate, about, whistle, clock.instant());
    }
  }

  /** What is over or reported done needs nobody to come any more. */
  private boolean isWorkedOn(Transaction tx, Whistle whistle) {
    var state = cases.find(tx, whistle.estateId(), whistle.caseId()).orElseThrow().state();
    return !state.isOver() && state != Case.State.DONE;
  }

  private Optional<Whistle> open(Transaction tx, DueItem item) {
    return whistles
        .find(tx, item.estateId(), Long.parseLong(item.subject()))
        .filter(w -> w.state().isOpen());
  }

  private void missed(Transaction tx, Whistle whistle, Missed what) {
    var about = cases.find(tx, whistle.estateId(), whistle.caseId()).orElseThrow();
    if (!isWorkedOn(tx, whistle)) {
      return;
    }
    var now = clock.instant();
    var estate = estates.byId(whistle.estateId());
    var party = estate.parties().get(whistle.toParty());
    grades.note(tx, about, what.verb(), Actor.BOT, party.name(), now);
    notices.tellParty(
        tx, estate, about, party, what.party(), "no", about.no(), "party", party.name());
    var upper = climb(tx, estate, about, whistle, party, now);
    Object[] gaps = {
      "no",
      about.no(),
      "party",
      party.name(),
      "upper",
      upper.map(Party::name).orElse(estate.committee())
    };
    notices.tellReporters(tx, about, what.reporters(), gaps);
    notices.tellBlower(tx, estate, about, whistle, what.staff(), gaps);
    if (upper.isEmpty()) {
      notices.tellSecretary(tx, estate, about, whistle.blownBy(), what.staff(), gaps);
    }
  }

  /**
   * One level up: from where nobody answered, else from where the call came; once a case and level.
   * Empty where there is none above.
   */
  private Optional<Party> climb(
      Transaction tx, Estate estate, Case about, Whistle silent, Party party, Instant now) {
    var above =
        Stream.concat(rules.from(Level.of(party)).stream(), rules.from(silent.fromLevel()).stream())
            .filter(rule -> rule.to() != Level.DEPARTMENT) // which of them, people must say
            .toList();
    for (var rule : above) {
      var upper = WhistleService.partyAt(estate, rule.to());
      if (upper == null || upper.id().equals(party.id())) {
        continue;
      }
      var called =
          whistles.ofCase(tx, estate.id(), about.id()).stream()
              .anyMatch(w -> w.toParty().equals(upper.id()));
      if (!called) {
        var respondBy = clocks.after(now, rule.respond());
        var arriveBy = clocks.after(now, rule.arrive());
        var caller = Caller.first(Level.of(party), party.id(), null, null);
        calls.call(
            tx,
            estate,
            about,
            upper,
            caller,
            respondBy,
            arriveBy.isBefore(respondBy) ? respondBy : arriveBy,
            now);
        grades.note(
            tx, about, "whistle", Actor.BOT, upper.name() + " " + ChinaTime.dayAndTime(now), now);
      }
      return Optional.of(upper);
    }
    return Optional.empty();
  }
}
