package linli.bot.whistles;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linli.bot.cases.Actor;
import linli.bot.cases.Case;
import linli.bot.cases.CaseGrades;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.cases.HandOver;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.estates.Estate.Staff;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.SpokenTime;
import linli.bot.store.Transaction;
import linli.bot.whistles.Whistle.State;
import linli.bot.whistles.WhistleResult.Blown;
import linli.bot.whistles.WhistleResult.CalledAlready;
import linli.bot.whistles.WhistleResult.MayNot;
import linli.bot.whistles.WhistleResult.NoSuchTime;
import linli.bot.whistles.WhistleResult.Over;
import linli.bot.whistles.WhistleResult.TooEarly;
import linli.bot.whistles.WhistleResult.UnknownCase;
import linli.bot.whistles.WhistleResult.UnknownParty;
import linli.nlp.PersonalData;
import linli.schedules.QuietHours;

/** 吹哨: somebody calls a party in. Every method works inside the caller's transaction. */
public final class WhistleService {

  private final WhistleRules rules;
  private final WhistleRepository whistles;
  private final WhistleClocks clocks;
  private final WhistleNotices notices;
  private final CaseService cases;
  private final CaseGrades grades;

  WhistleService(
      WhistleRules rules,
      WhistleRepository whistles,
      WhistleClocks clocks,
      WhistleNotices notices,
      CaseService cases,
      CaseGrades grades) {
    this.rules = rules;
    this.whistles = whistles;
    this.clocks = clocks;
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
    var first = said.strip().split("[\\s,,。::]+")[0];
    var named = new ArrayList<Party>();
    var rest = said;
    if (!first.isBlank() && !startsWithTime(first, now)) {
      var one = HandOver.partyIn(estate, first).isPresent() && first.matches("[^+、&]*");
      for (var name : one ? List.of(first) : List.of(first.split("[+、&和]"))) {
        var party = HandOver.partyIn(estate, name);
        if (party.isEmpty()) {
          return new UnknownParty(about, name, List.copyOf(estate.parties().values()));
        }
        named.add(party.get());
      }
      rest = said.strip().substring(first.length());
    }
    var time = SpokenTime.find(rest, ChinaTime.date(now));
    if (time.isPresent() && time.get() instanceof SpokenTime.Impossible impossible) {
      return new NoSuchTime(about, impossible.words());
    }
    var wanted = time.map(t -> (SpokenTime.Said) t);
    var arriveBy = wanted.map(WhistleClocks::of).orElse(null);
    if (arriveBy != null && !arriveBy.isAfter(now)) {
      return new NoSuchTime(about, ChinaTime.dayAndTime(arriveBy));
    }
    var reason = reason(wanted.map(SpokenTime.Said::rest).orElse(rest));
    return called(tx, estate, about, by, named, arriveBy, reason, now);
  }

  private static boolean startsWithTime(String first, Instant now) {
    return SpokenTime.find(first, ChinaTime.date(now)).isPresent();
  }

  private static String reason(String rest) {
    var bare = rest.replaceFirst("^[\\s,,。]*(?:之?前)?(?:到场|报到|到)?[\\s,,。]*", "").strip();
    return bare.isEmpty() ? null : PersonalData.mask(bare);
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
    var arriveBy = wanted == null ? clocks.after(now, rule.arrive()) : wanted;
    var respondBy = earlier(clocks.after(now, rule.respond()), arriveBy);
    var fromParty =
        rule.from() == Level.RESIDENT
            ? null
            : by.roles().stream()
                .filter(role -> level(estate, role) == rule.from())
                .map(Staff::party)
                .findFirst()
                .orElseThrow();
    for (var target : targets) {
      var blown =
          whistles.insert(
              tx,
              asked(
                  about,
                  rule.from(),
                  fromParty,
                  target,
                  fromParty == null ? null : by.personId(),
                  reason,
                  now,
                  respondBy,
                  arriveBy));
      clocks.watch(tx, about, blown);
      call(tx, estate, about, blown, now);
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

  /** At night only what is urgent or wanted the same night; the rest waits for the morning. */
  private void call(Transaction tx, Estate estate, Case about, Whistle blown, Instant now) {
    var wantedTonight = blown.arriveBy().isBefore(QuietHours.after(now));
    if (about.isUrgent() || wantedTonight || !QuietHours.contains(now)) {
      notices.call(tx, estate, about, blown, now);
    } else {
      clocks.callLater(tx, blown, now);
    }
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

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  static Whistle asked(
      Case about,
      Level from,
      String fromParty,
      Party target,
      Long by,
      String reason,
      Instant now,
      Instant respondBy,
      Instant arriveBy) {
    return new Whistle(
        about.estateId(),
        0,
        about.id(),
        from,
        fromParty,
        target.id(),
        by,
        reason,
        now,
        respondBy,
        arriveBy,
        State.ASKED,
        0,
        false,
        null,
        null);
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
