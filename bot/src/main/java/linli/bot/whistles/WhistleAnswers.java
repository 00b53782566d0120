package linli.bot.whistles;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import linli.bot.cases.Actor;
import linli.bot.cases.Case;
import linli.bot.cases.CaseGrades;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.cases.Casework;
import linli.bot.cases.HandOver;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.residents.Speaker;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.bot.whistles.Whistle.State;
import linli.bot.whistles.WhistleCalls.Caller;
import linli.bot.whistles.WhistleResult.Arrived;
import linli.bot.whistles.WhistleResult.Decided;
import linli.bot.whistles.WhistleResult.Disputed;
import linli.bot.whistles.WhistleResult.Final;
import linli.bot.whistles.WhistleResult.MayNot;
import linli.bot.whistles.WhistleResult.NeedsAlternative;
import linli.bot.whistles.WhistleResult.NothingDisputed;
import linli.bot.whistles.WhistleResult.OwnMatter;
import linli.bot.whistles.WhistleResult.SentOn;
import linli.bot.whistles.WhistleResult.Taken;
import linli.bot.whistles.WhistleResult.UnknownCase;
import linli.bot.whistles.WhistleResult.UnknownParty;
import linli.nlp.PersonalData;

/** What those who were called answer: 接, 退, 报到; and what the community decides: 裁定. */
public final class WhistleAnswers {

  /** After so many 退 the community decides (decisions 4). */
  private static final int MOST_REFUSALS = 2;

  private final WhistleRules rules;
  private final WhistleRepository whistles;
  private final WhistleClocks clocks;
  private final WhistleCalls calls;
  private final WhistleNotices notices;
  private final CaseService cases;
  private final CaseGrades grades;

