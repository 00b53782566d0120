package linli.bot.cases;

import static linli.bot.cases.CaseCards.Colour.RED;
import static linli.bot.cases.CaseCards.Colour.YELLOW;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import linli.bot.cases.Case.State;
import linli.bot.cases.CaseCards.Colour;
import linli.bot.due.DueHandler;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.media.CaseMedia;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;

/** What happens to a case because time passed (decisions 4). */
final class CaseTimers {

  /** Who is called when nobody has acknowledged a danger after 5, 10, 15 … minutes. */
  private static final String[] CHAIN = {
    "property_manager", "grid_worker", "secretary", "street_duty"
  };

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseJournal journal;
  private final CaseCards cards;
  private final ContactPhones phones;
  private final CaseMedia media;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseWords words;
  private final Pausing pausing;
  private final HandOver handOver;
  private final Questions questions;
  private final Estates estates;
  private final Clock clock;

  CaseTimers(
      CaseRepository cases,
      CaseMoves moves,
      CaseJournal journal,
      CaseCards cards,
      ContactPhones phones,
      CaseMedia media,
      CaseClocks clocks,
      CaseNotices notices,
      CaseWords words,
      Pausing pausing,
      HandOver handOver,
      Questions questions,
      Estates estates,
      Clock clock) {
    this.cases = cases;
    this.moves = moves;
    this.journal = journal;
    this.cards = cards;
    this.phones = phones;
    this.media = media;
    this.clocks = clocks;
    this.notices = notices;
    this.words = words;
    this.pausing = pausing;
    this.handOver = handOver;
    this.questions = questions;
    this.estates = estates;
    this.clock = clock;
  }

  void register(DueWork due) {
    due.registerByDay(CaseClocks.DISPATCH, whileItWaits(this::dispatch));
    due.registerByDay(CaseClocks.RESPOND_HALF, whileItWaits(this::nudgeResponse));
    due.registerByDay(CaseClocks.RESPOND_MISSED, whileItWaits(this::responseMissed));
    due.registerByDay(CaseClocks.RESPOND_GRID, whileItWaits(this::gridWorkerWatches));
    due.registerByDay(CaseClocks.RESOLVE_HALF, whileWorkedOn(this::nudgeResolution));
    due.registerByDay(CaseClocks.RESOLVE_MISSED, whileWorkedOn(this::resolutionMissed));
    due.registerByDay(CaseClocks.YELLOW_CARD, whileWorkedOn((tx, c) -> show(tx, c, YELLOW)));
    due.registerByDay(CaseClocks.RED_CARD, whileWorkedOn((tx, c) -> show(tx, c, RED)));
    due.registerByDay(CaseClocks.CLOSING_REMINDER, whileDone(this::remind));
    due.register(CaseClocks.CLOSING_END, whileDone(this::nobodyAnswered));
    due.register(CaseClocks.HAZARD_UNACKNOWLEDGED, this::callNext);
    due.register(CaseClocks.FORGET_CONTACT, this::forgetContact);
    due.register(CaseClocks.FORGET_MEDIA, this::forgetMedia);
    due.registerByDay(CaseClocks.RESUME, this::pauseIsOver);
    due.registerByDay(CaseClocks.TRANSFER_SILENT, this::nobodyTook);
  }

  /**
   * It was reported done and is not worked on again: each time that it is done has its own three
   * days.
   */
  private DueHandler whileDone(BiConsumer<Transaction, Case> action) {
    return (tx, item) ->
        find(tx, item)
            .filter(c -> c.state() == State.DONE && item.occurrence() == c.round())
            .ifPresent(c -> action.accept(tx, c));
  }

  /** Nobody has accepted it, and it has not changed hands since. */
  private DueHandler whileItWaits(BiConsumer<Transaction, Case> action) {
    return (tx, item) ->
        find(tx, item)
            .filter(c -> c.state() == State.ASSIGNED && item.occurrence() == c.round())
            .ifPresent(c -> action.accept(tx, c));
  }

  private DueHandler whileWorkedOn(BiConsumer<Transaction, Case> action) {
    return (tx, item) ->
        find(tx, item)
            .filter(c -> c.state() == State.ASSIGNED || c.state() == State.ACCEPTED)
            .filter(c -> item.occurrence() == c.round())
            .ifPresent(c -> action.accept(tx, c));
  }

  private Optional<Case> find(Transaction tx, DueItem item) {
    return cases.find(tx, item.estateId(), Long.parseLong(item.subject()));
  }

  private void dispatch(Transaction tx, Case open) {
    notices.dispatched(tx, estates.byId(open.estateId()), open, clock.instant());
  }

  /** Of use only before the deadline, also when the service was down at half time. */
  private void nudgeResponse(Transaction tx, Case open) {
    var now = clock.instant();
    if (now.isBefore(open.respondBy())) {
      tellStaff(tx, open, "staff.respond-half", ChinaTime.deadline(open.respondBy(), now));
    }
  }

