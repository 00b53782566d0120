package linli.bot.votes;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linli.bot.speech.Texts;
import linli.bot.votes.tally.Ballot;
import linli.bot.votes.tally.Ballot.Caster;
import linli.bot.votes.tally.Ballot.Origin;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Kind;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Poll;
import linli.bot.votes.tally.Result;
import linli.bot.votes.tally.Tally;

/** What is said of a vote as a whole: the draft, the notice, how many took part, the result. */
public final class VoteCards {

  /** So many digits of a check value tell two electorates apart; the page has all of them. */
  private static final int SHOWN_DIGITS = 16;

  private final Texts texts;
  private final VoteWords words;

  public VoteCards(Texts texts) {
    this.texts = texts;
    this.words = new VoteWords(texts);
  }

  /**
   * Everything that its drafter and the second person look at.
   *
   * @param unreachable owners without an account
   */
  public String draft(Vote vote, RollSummary roll, int unreachable, VoteProfile rules) {
    return texts.say(
        "vote.card.draft",
        "no",
        VoteWords.no(vote),
        "kind",
        words.kind(vote.matter().kind()),
        "matter",
        vote.matter().kind() == Kind.STATUTORY ? "·" + words.matter(vote.matter()) : "",
        "scope",
        words.scope(vote.scope()),
        "question",
        vote.question(),
        "opens",
        VoteWords.time(vote.opensAt()),
        "closes",
        VoteWords.time(vote.closesAt()),
        "roll",
        roll(roll, unreachable),
        "rule",
        rule(vote, roll) + silence(vote, rules),
        "city",
        city(vote, rules));
  }

  private String roll(RollSummary roll, int unreachable) {
    return texts.say(
            "vote.card.roll",
            "households",
            roll.households(),
            "owners",
            roll.owners(),
            "area",
            VoteWords.area(roll.areaHundredths()),
            "several",
            roll.withSeveral() == 0 ? "" : texts.say("vote.card.several", "n", roll.withSeveral()))
        + flaw("vote.card.developers", roll.developers())
        + flaw("vote.card.unreachable", unreachable)
        + flaw("vote.card.without-area", roll.withoutArea())
        + flaw("vote.card.without-owner", roll.withoutOwner())
        + flaw("vote.card.unproven", roll.unproven())
        + flaw("vote.card.without-source", roll.withoutSource());
  }

  private String flaw(String key, int n) {
    return n == 0 ? "" : texts.say(key, "n", n);
  }

  private String rule(Vote vote, RollSummary roll) {
    var threshold = words.threshold(vote);
    return switch (vote.matter().kind()) {
      case CONSULTATION, UNANIMOUS -> threshold;
      case STATUTORY, ELEVATOR ->
          texts.say(
                  "vote.card.quorum",
                  "area",
                  VoteWords.area(Participation.twoThirds(roll.areaHundredths())),
                  "owners",
                  Participation.twoThirds(roll.owners()))
              + threshold;
    };
  }

  private String silence(Vote vote, VoteProfile rules) {
    var source = rules.silenceSource();
    return vote.followsMajority() && source != null
        ? texts.say("vote.card.silence", "source", source)
        : words.silence(vote); // the estate's rules were changed since it was drafted
  }

  private String city(Vote vote, VoteProfile rules) {
    if (vote.matter().kind() == Kind.CONSULTATION) {
      return texts.say("vote.caveat.consultation");
    }
    return vote.dryRun()
        ? texts.say("vote.caveat.dry-run")
        : texts.say("vote.card.city", "notice", rules.noticeDays());
  }

  /** The public notice (公示). */
  public String notice(Vote vote) {
    return texts.say(
        "vote.notice",
        "no",
        VoteWords.no(vote),
        "scope",
        words.scope(vote.scope()),
        "kind",
        vote.matter().kind() == Kind.STATUTORY
            ? words.matter(vote.matter())
            : words.kind(vote.matter().kind()),
        "question",
        vote.question(),
        "opens",
        VoteWords.time(vote.opensAt()),
        "closes",
        VoteWords.time(vote.closesAt()),
        "hash",
        vote.electorateHash().substring(0, SHOWN_DIGITS),
        "caveat",
        words.silence(vote) + words.caveat(vote));
  }

  /** That it does not take place. */
  public String cancelled(Vote vote) {
    return texts.say(
        "vote.cancelled.group",
        "no",
        VoteWords.no(vote),
        "title",
        VoteWords.title(vote),
        "reason",
        vote.cancelReason());
  }

  /** One line for a list: how far it has come, and who took part; never how. */
  public String line(Vote vote, Participation participation, java.time.Instant now) {
    return texts.say(
        "vote.line",
        "no",
        VoteWords.no(vote),
        "scope",
        words.scope(vote.scope()),
        "title",
        VoteWords.title(vote),
        "state",
        state(vote, now),
        "part",
        participation == null ? "" : part(vote, participation));
  }

