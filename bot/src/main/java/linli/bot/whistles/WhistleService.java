package linli.bot.whistles;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import linli.bot.cases.Actor;
import linli.bot.cases.Case;
import linli.bot.cases.CaseGrades;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Staff;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.bot.whistles.Whistle.State;
import linli.bot.whistles.WhistleCalls.Caller;
import linli.bot.whistles.WhistleResult.Blown;
import linli.bot.whistles.WhistleResult.CalledAlready;
import linli.bot.whistles.WhistleResult.MayNot;
import linli.bot.whistles.WhistleResult.NoSuchTime;
import linli.bot.whistles.WhistleResult.Over;
import linli.bot.whistles.WhistleResult.TooEarly;
import linli.bot.whistles.WhistleResult.UnknownCase;
import linli.bot.whistles.WhistleResult.UnknownParty;

/** 吹哨: somebody calls a party in. Every method works inside the caller's transaction. */
public final class WhistleService {

  private final WhistleRules rules;
  private final WhistleRepository whistles;
  private final WhistleClocks clocks;
  private final WhistleCalls calls;
  private final WhistleNotices notices;
  private final CaseService cases;
  private final CaseGrades grades;

  WhistleService(
      WhistleRules rules,
      WhistleRepository whistles,
      WhistleClocks clocks,
      WhistleCalls calls,
      WhistleNotices notices,
      CaseService cases,
      CaseGrades grades) {
    this.rules = rules;
    this.whistles = whistles;
    this.clocks = clocks;
    this.calls = calls;
    this.notices = notices;
    this.cases = cases;
    this.grades = grades;
  }

  /**
   * 吹哨 编号 [单位+单位] [时间] [事由].
   *
   * @param said what stands beside the number: empty calls the next level
   */
  public WhistleResult blow(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String said, Instant now) {
    var found = cases.find(tx, estate, no, now);
    if (found.isEmpty()) {
      return new UnknownCase(no.toString());
    }
    var about = found.get();
    if (about.state().isOver()) {
      return new Over(about);
    }
    return by.isStaff() && !(said.isBlank() && cases.isReporter(tx, about, by))
        ? byStaff(tx, estate, about, by, said, now)
        : byReporter(tx, estate, about, by, now);
  }

  // --- residents --------------------------------------------------------------------------------

  /** The next level above who has the case that has not been called yet. */
  private WhistleResult byReporter(
      Transaction tx, Estate estate, Case about, Speaker by, Instant now) {
    if (!cases.isReporter(tx, about, by)) {
      return new MayNot(about);
    }
    var has = Level.of(estate.parties().get(about.partyId()));
    var known = whistles.ofCase(tx, estate.id(), about.id());
    Optional<WhistleResult> refused = Optional.empty();
    for (var rule : rules.ofReporters()) {
      var party = rule.to().compareTo(has) > 0 ? partyAt(estate, rule.to()) : null;
      if (party == null) {
        continue;
      }
      var called = openAt(known, party);
      if (called.isPresent()) {
        refused = Optional.of(new CalledAlready(about, party, called.get().arriveBy()));
      } else if (!holds(tx, rule, about, now)) {
        return refused.orElseGet(() -> new TooEarly(about, rule.neighbours()));
      } else if (refused.isEmpty()) {
        return blown(tx, estate, about, by, rule, List.of(party), null, null, now);
      }
    }
    return refused.orElseGet(() -> new MayNot(about));
  }

  /** The first clock is broken, or enough neighbours have the trouble. */
  private boolean holds(Transaction tx, WhistleRule rule, Case about, Instant now) {
    return rule.isAlways()
        || rule.late() && isLate(about, now)
        || rule.neighbours() > 0 && cases.reporters(tx, about).size() >= rule.neighbours();
  }

  private static boolean isLate(Case about, Instant now) {
    var responded = about.respondedAt() == null ? now : about.respondedAt();
    return responded.isAfter(about.respondBy()) || now.isAfter(about.resolveBy());
  }

  // --- staff ------------------------------------------------------------------------------------

  private WhistleResult byStaff(
      Transaction tx, Estate estate, Case about, Speaker by, String said, Instant now) {
    return switch (WhistleOrder.read(estate, said, now)) {
      case WhistleOrder.Unknown unknown ->
          new UnknownParty(about, unknown.name(), List.copyOf(estate.parties().values()));
      case WhistleOrder.Impossible impossible -> new NoSuchTime(about, impossible.time());
      case WhistleOrder.Wanted wanted ->
          called(tx, estate, about, by, wanted.parties(), wanted.arriveBy(), wanted.reason(), now);
    };
  }