  private void nudgeResolution(Transaction tx, Case open) {
    var now = clock.instant();
    if (now.isBefore(open.resolveBy())) {
      tellStaff(tx, open, "staff.resolve-half", ChinaTime.deadline(open.resolveBy(), now));
    }
  }

  private void tellStaff(Transaction tx, Case open, String key, String until) {
    notices.tellParty(
        tx, estates.byId(open.estateId()), open, key, "no", open.no(), "until", until);
  }

  private void responseMissed(Transaction tx, Case open) {
    notices.tellParty(
        tx, estates.byId(open.estateId()), open, "staff.respond-missed", "no", open.no());
    clocks.watchByGrid(tx, open, clock.instant());
  }

  private void gridWorkerWatches(Transaction tx, Case open) {
    var estate = estates.byId(open.estateId());
    var party = words.party(estate, open);
    notices.tellRole(
        tx,
        estate,
        open,
        "grid_worker",
        "staff.grid",
        "no",
        open.no(),
        "type",
        words.type(open),
        "place",
        words.staffPlace(estate, open),
        "party",
        party);
    var ofCompany = estate.parties().get(open.partyId()).kind().equals("property");
    notices.tellReporters(
        tx,
        open,
        ofCompany ? "late.respond.whistle" : "late.respond",
        "no",
        open.no(),
        "party",
        party);
  }

  private void resolutionMissed(Transaction tx, Case open) {
    var estate = estates.byId(open.estateId());
    var raised = moves.raise(tx, open, CaseGrades.next(open.grade()));
    journal.history(
        tx, raised, "raise", open.state(), Actor.BOT, "resolution missed", clock.instant());
    notices.tellParty(
        tx, estate, raised, "staff.resolve-missed", "no", raised.no(), "grade", raised.grade());
    notices.tellReporters(tx, raised, "late.resolve", "no", raised.no(), "grade", raised.grade());
  }

  /** The party hears it; of a red one the secretary, too, who has to see to it. */
  private void show(Transaction tx, Case open, Colour colour) {
    var estate = estates.byId(open.estateId());
    var now = clock.instant();
    if (colour == YELLOW && !now.isBefore(open.resolveBy())) {
      return; // the service was down: the red one follows
    }
    var card = cards.show(tx, open, colour, now);
    if (card.isEmpty()) {
      return;
    }
    Object[] gaps = words.card(estate, card.get(), now);
    notices.tellParty(tx, estate, open, "staff.card." + colour.id(), gaps);
    if (colour == RED && !estate.parties().get(open.partyId()).kind().equals("committee")) {
      notices.tellRole(tx, estate, open, "secretary", "staff.card.red.secretary", gaps);
    }
  }

  private void remind(Transaction tx, Case done) {
    notices.remindClosing(tx, done);
  }

  /** 72 hours of silence: closed, and never counted as solved by the resident. */
  private void nobodyAnswered(Transaction tx, Case done) {
    var now = clock.instant();
    var closed = moves.close(tx, done, State.CLOSED, "NO_ANSWER", now);
    journal.history(tx, closed, "no_answer", done.state(), Actor.BOT, null, now);
    clocks.forgetContact(tx, closed, now);
    questions.drop(tx, done.estateId(), done.id(), now, Kind.CLOSING);
  }

  private void callNext(Transaction tx, DueItem item) {
    find(tx, item)
        .filter(c -> c.state() == State.ASSIGNED)
        .ifPresent(
            open -> CaseClocks.hazardStep(open, item).ifPresent(step -> callNext(tx, open, step)));
  }

  private void callNext(Transaction tx, Case open, int step) {
    notices.callNext(
        tx,
        estates.byId(open.estateId()),
        open,
        CHAIN[step - 1],
        CaseClocks.P0_STEP.multipliedBy(step).toMinutes());
  }

  private void pauseIsOver(Transaction tx, DueItem item) {
    find(tx, item)
        .filter(c -> c.state() == State.PAUSED && c.pauses() == item.occurrence())
        .ifPresent(
            paused -> {
              var estate = estates.byId(paused.estateId());
              var open = pausing.resume(tx, estate, paused, Actor.BOT, clock.instant());
              tellStaff(
                  tx, open, "staff.resumed", ChinaTime.deadline(open.resolveBy(), clock.instant()));
            });
  }

  private void nobodyTook(Transaction tx, DueItem item) {
    find(tx, item)
        .ifPresent(
            open ->
                handOver.silent(
                    tx, estates.byId(open.estateId()), open, item.occurrence(), clock.instant()));
  }

  private void forgetMedia(Transaction tx, DueItem item) {
    find(tx, item)
        .filter(c -> c.state().isOver() && c.round() == item.occurrence())
        .ifPresent(c -> media.forget(tx, c.estateId(), c.id()));
  }

  /** Of a case that is still closed: words stay only in their masked form, phones not at all. */
  private void forgetContact(Transaction tx, DueItem item) {
    find(tx, item)
        .filter(c -> c.state().isOver() && c.round() == item.occurrence())
        .ifPresent(
            c -> {
              journal.forgetRawTexts(tx, c);
              phones.forget(tx, c);
            });
  }
}
