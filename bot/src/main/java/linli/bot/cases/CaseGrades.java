package linli.bot.cases;

import java.time.Instant;
import java.util.List;
import linli.bot.cases.MoveResult.AskCommunity;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsReason;
import linli.bot.cases.MoveResult.NotHigher;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.Unknown;
import linli.bot.estates.Estate;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;

/** The level that answers for a case, 小区级 to 区级: it only rises, and never without a reason. */
public final class CaseGrades {

  /** From the lowest to the highest. */
  public static final List<String> ALL = List.of("小区级", "社区级", "街道级", "区级");

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseJournal journal;
  private final CaseNotices notices;
  private final CaseMachine machine;

  CaseGrades(
      CaseRepository cases,
      CaseMoves moves,
      CaseJournal journal,
      CaseNotices notices,
      CaseMachine machine) {
    this.cases = cases;
    this.moves = moves;
    this.journal = journal;
    this.notices = notices;
    this.machine = machine;
  }

  /** The next higher one; the highest stays. */
  static String next(String grade) {
    return ALL.get(Math.min(ALL.indexOf(grade) + 1, ALL.size() - 1));
  }

  /** 升级 编号 街道级 原因: by the community or the street. */
  public MoveResult raise(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String said, Instant now) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    var open = found.get();
    var words = said.strip().split("[\\s,,::。]+", 2);
    var grade = words[0].endsWith("级") ? words[0] : words[0] + "级";
    var reason = words.length < 2 ? "" : Summary.reason(words[1]);
    if (!ALL.contains(grade) || reason.isBlank()) {
      return new NeedsReason(open);
    }
    if (machine.move(open.state(), "raise").isEmpty()) {
      return new NotNow(open);
    }
    if (ALL.indexOf(grade) <= ALL.indexOf(open.grade())) {
      return new NotHigher(open);
    }
    if (!Casework.isCommunity(by) && !by.hasRole("street_duty")) {
      Object[] gaps = {"no", open.no(), "grade", grade, "reason", reason};
      notices.tellRole(tx, estate, open, "grid_worker", "staff.raise.asks", gaps);
      return new AskCommunity(open);
    }
    var raised = moves.raise(tx, open, grade);
    machine.verify(open.state(), "raise", raised.state());
    journal.history(
        tx, raised, "raise", open.state(), Actor.staff(by, open.partyId()), reason, now);
    notices.tellParty(
        tx, estate, raised, "staff.raised", "no", raised.no(), "grade", grade, "reason", reason);
    notices.tellReporters(
        tx, raised, "raised", "no", raised.no(), "grade", grade, "reason", reason);
    return new Moved(raised);
  }

  /** Something that others did about the case: stands in its history. */
  public void note(Transaction tx, Case about, String verb, Actor by, String reason, Instant now) {
    journal.history(tx, about, verb, about.state(), by, reason, now);
  }
}