  WhistleAnswers(
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

  /** A case, and those of its whistles that the speaker answers for. */
  private record Own(Case about, List<Whistle> whistles) {}

  private Optional<Own> own(
      Transaction tx,
      Estate estate,
      CaseNo no,
      Answerer answerer,
      Predicate<Whistle> wanted,
      Instant now) {
    return cases
        .find(tx, estate, no, now)
        .filter(about -> !about.state().isOver())
        .map(
            about ->
                new Own(
                    about,
                    whistles.ofCase(tx, estate.id(), about.id()).stream()
                        .filter(wanted)
                        .filter(w -> answerer.answersFor(estate.parties().get(w.toParty())))
                        .toList()))
        .filter(own -> !own.whistles().isEmpty());
  }

  /** 接; empty when nobody called the speaker. */
  public Optional<WhistleResult> take(
      Transaction tx, Estate estate, CaseNo no, Answerer answerer, Instant now) {
    return own(tx, estate, no, answerer, w -> w.state() == State.ASKED, now)
        .map(own -> take(tx, estate, own, answerer, now));
  }

  private WhistleResult take(
      Transaction tx, Estate estate, Own own, Answerer answerer, Instant now) {
    own.whistles().forEach(w -> whistles.take(tx, w, now));
    var parties = parties(estate, own.whistles());
    grades.note(tx, own.about(), "whistle_taken", actor(answerer, own), names(parties), now);
    notices.tellReporters(
        tx,
        own.about(),
        "whistle.taken",
        "no",
        own.about().no(),
        "parties",
        names(parties),
        "arrive",
        ChinaTime.deadline(own.whistles().getFirst().arriveBy(), now));
    return new Taken(own.about());
  }

  /** 报到: they are there; words that name one of several parties mean that one. */
  public Optional<WhistleResult> arrive(
      Transaction tx, Estate estate, CaseNo no, Answerer answerer, String said, Instant now) {
    return own(
            tx,
            estate,
            no,
            answerer,
            w -> w.state() == State.ASKED || w.state() == State.TAKEN,
            now)
        .map(own -> arrive(tx, estate, meant(estate, own, said), answerer, said, now));
  }

  private static Own meant(Estate estate, Own own, String said) {
    var named =
        own.whistles().stream()
            .filter(w -> said.startsWith(estate.parties().get(w.toParty()).name()))
            .toList();
    return named.isEmpty() ? own : new Own(own.about(), named);
  }

  private WhistleResult arrive(
      Transaction tx, Estate estate, Own own, Answerer answerer, String said, Instant now) {
    var masked = said.isBlank() ? null : PersonalData.mask(said);
    own.whistles().forEach(w -> whistles.arrive(tx, w, masked, now));
    var parties = parties(estate, own.whistles());
    grades.note(tx, own.about(), "whistle_arrived", actor(answerer, own), masked, now);
    var time = ChinaTime.clock(now);
    var what = masked == null ? "" : ":" + masked;
    Object[] gaps = {"no", own.about().no(), "parties", names(parties), "time", time, "said", what};
    notices.tellReporters(tx, own.about(), "whistle.arrived", gaps);
    notices.tellBlower(
        tx, estate, own.about(), own.whistles().getFirst(), "whistle.arrived.staff", gaps);
    return new Arrived(own.about(), parties);
  }

  /** 退 应由谁 理由: the party that is named instead is called; empty when nobody called. */
  public Optional<WhistleResult> refuse(
      Transaction tx, Estate estate, CaseNo no, Answerer answerer, String said, Instant now) {
    return own(tx, estate, no, answerer, w -> w.state() == State.ASKED, now)
        .map(own -> refuse(tx, estate, own, answerer, said.strip(), now));
  }

  private WhistleResult refuse(
      Transaction tx, Estate estate, Own own, Answerer answerer, String said, Instant now) {
    var whistle = own.whistles().getFirst();
    var about = own.about();
    if (whistle.decided()) {
      return new Final(about);
    }
    var other = said.isBlank() ? Optional.<Party>empty() : HandOver.partyIn(estate, said);
    if (other.isEmpty() || other.get().id().equals(whistle.toParty())) {
      return new NeedsAlternative(about);
    }
    var refusals = whistle.refusals() + 1;
    var masked = PersonalData.mask(said);
    grades.note(tx, about, "whistle_refused", actor(answerer, own), masked, now);
    var party = estate.parties().get(whistle.toParty()).name();
    if (refusals >= MOST_REFUSALS) {
      whistles.leave(tx, whistle, State.DISPUTED, refusals, masked);
      var all = whistles.ofCase(tx, estate.id(), about.id());
      notices.askJudges(
          tx, estate, about, disputing(about, all), "whistle.decide", "no", about.no());
      notices.tellReporters(
          tx, about, "whistle.disputed", "no", about.no(), "committee", estate.committee());
      return new Disputed(about);
    }
    whistles.leave(tx, whistle, State.REFUSED, refusals, masked);
    var sentOn = next(tx, estate, about, whistle, other.get(), refusals, false, now);
    notices.tellReporters(
        tx,
        about,
        "whistle.sent-on",
        "no",
        about.no(),
        "party",
        party,
        "other",
        other.get().name(),
        "arrive",
        ChinaTime.deadline(sentOn.arriveBy(), now));
    return new SentOn(about, other.get());
  }

  /** The same call to another party, which has its own time to answer. */
  private Whistle next(
      Transaction tx,
      Estate estate,
      Case about,
      Whistle before,
      Party other,
      int refusals,
      boolean decided,
      Instant now) {
    var known = WhistleService.openAt(whistles.ofCase(tx, estate.id(), about.id()), other);
    if (known.isPresent() && !decided) {
      return known.get();
    }
    known.ifPresent(w -> whistles.leave(tx, w, State.DECIDED, w.refusals(), null));
    var rule = rules.between(before.fromLevel(), Level.of(other));
    var from = WhistleCalls.heardAt(about, null, now);
    var respondBy =
        rule.map(r -> clocks.after(from, r.respond()))
            .orElseGet(() -> from.plus(Duration.between(before.blownAt(), before.respondBy())));
    var arriveBy =
        before.arriveBy().isAfter(respondBy)
            ? before.arriveBy()
            : rule.map(r -> clocks.after(now, r.arrive()))
                .filter(respondBy::isBefore)
                .orElse(respondBy);
    var caller = Caller.of(before, decided ? 0 : refusals, decided);
    return calls.call(tx, estate, about, other, caller, respondBy, arriveBy, now);
  }

  /** 裁定: the community says whose it is, finally; nobody judges in a matter of their own. */
  public WhistleResult decide(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String said, Instant now) {
    var found = cases.find(tx, estate, no, now);
    if (found.isEmpty()) {
      return new UnknownCase(no.toString());
    }
    var about = found.get();
    var all = whistles.ofCase(tx, estate.id(), about.id());
    var disputed = all.stream().filter(w -> w.state() == State.DISPUTED).findFirst();
    if (!Casework.isCommunity(by)) {
      return new MayNot(about);
    }
    if (disputed.isEmpty() || about.state().isOver()) {
      return new NothingDisputed(about);
    }
    var party = said.isBlank() ? Optional.<Party>empty() : HandOver.partyIn(estate, said);
    if (party.isEmpty()) {
      return new UnknownParty(about, said.strip(), List.copyOf(estate.parties().values()));
    }
    var parties = disputing(about, all);
    parties.add(party.get().id());
    var own = Casework.ownInterest(estate, by, parties);
    if (own.isPresent()) {
      return new OwnMatter(about, own.get());
    }
    whistles.leave(tx, disputed.get(), State.DECIDED, disputed.get().refusals(), null);
    var decided = next(tx, estate, about, disputed.get(), party.get(), 0, true, now);
    grades.note(
        tx, about, "whistle_decided", Actor.staff(by, about.partyId()), party.get().name(), now);
    notices.tellReporters(
        tx,
        about,
        "whistle.decided",
        "no",
        about.no(),
        "committee",
        estate.committee(),
        "party",
        party.get().name(),
        "arrive",
        ChinaTime.deadline(decided.arriveBy(), now));
    return new Decided(about, party.get());
  }

  /** Whose matter it is: who has the case, and who said that it is not theirs. */
  private static Set<String> disputing(Case about, List<Whistle> all) {
    var parties =
        all.stream()
            .filter(w -> w.state() == State.REFUSED || w.state() == State.DISPUTED)
            .map(Whistle::toParty)
            .collect(Collectors.toSet());
    parties.add(about.partyId());
    return parties;
  }

  private static Actor actor(Answerer answerer, Own own) {
    return Actor.staff(answerer.by(), own.whistles().getFirst().toParty());
  }

  private static List<Party> parties(Estate estate, List<Whistle> whistles) {
    return whistles.stream().map(w -> estate.parties().get(w.toParty())).toList();
  }

  private static String names(List<Party> parties) {
    return WhistleNotices.names(parties);
  }
}
