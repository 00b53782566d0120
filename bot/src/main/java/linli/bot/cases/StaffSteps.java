package linli.bot.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import linli.bot.cases.Case.State;
import linli.bot.cases.MoveResult.AskCommunity;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsReason;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.NotYours;
import linli.bot.cases.MoveResult.Unknown;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Staff;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.residents.Speaker;
import linli.bot.routing.Routing;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

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
