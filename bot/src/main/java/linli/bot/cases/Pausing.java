package linli.bot.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import linli.bot.cases.Case.State;
import linli.bot.cases.MoveResult.AskCommunity;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsReason;
import linli.bot.estates.Estate;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/** 缓: the clock of a case stands still for a while. */
public final class Pausing {

  /** Working days for which a party may put a case off by itself, once (decisions 4). */
  static final int OWN_PAUSE_DAYS = 2;

  /** Longer than this nobody puts a case off in one go. */
  static final int LONGEST_PAUSE_DAYS = 60;

  private final CaseworkMoves casework;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Questions questions;
  private final Catalogue catalogue;
  private final StaffSteps steps;

  Pausing(
      CaseworkMoves casework,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Questions questions,
      Catalogue catalogue,
      StaffSteps steps) {
    this.casework = casework;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.questions = questions;
    this.catalogue = catalogue;
    this.steps = steps;
  }

  /** 缓: the clock stands still; once by the party itself, then with the community's yes. */
  public MoveResult pause(
      Transaction tx, Estate estate, CaseNo no, Speaker by, int days, String said, Instant now) {
    var reason = Summary.reason(said);
    return steps.onOwn(
        tx,
        estate,
        no,
        by,
        "pause",
        now,
        open -> {
          if (reason.isBlank() || days < 1 || days > LONGEST_PAUSE_DAYS) {
            return new NeedsReason(open);
          }
          var judges =
              Casework.isCommunity(by)
                  && Casework.ownInterest(estate, by, Set.of(open.partyId())).isEmpty();
          if (!judges && (open.pauses() > 0 || days > OWN_PAUSE_DAYS)) {
            Object[] gaps = {"no", open.no(), "days", days, "reason", reason};
            askAboutPause(tx, estate, open, gaps, now);
            return new AskCommunity(open);
          }
          return new Moved(paused(tx, estate, open, by, days, reason, now));
        });
  }

  /** The grid worker; whoever else may decide where that one works for the party, too. */
  private void askAboutPause(Transaction tx, Estate estate, Case open, Object[] gaps, Instant now) {
    var parties = Set.of(open.partyId());
    var at = ChinaTime.zoned(now);
    var interested =
        estate.onDutyOrAbove("grid_worker", at).stream()
            .limit(1)
            .anyMatch(
                s ->
                    Casework.ownInterest(estate, estate.rolesOf(s.personId()), parties)
                        .isPresent());
    if (interested) {
      notices.tellJudges(tx, estate, open, parties, "staff.pause.asks", gaps);
    } else {
      notices.tellRole(tx, estate, open, "grid_worker", "staff.pause.asks", gaps);
    }
  }

  /** Working days up to and with this one: so long a case is put off that goes on after it. */
  public int workingDaysUntil(LocalDate day, Instant now) {
    return clocks.workingDaysUntil(day, now);
  }

  private Case paused(
      Transaction tx, Estate estate, Case open, Speaker by, int days, String reason, Instant now) {
    var until = clocks.pauseEnd(now, days);
    var paused = casework.pause(tx, open, now, until, reason);
    steps.note(tx, open, paused, "pause", by, reason, now);
    clocks.resume(tx, paused);
    if (waitsForResident(paused)) {
      notices.askWaitedFor(tx, estate, paused, now);
      return paused;
    }
    notices.tellReporters(
        tx,
        paused,
        "paused",
        "no",
        paused.no(),
        "reason",
        reason,
        "until",
        ChinaTime.deadline(until, now));
    return paused;
  }

  /** 缓 … 等居民: the clock stands still for the reporter, not for the party. */
  private static final Pattern WAITS =
      Pattern.compile("等(?:待|候)?(?:居民|业主|住户|反映人|报修人|本人|对方)|(?:居民|业主|住户|家里|家中)(?:不在|没人|无人)");

  private static boolean waitsForResident(Case paused) {
    return paused.state() == State.PAUSED && WAITS.matcher(paused.pauseReason()).find();
  }

  /** The reporter whom it waited for wrote something, wherever: its clock runs again. */
  void heardFrom(Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    if (!waitsForResident(about)) {
      return;
    }
    var open = resume(tx, estate, about, Actor.resident(by), now);
    questions.drop(tx, open.estateId(), open.id(), now, Kind.WAITED_FOR);
    notices.tellParty(
        tx,
        estate,
        open,
        "staff.resumed.heard",
        "no",
        open.no(),
        "until",
        ChinaTime.deadline(open.resolveBy(), now));
  }

  /** The pause is over; its length is added to the deadline. */
  Case resume(Transaction tx, Estate estate, Case paused, Actor by, Instant now) {
    var type = catalogue.issueType(paused.issueType());
    var open = casework.resume(tx, paused, clocks.afterPause(estate, paused, type, now));
    machine.verify(paused.state(), "resume", open.state());
    journal.history(tx, open, "resume", paused.state(), by, null, now);
    clocks.watchResolution(tx, open, now);
    clocks.remindAtHalf(tx, estate, open, type, now);
    return open;
  }
}
