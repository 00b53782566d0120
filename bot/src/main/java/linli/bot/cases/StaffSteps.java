package linli.bot.cases;

import java.time.Instant;
import java.util.function.Function;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.NotYours;
import linli.bot.cases.MoveResult.Unknown;
import linli.bot.estates.Estate;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;

/** A step of staff: whether it is possible, and what is written down of it. */
final class StaffSteps {

  private final CaseRepository cases;
  private final CaseMachine machine;
  private final CaseJournal journal;

  StaffSteps(CaseRepository cases, CaseMachine machine, CaseJournal journal) {
    this.cases = cases;
    this.machine = machine;
    this.journal = journal;
  }

  /**
   * The move on a case of the speaker's party, or any where they decide for the community.
   *
   * @param verb of {@code transitions.tsv}
   */
  MoveResult onOwn(
      Transaction tx,
      Estate estate,
      CaseNo no,
      Speaker by,
      String verb,
      Instant now,
      Function<Case, MoveResult> move) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    var open = found.get();
    if (!Casework.isCommunity(by) && !CaseService.answersFor(estate, by, open)) {
      return new NotYours(open);
    }
    return machine.move(open.state(), verb).isEmpty() ? new NotNow(open) : move.apply(open);
  }

  /** Its line in the history. */
  void note(
      Transaction tx, Case before, Case after, String verb, Speaker by, String reason, Instant at) {
    machine.verify(before.state(), verb, after.state());
    journal.history(tx, after, verb, before.state(), Actor.staff(by, before.partyId()), reason, at);
  }
}
