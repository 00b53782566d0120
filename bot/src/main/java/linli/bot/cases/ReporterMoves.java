package linli.bot.cases;

import java.time.Instant;
import java.util.List;
import linli.bot.cases.Case.State;
import linli.bot.cases.MoveResult.CommunityDecides;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.NotYours;
import linli.bot.cases.MoveResult.OwnMatter;
import linli.bot.cases.MoveResult.TooLate;
import linli.bot.estates.Estate;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.residents.Speaker;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/** What reporters say about their case: 好了, 没好, 撤销. */
final class ReporterMoves {

  private static final int MOST_REOPENINGS = 2;

  private final CaseMoves moves;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Questions questions;
  private final Catalogue catalogue;

  ReporterMoves(
      CaseMoves moves,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Questions questions,
      Catalogue catalogue) {
    this.moves = moves;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.questions = questions;
    this.catalogue = catalogue;
  }

  /** 好了: the reporter says that it is solved. */
  MoveResult confirm(Transaction tx, Case about, Speaker by, Instant now) {
    if (!CaseService.isAmong(reporters(tx, about), by)) {
      return new NotYours(about);
    }
    if (about.state() == State.CLOSED) {
      return new Moved(about);
    }
    if (about.state() == State.DONE && isOwnWork(about, by)) {
      return new OwnMatter(about, "");
    }
    if (machine.move(about.state(), "confirm").isEmpty()) {
      return new NotNow(about);
    }
    var closed = moves.close(tx, about, State.CLOSED, "SOLVED", now);
    machine.verify(about.state(), "confirm", closed.state());
    journal.history(tx, closed, "confirm", about.state(), Actor.resident(by), null, now);
    clocks.forgetContact(tx, closed, now);
    questions.drop(tx, about.estateId(), about.id(), now, Kind.CLOSING, Kind.WHAT_IS_LEFT);
    return new Moved(closed);
  }

  /** Nobody closes what they reported done themselves (case_states, invariants). */
  private static boolean isOwnWork(Case done, Speaker by) {
    return done.handler() != null && done.handler().equals(by.personId());
  }

  /**
   * 没好: it stays open; the second time it goes up to the community, the third time that decides.
   */
  MoveResult notSolved(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    if (!CaseService.isAmong(reporters(tx, about), by)) {
      return new NotYours(about);
    }
    if (about.closedAt() != null
        && about.closedAt().isBefore(now.minus(CaseService.REOPEN_WITHIN))) {
      return new TooLate(about);
    }
    if (machine.move(about.state(), "not_solved").isEmpty()) {
      return new NotNow(about);
    }
    if (about.reopened() >= MOST_REOPENINGS) {
      questions.drop(tx, about.estateId(), about.id(), now, Kind.CLOSING);
      clocks.endClosing(tx, about);
      notices.tellRole(tx, estate, about, "secretary", "staff.decide", "no", about.no());
      return new CommunityDecides(about);
    }
    questions.drop(tx, about.estateId(), about.id(), now, Kind.CLOSING, Kind.SATISFACTION);
    var reopened = moves.reopen(tx, about, clocks.afterReopening(about, now));
    journal.history(tx, reopened, "not_solved", about.state(), Actor.resident(by), null, now);
    clocks.watchResolution(tx, reopened, now);
    if (reopened.reopened() < MOST_REOPENINGS) {
      notices.tellParty(tx, estate, reopened, "staff.reopened", "no", reopened.no());
      return new Moved(reopened);
    }
    return new Moved(toCommunity(tx, estate, reopened, now));
  }

  /** Second reopening: the community answers for it from now on. */
  private Case toCommunity(Transaction tx, Estate estate, Case reopened, Instant now) {
    notices.tellParty(tx, estate, reopened, "staff.goes-up", "no", reopened.no());
    var committee = estate.partyOfKind("committee").orElseThrow();
    var type = catalogue.issueType(reopened.issueType());
    var respondBy = clocks.of(estate, type, "P2", reopened.nature(), now).respondBy();
    var given =
        moves.reassign(tx, reopened, committee.id(), null, "社区级", respondBy, reopened.resolveBy());
    journal.handedOver(tx, reopened, given, "escalate", Actor.BOT, "second reopening", now);
    clocks.start(tx, estate, given, type, now);
    notices.dispatched(tx, estate, given, now);
    return given;
  }

  /** 撤销: the only reporter takes it back; with others in it only the one leaves. */
  MoveResult withdraw(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    if (machine.move(about.state(), "withdraw").isEmpty() || about.hazard() != null) {
      return new NotNow(about);
    }
    if (reporters(tx, about).size() > 1) {
      return new NotYours(about);
    }
    var withdrawn = moves.close(tx, about, State.WITHDRAWN, "WITHDRAWN", now);
    journal.history(tx, withdrawn, "withdraw", about.state(), Actor.resident(by), null, now);
    clocks.forgetContact(tx, withdrawn, now);
    questions.drop(tx, about.estateId(), about.id(), now, Kind.values());
    notices.tellParty(tx, estate, withdrawn, "staff.withdrawn", "no", withdrawn.no());
    return new Moved(withdrawn);
  }

  private List<Reporter> reporters(Transaction tx, Case about) {
    return journal.reporters(tx, about.estateId(), about.id());
  }
}