  /** How far a vote has come, as people say it. */
  public String state(Vote vote, java.time.Instant now) {
    return switch (vote.state()) {
      case DRAFT -> texts.say("vote.state.draft");
      case CANCELLED -> texts.say("vote.state.cancelled");
      case COUNTED -> texts.say("vote.state.counted");
      case ANNOUNCED ->
          now.isBefore(vote.opensAt())
              ? texts.say("vote.state.notice", "opens", VoteWords.time(vote.opensAt()))
              : now.isBefore(vote.closesAt())
                  ? texts.say("vote.state.open", "closes", VoteWords.time(vote.closesAt()))
                  : texts.say("vote.state.counting");
    };
  }

  /** How much took part, and what is missing to two thirds. */
  public String part(Vote vote, Participation so) {
    var text =
        texts.say(
            "vote.part",
            "area",
            VoteWords.percent(so.participants().area(), so.scope().area()),
            "owners",
            so.participants().owners(),
            "of",
            so.scope().owners());
    return switch (vote.matter().kind()) {
      case CONSULTATION, UNANIMOUS -> text;
      case STATUTORY, ELEVATOR ->
          so.areaMissing() == 0 && so.ownersMissing() == 0
              ? text + texts.say("vote.part.enough")
              : text
                  + texts.say(
                      "vote.part.missing",
                      "area",
                      VoteWords.area(so.areaMissing()),
                      "owners",
                      so.ownersMissing());
    };
  }

  /** The result as a text for groups; percentages are rounded down, beside their fractions. */
  public String result(Vote vote, Poll poll) {
    var result = Tally.count(poll);
    return texts.say(
        "vote.result",
        "no",
        VoteWords.no(vote),
        "scope",
        words.scope(vote.scope()),
        "question",
        vote.question(),
        "took",
        share("vote.result.took", result.participants(), result.scope()),
        "for",
        share("vote.result.for", result.inFavour(), result.participants()),
        "against",
        share("vote.result.against", result.against(), result.participants()),
        "abstain",
        share("vote.result.abstain", result.abstaining(), result.participants())
            + attributed(vote, result).map(line -> "\n" + line).orElse(""),
        "conclusion",
        conclusion(vote, result),
        "sources",
        sources(poll, result),
        "objections",
        vote.matter().kind() == Kind.CONSULTATION
            ? ""
            : texts.say("vote.result.objections", "days", vote.objectionDays()),
        "hash",
        vote.headHash().substring(0, SHOWN_DIGITS));
  }

  /** Whom silence added to the majority, apart from what was cast; empty where no rule says so. */
  public Optional<String> attributed(Vote vote, Result result) {
    if (!vote.followsMajority()) {
      return Optional.empty();
    }
    var weight = result.attributed();
    if (weight.owners() == 0) {
      return Optional.of(texts.say("vote.result.attributed.none"));
    }
    return Optional.of(
        texts.say(
            "vote.result.attributed",
            "owners",
            weight.owners(),
            "area",
            VoteWords.area(weight.area()),
            "choice",
            words.choice(leading(vote, result)),
            "cast",
            result.participants().owners() - weight.owners()));
  }

  /** Whoever leads among what was chosen leads with those who follow, too. */
  private static Choice leading(Vote vote, Result result) {
    var chosen = new EnumMap<Choice, Long>(Choice.class);
    var notChosen =
        vote.policy().invalid() == Policy.InvalidRule.AS_ABSTAIN ? result.invalidOwners() : 0;
    chosen.put(Choice.FOR, result.inFavour().owners());
    chosen.put(Choice.AGAINST, result.against().owners());
    chosen.put(Choice.ABSTAIN, result.abstaining().owners() - notChosen);
    return Collections.max(chosen.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  private String share(
      String key, linli.bot.votes.tally.Weight part, linli.bot.votes.tally.Weight whole) {
    return texts.say(
        key,
        "area",
        VoteWords.area(part.area()),
        "areaOf",
        VoteWords.area(whole.area()),
        "areaPercent",
        VoteWords.percent(part.area(), whole.area()),
        "owners",
        part.owners(),
        "ownersOf",
        whole.owners(),
        "ownersPercent",
        VoteWords.percent(part.owners(), whole.owners()));
  }

  /** Passed or not, why, and what that is worth. */
  public String conclusion(Vote vote, Result result) {
    return texts.say("vote.reason." + result.reason()) + words.caveat(vote);
  }

  /** How the ballots came in. */
  public String sources(Poll poll, Result result) {
    var ballots = poll.households().stream().flatMap(h -> h.ballots().stream()).toList();
    var voices = new HashSet<List<String>>();
    poll.households()
        .forEach(h -> h.ballots().forEach(b -> voices.add(List.of(h.id(), "" + b.by()))));
    var proxies = ballots.stream().filter(b -> b.caster() == Caster.PROXY).count();
    return texts.say(
        "vote.result.sources",
        "electronic",
        ballots.size() - proxies - count(ballots, Origin.PAPER),
        "paper",
        count(ballots, Origin.PAPER),
        "proxy",
        proxies,
        "changes",
        ballots.size() - voices.size(),
        "invalid",
        result.invalidOwners());
  }

  private static long count(List<Ballot> ballots, Origin origin) {
    return ballots.stream().filter(ballot -> ballot.origin() == origin).count();
  }
}