  private WhistleResult called(
      Transaction tx,
      Estate estate,
      Case about,
      Speaker by,
      List<Party> named,
      Instant arriveBy,
      String reason,
      Instant now) {
    var targets = named.isEmpty() ? next(estate, about, by) : named;
    if (targets.isEmpty()) {
      return new MayNot(about);
    }
    var known = whistles.ofCase(tx, estate.id(), about.id());
    WhistleRule rule = null;
    for (var target : targets) {
      var allowed = rule(estate, about, by, target);
      if (allowed.isEmpty()) {
        return new MayNot(about, target, rules.whoCall(Level.of(target)));
      }
      var called = openAt(known, target);
      if (called.isPresent()) {
        return new CalledAlready(about, target, called.get().arriveBy());
      }
      rule = rule == null ? allowed.get() : rule;
    }
    return blown(tx, estate, about, by, rule, targets, arriveBy, reason, now);
  }

  /** Without a name: one step up from where the speaker stands. */
  private List<Party> next(Estate estate, Case about, Speaker by) {
    return by.roles().stream()
        .flatMap(role -> rules.from(level(estate, role)).stream())
        .map(rule -> partyAt(estate, rule.to()))
        .filter(party -> party != null && rule(estate, about, by, party).isPresent())
        .findFirst()
        .map(List::of)
        .orElse(List.of());
  }

  /** The rule that lets one of the speaker's roles call the party; a company calls for its own. */
  private Optional<WhistleRule> rule(Estate estate, Case about, Speaker by, Party target) {
    return by.roles().stream()
        .filter(
            role -> level(estate, role) != Level.PROPERTY || role.party().equals(about.partyId()))
        .flatMap(
            role ->
                rules.between(level(estate, role), Level.of(target)).stream()
                    .filter(rule -> rule.who().contains(role.role())))
        .findFirst();
  }

  private static Level level(Estate estate, Staff role) {
    return Level.of(estate.parties().get(role.party()));
  }

  private WhistleResult blown(
      Transaction tx,
      Estate estate,
      Case about,
      Speaker by,
      WhistleRule rule,
      List<Party> targets,
      Instant wanted,
      String reason,
      Instant now) {
    var from = WhistleCalls.heardAt(about, wanted, now);
    var answerBy = clocks.after(from, rule.respond());
    var arriveBy = wanted == null ? later(clocks.after(now, rule.arrive()), answerBy) : wanted;
    var respondBy = earlier(answerBy, arriveBy);
    var fromParty =
        rule.from() == Level.RESIDENT
            ? null
            : by.roles().stream()
                .filter(role -> level(estate, role) == rule.from())
                .map(Staff::party)
                .findFirst()
                .orElseThrow();
    var caller =
        Caller.first(rule.from(), fromParty, fromParty == null ? null : by.personId(), reason);
    for (var target : targets) {
      calls.call(tx, estate, about, target, caller, respondBy, arriveBy, now);
    }
    var actor = fromParty == null ? Actor.resident(by) : Actor.staff(by, fromParty);
    grades.note(tx, about, "whistle", actor, WhistleNotices.names(targets), now);
    notices.tellReporters(
        tx,
        about,
        rule.to() == Level.COMMITTEE ? "whistle.blown.community" : "whistle.blown",
        "no",
        about.no(),
        "parties",
        WhistleNotices.names(targets),
        "respond",
        ChinaTime.deadline(respondBy, now),
        "arrive",
        ChinaTime.deadline(arriveBy, now));
    return new Blown(about, targets, arriveBy);
  }

  /** Cases to which two parties or more were called; the oldest first. */
  public List<Long> withManyParties(Transaction tx, String estateId) {
    return whistles.withManyParties(tx, estateId);
  }

  /**
   * Where the youngest call of a case stands.
   *
   * @param parties names of those that were called with it
   */
  public record Standing(State state, String parties, Instant arriveBy) {}

  /** Looks up together of which cases {@link #standing} will be asked for. */
  public void prepareStanding(Transaction tx, Estate estate, List<Case> about) {
    whistles.prepare(tx, estate.id(), about.stream().map(Case::id).toList());
  }

  /** Empty when nobody was called, or the case is over. */
  public Optional<Standing> standing(Transaction tx, Estate estate, Case about) {
    var shown =
        whistles.ofCase(tx, estate.id(), about.id()).stream()
            .filter(w -> w.state().isOpen() || w.state() == State.ARRIVED)
            .toList();
    if (about.state().isOver() || about.state() == Case.State.DONE || shown.isEmpty()) {
      return Optional.empty();
    }
    var youngest = shown.getLast();
    var parties =
        shown.stream()
            .filter(w -> w.state() == youngest.state())
            .filter(w -> w.arriveBy().equals(youngest.arriveBy()))
            .map(w -> estate.parties().get(w.toParty()))
            .toList();
    return Optional.of(
        new Standing(youngest.state(), WhistleNotices.names(parties), youngest.arriveBy()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The first party of that level, or null. */
  static Party partyAt(Estate estate, Level level) {
    return estate.parties().values().stream()
        .filter(party -> Level.of(party) == level)
        .findFirst()
        .orElse(null);
  }

  static Optional<Whistle> openAt(List<Whistle> known, Party party) {
    return known.stream()
        .filter(w -> w.state().isOpen() && w.toParty().equals(party.id()))
        .findFirst();
  }
}
