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

/**
 * What staff do with a case besides taking and finishing it: 缓, 改类, 合并 and its undo, 解除, 催.
 *
 * <p>Every method works inside the caller's transaction.
 */
public final class Casework {

  /** Working days for which a party may put a case off by itself, once (decisions 4). */
  static final int OWN_PAUSE_DAYS = 2;

  /** Longer than this nobody puts a case off in one go. */
  static final int LONGEST_PAUSE_DAYS = 60;

  private final CaseRepository cases;
  private final CaseMoves moves;
  private final CaseworkMoves casework;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final Questions questions;
  private final Routing routing;
  private final Catalogue catalogue;

  private final TypeCorrections corrections = new TypeCorrections();

  Casework(
      CaseRepository cases,
      CaseMoves moves,
      CaseworkMoves casework,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      Questions questions,
      Routing routing,
      Catalogue catalogue) {
    this.cases = cases;
    this.moves = moves;
    this.casework = casework;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.questions = questions;
    this.routing = routing;
    this.catalogue = catalogue;
  }

  /** 缓: the clock stands still; once by the party itself, then with the community's yes. */
  public MoveResult pause(
      Transaction tx, Estate estate, CaseNo no, Speaker by, int days, String said, Instant now) {
    var reason = Summary.reason(said);
    return onOwn(
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
          var judges = isCommunity(by) && ownInterest(estate, by, Set.of(open.partyId())).isEmpty();
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
            .anyMatch(s -> ownInterest(estate, estate.rolesOf(s.personId()), parties).isPresent());
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
    note(tx, open, paused, "pause", by, reason, now);
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
    return open;
  }

  /** 改类: another type, and whoever is responsible for that. */
  public MoveResult retype(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String words, Instant now) {
    return onOwn(
        tx,
        estate,
        no,
        by,
        "retype",
        now,
        open -> {
          var type = typeIn(words);
          if (type.isEmpty()) {
            return new NeedsReason(open);
          }
          corrections.note(tx, open, type.get().id(), now);
          return new Moved(
              retyped(
                  tx,
                  estate,
                  open,
                  type.get(),
                  Actor.staff(by, open.partyId()),
                  Summary.reason(words),
                  now));
        });
  }

  /** The type of the catalogue that the words name, by its name, a part of it or its id. */
  Optional<IssueType> typeIn(String words) {
    return catalogue.issueTypes().stream()
        .filter(t -> words.contains(t.name()) || words.contains(t.id()))
        .findFirst()
        .or(
            () -> {
              var first = words.strip().split("[\\s,:。]+", 2)[0];
              return catalogue.issueTypes().stream()
                  .filter(t -> first.length() >= 2 && t.name().contains(first))
                  .findFirst();
            });
  }

  /** The case gets another type; when that is another party's it is given to it. */
  private Case retyped(
      Transaction tx,
      Estate estate,
      Case open,
      IssueType type,
      Actor by,
      String reason,
      Instant now) {
    var aboutProperty =
        type.id().equals("service_quality")
            || CaseService.isAboutProperty(type.id(), open.nature());
    var hidden = aboutProperty ? casework.anonymous(tx, open) : open;
    var retyped = casework.retype(tx, hidden, type.id());
    var responsible =
        routing.responsible(estate, type.id(), open.site(), type.lead(), aboutProperty);
    if (open.hazard() != null || responsible.party().id().equals(open.partyId())) {
      journal.history(tx, retyped, "retype", open.state(), by, reason, now);
      notices.tellParty(
          tx, estate, retyped, "staff.new-type", "no", open.no(), "type", type.name());
      return retyped;
    }
    var respondBy = clocks.of(estate, type, open.urgency(), open.nature(), now).respondBy();
    var given =
        moves.reassign(
            tx,
            retyped,
            responsible.party().id(),
            responsible.role(),
            open.grade(),
            respondBy,
            open.resolveBy());
    journal.handedOver(tx, open, given, "reroute", by, reason, now);
    clocks.start(tx, estate, given, type, now);
    notices.dispatched(tx, estate, given, now);
    notices.tellHandedOver(tx, estate, given, now);
    return given;
  }

  /** The reporter says that it is something else: its deadlines count from now, for that matter. */
  public Case edited(
      Transaction tx,
      Estate estate,
      Case open,
      IssueType type,
      String urgency,
      Report words,
      Instant now) {
    var times = clocks.of(estate, type, urgency, open.nature(), now);
    var summary = Summary.of(words.publicText());
    var anew = casework.retypeAnew(tx, open, type.id(), urgency, summary, times);
    var aboutProperty = CaseService.isAboutProperty(type.id(), open.nature());
    var hidden = aboutProperty ? casework.anonymous(tx, anew) : anew;
    var to = routing.responsible(estate, type.id(), open.site(), type.lead(), aboutProperty);
    var actor = Actor.resident(words.speaker());
    if (to.party().id().equals(open.partyId())) {
      journal.history(tx, hidden, "retype", open.state(), actor, "edited", now);
      clocks.start(tx, estate, hidden, type, now);
      tellOtherType(tx, estate, hidden, type, now);
      return hidden;
    }
    var given =
        moves.reassign(
            tx,
            hidden,
            to.party().id(),
            to.role(),
            open.grade(),
            times.respondBy(),
            times.resolveBy());
    journal.handedOver(tx, open, given, "reroute", actor, "edited", now);
    clocks.start(tx, estate, given, type, now);
    notices.dispatched(tx, estate, given, now);
    notices.tellHandedOver(tx, estate, given, now);
    return given;
  }

  private void tellOtherType(
      Transaction tx, Estate estate, Case about, IssueType type, Instant now) {
    notices.tellParty(
        tx,
        estate,
        about,
        "staff.other-type",
        "no",
        about.no(),
        "type",
        type.name(),
        "respond",
        ChinaTime.deadline(about.respondBy(), now),
        "resolve",
        ChinaTime.deadline(about.resolveBy(), now));
  }

  /** 合并 A→B: everybody who reported A hears of B from now on. */
  public MoveResult merge(
      Transaction tx, Estate estate, CaseNo no, CaseNo into, Speaker by, Instant now) {
    var main = cases.findByNumber(tx, estate.id(), into, ChinaTime.date(now));
    if (main.isEmpty()) {
      return new Unknown(into.toString());
    }
    return onOwn(
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
          note(tx, open, merged, "merge", by, main.get().no(), now);
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
    return onOwn(
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
          note(tx, merged, open, "unmerge", by, null, now);
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
    note(tx, open, closed, "false_alarm", by, Summary.reason(reason), now);
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
    note(tx, open, open, "urge", by, null, now);
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

  private static Optional<Party> ownInterest(
      Estate estate, List<Staff> roles, Collection<String> parties) {
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

  private MoveResult onOwn(
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
    if (!isCommunity(by) && !CaseService.answersFor(estate, by, open)) {
      return new NotYours(open);
    }
    return machine.move(open.state(), verb).isEmpty() ? new NotNow(open) : move.apply(open);
  }

  private void note(
      Transaction tx, Case before, Case after, String verb, Speaker by, String reason, Instant at) {
    machine.verify(before.state(), verb, after.state());
    journal.history(tx, after, verb, before.state(), Actor.staff(by, before.partyId()), reason, at);
  }
}
