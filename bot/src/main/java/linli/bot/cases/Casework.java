package linli.bot.cases;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import linli.bot.cases.Case.State;
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
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/**
 * What staff do with a case besides taking and finishing it: 合并 and its undo, 解除, 催, 匿名.
 *
 * <p>Every method works inside the caller's transaction.
 */
public final class Casework {

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseworkMoves casework;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Questions questions;
  private final Catalogue catalogue;
  private final StaffSteps steps;

  Casework(
      CaseRepository cases,
      CaseMoves moves,
      CaseworkMoves casework,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Questions questions,
      Catalogue catalogue,
      StaffSteps steps) {
    this.cases = cases;
    this.moves = moves;
    this.casework = casework;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.questions = questions;
    this.catalogue = catalogue;
    this.steps = steps;
  }

  /** 合并 A→B: everybody who reported A hears of B from now on. */
  public MoveResult merge(
      Transaction tx, Estate estate, CaseNo no, CaseNo into, Speaker by, Instant now) {
    var main = cases.findByNumber(tx, estate.id(), into, ChinaTime.date(now));
    if (main.isEmpty()) {
      return new Unknown(into.toString());
    }
    return steps.onOwn(
        tx,
        estate,
        no,
        by,
        "merge",
        now,
        open -> {
          if (!isCommunity(by) && !CaseService.works(by, main.get())) {
            return new NotYours(main.get());
          }
          var fits =
              !main.get().state().isOver()
                  && main.get().id() != open.id()
                  && (open.hazard() == null || main.get().hazard() != null);
          if (!fits) {
            return new NotNow(main.get());
          }
          var merged = casework.merge(tx, open, main.get(), now);
          steps.note(tx, open, merged, "merge", by, main.get().no(), now);
          clocks.forgetContact(tx, merged, now);
          questions.drop(tx, open.estateId(), open.id(), now, Kind.values());
          notices.tellReporters(tx, merged, "merged", "no", merged.no(), "main", main.get().no());
          notices.tellParty(
              tx,
              estate,
              main.get(),
              "staff.merged.into",
              "no",
              merged.no(),
              "main",
              main.get().no());
          return new Moved(merged);
        });
  }

  /** 拆分: what was merged is a case of its own again. */
  public MoveResult unmerge(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    return steps.onOwn(
        tx,
        estate,
        no,
        by,
        "unmerge",
        now,
        merged -> {
          var type = catalogue.issueType(merged.issueType());
          var respondBy =
              clocks.of(estate, type, merged.urgency(), merged.nature(), now).respondBy();
          var open = casework.unmerge(tx, merged, respondBy);
          steps.note(tx, merged, open, "unmerge", by, null, now);
          clocks.start(tx, estate, open, type, now);
          notices.dispatched(tx, estate, open, now);
          notices.tellReporters(tx, open, "unmerged", "no", open.no());
          return new Moved(open);
        });
  }

  /** 解除 … 误报: there was no danger. */
  public MoveResult falseAlarm(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String reason, Instant now) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    var open = found.get();
    if (!by.isStaff()) {
      return new NotYours(open);
    }
    if (open.hazard() == null || machine.move(open.state(), "false_alarm").isEmpty()) {
      return new NotNow(open);
    }
    if (reason.isBlank()) {
      return new NeedsReason(open);
    }
    var closed = moves.close(tx, open, State.CLOSED, "FALSE_ALARM", now);
    steps.note(tx, open, closed, "false_alarm", by, Summary.reason(reason), now);
    questions.drop(tx, open.estateId(), open.id(), now, Kind.values());
    clocks.forgetContact(tx, closed, now);
    return new Moved(closed);
  }

  /** 催: the grid worker or the secretary wants to see something happen. */
  public MoveResult urge(Transaction tx, Estate estate, CaseNo no, Speaker by, Instant now) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return new Unknown(no.toString());
    }
    var open = found.get();
    if (!isCommunity(by)) {
      return new NotYours(open);
    }
    if (machine.move(open.state(), "urge").isEmpty()) {
      return new NotNow(open);
    }
    steps.note(tx, open, open, "urge", by, null, now);
    notices.tellParty(
        tx,
        estate,
        open,
        "staff.urged",
        "no",
        open.no(),
        "until",
        ChinaTime.deadline(open.resolveBy(), now));
    return new Moved(open);
  }

  /** 我的在办: what the speaker's parties have in hand. */
  public List<Case> inHand(Transaction tx, Estate estate, Speaker by) {
    return by.roles().stream()
        .map(role -> role.party())
        .distinct()
        .flatMap(party -> cases.openOfParty(tx, estate.id(), party).stream())
        .toList();
  }

  /**
   * 匿名: from now on the property company learns nothing about the reporter; of somebody who joined
   * a neighbour's case nothing about them, while the neighbour stays known.
   */
  public Case anonymous(Transaction tx, Case about, Speaker by, Instant now) {
    machine.verify(about.state(), "anonymous", about.state());
    if (!journal.isOpenedBy(tx, about, by)) {
      journal.hide(tx, about, by);
      journal.history(tx, about, "anonymous", about.state(), Actor.resident(by), null, now);
      return about;
    }
    var hidden = casework.anonymous(tx, about);
    journal.history(tx, hidden, "anonymous", about.state(), Actor.resident(by), null, now);
    return hidden;
  }

  /** Whether the speaker may decide for the community (社区). */
  public static boolean isCommunity(Speaker by) {
    return by.hasRole("grid_worker") || by.hasRole("secretary") || by.hasRole("deputy_secretary");
  }

  /**
   * The first of these parties for which the speaker works besides the community: whoever has two
   * roles does not judge in a matter of one of them.
   */
  public static Optional<Party> ownInterest(Estate estate, Speaker by, Collection<String> parties) {
    return ownInterest(estate, by.roles(), parties);
  }

  static Optional<Party> ownInterest(Estate estate, List<Staff> roles, Collection<String> parties) {
    return roles.stream()
        .map(role -> estate.parties().get(role.party()))
        .filter(party -> parties.contains(party.id()) && !party.kind().equals("committee"))
        .findFirst();
  }

  /**
   * Who may decide in a matter of these parties: secretary, then grid worker on duty, their
   * deputies, then 街道值守. Each person once.
   */
  static List<Staff> judges(Estate estate, Collection<String> parties, ZonedDateTime at) {
    var duty = estate.onDutyOrAbove("secretary", at);
    var grid = estate.onDutyOrAbove("grid_worker", at);
    var deputies = estate.staff().stream().filter(s -> s.role().equals("deputy_secretary"));
    var seen = new HashSet<Long>();
    return Stream.of(
            duty.stream().limit(1),
            grid.stream().limit(1),
            duty.stream().skip(1),
            grid.stream().skip(1),
            deputies,
            estate.onDuty("street_duty", at).stream())
        .flatMap(Function.identity())
        .filter(staff -> ownInterest(estate, estate.rolesOf(staff.personId()), parties).isEmpty())
        .filter(staff -> seen.add(staff.personId()))
        .toList();
  }
}
