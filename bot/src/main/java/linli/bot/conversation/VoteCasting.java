package linli.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import linli.bot.questions.Question;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.CastResult;
import linli.bot.votes.NewBallot;
import linli.bot.votes.OwnFlat;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Kind;

/** Casts what somebody answered, and says what became of it; or why it is no ballot. */
final class VoteCasting {

  /** So long somebody who votes too late is told so. */
  private static final Duration JUST_CLOSED = Duration.ofDays(3);

  private final VoteService votes;
  private final Questions questions;
  private final Predicate<String> isPlatform;
  private final Answers answers;

  /**
   * @param isPlatform whether the times of a channel are a platform's own
   */
  VoteCasting(
      VoteService votes, Questions questions, Predicate<String> isPlatform, Answers answers) {
    this.votes = votes;
    this.questions = questions;
    this.isPlatform = isPlatform;
    this.answers = answers;
  }

  /** The votes that are open for the speaker, and those that are of their home and of others. */
  List<Vote> open(Turn turn) {
    var sentAt = sentAt(turn);
    return votes.announced(turn.tx(), turn.estate().id()).stream()
        .filter(vote -> vote.isOpenAt(sentAt) && turn.now().isBefore(vote.endsAt()))
        .filter(vote -> isAsked(turn, vote) || votes.livesThere(vote, turn.speaker()))
        .toList();
  }

  boolean isAsked(Turn turn, Vote vote) {
    return votes.asks(turn.tx(), vote, turn.speaker());
  }

  /** By the platform's clock; where that is nobody's who can be trusted, when it arrived. */
  Instant sentAt(Turn turn) {
    var sent = turn.event().sentAt();
    return isPlatform.test(turn.channel()) && sent != null && sent.isBefore(turn.now())
        ? sent
        : turn.now();
  }

  NewBallot ballot(Turn turn, long voteId, Choice choice) {
    return new NewBallot(
        turn.estate().id(), voteId, turn.speaker().personId(), choice, sentAt(turn), turn.now());
  }

  String cast(Turn turn, Vote vote, Choice choice) {
    if (turn.speaker().personId() == null) {
      return tell(turn, "vote.unbound", "no", VoteWords.no(vote));
    }
    if (!isAsked(turn, vote)) {
      return notAsked(turn, vote);
    }
    if (hasSaid(turn, vote, choice)) {
      return tell(turn, "vote.cast.same", "choice", answers.votes(turn).choice(choice));
    }
    var result = votes.ballots().cast(turn.tx(), ballot(turn, vote.id(), choice));
    return switch (result) {
      case CastResult.Counted counted -> counted(turn, counted, choice);
      case CastResult.OwnersDiffer differ -> differ(turn, differ);
      case CastResult.NotOpenYet early ->
          tell(turn, "vote.not-yet", "no", VoteWords.no(vote), "opens", opens(vote));
      case CastResult.Closed late -> closed(turn, vote);
      case CastResult.NotAnOwner stranger -> notAsked(turn, vote);
      case CastResult.Unknown unknown -> tell(turn, "vote.unknown", "no", vote.no());
    };
  }

  /** The same once more changes nothing, while the vote is open. */
  private boolean hasSaid(Turn turn, Vote vote, Choice choice) {
    return vote.isOpenAt(sentAt(turn))
        && votes.ownAnswer(turn.tx(), vote, turn.speaker()).filter(choice::equals).isPresent();
  }

  private String counted(Turn turn, CastResult.Counted counted, Choice choice) {
    var vote = counted.vote();
    var text =
        answers.text(
            turn,
            counted.again() ? "vote.cast.again" : "vote.cast",
            "no",
            VoteWords.no(vote),
            "which",
            open(turn).size() > 1 ? VoteWords.no(vote) + "," : "",
            "choice",
            answers.votes(turn).choice(choice),
            "flats",
            flats(turn, counted),
            "receipt",
            counted.receipt(),
            "caveat",
            represented(turn, vote) + answers.votes(turn).caveat(vote));
    return receipt(turn, vote, text);
  }

  /** A ballot is taken of every co-owner, but theirs whom they named stands. */
  private String represented(Turn turn, Vote vote) {
    return votes.representatives().isAnother(turn.tx(), vote, turn.speaker().personId())
        ? answers.text(turn, "vote.cast.represented")
        : "";
  }

  private String differ(Turn turn, CastResult.OwnersDiffer differ) {
    var vote = differ.vote();
    votes.tellCoOwners(turn.tx(), vote, turn.speaker());
    return receipt(
        turn,
        vote,
        answers.text(
            turn,
            votes.flats(turn.tx(), vote, turn.speaker()).isEmpty()
                ? "vote.differ.residents"
                : "vote.differ",
            "no",
            VoteWords.no(vote),
            "receipt",
            differ.receipt()));
  }

  /** Said however much was said before, and quoting it with a digit changes the ballot. */
  private String receipt(Turn turn, Vote vote, String text) {
    note(turn, vote, answers.alone(turn, Line.of(text).asking()));
    return "voted";
  }

  private String notAsked(Turn turn, Vote vote) {
    if (vote.state() != Vote.State.ANNOUNCED || !vote.isOpenAt(sentAt(turn))) {
      return turn.now().isBefore(vote.opensAt())
          ? tell(turn, "vote.not-yet", "no", VoteWords.no(vote), "opens", opens(vote))
          : closed(turn, vote);
    }
    if (vote.matter().kind() == Kind.UNANIMOUS && owns(turn)) {
      return tell(turn, "vote.applicant", "no", VoteWords.no(vote));
    }
    if (votes.waitsForHandover(turn.tx(), vote, turn.speaker())) {
      return tell(turn, "vote.not-handed-over", "no", VoteWords.no(vote));
    }
    return votes.livesThere(vote, turn.speaker())
        ? tell(turn, "vote.owners-only", "no", VoteWords.no(vote))
        : tell(
            turn,
            turn.speaker().isBound() ? "vote.elsewhere" : "vote.unbound",
            "no",
            VoteWords.no(vote),
            "scope",
            answers.votes(turn).scope(vote.scope()));
  }

  private static boolean owns(Turn turn) {
    return turn.speaker().homes().stream().anyMatch(home -> home.relation().equals("owner"));
  }

  private String closed(Turn turn, Vote vote) {
    return tell(
        turn,
        vote.state() == Vote.State.CANCELLED ? "vote.was-cancelled" : "vote.closed",
        "no",
        VoteWords.no(vote),
        "closes",
        VoteWords.time(vote.closesAt()));
  }

  private static String opens(Vote vote) {
    return VoteWords.time(vote.opensAt());
  }

  /** 3-2-802,1人/90.00㎡; of who owns nothing and is asked in a consultation, whose answer stands. */
  private String flats(Turn turn, CastResult.Counted counted) {
    var flats = votes.flats(turn.tx(), counted.vote(), turn.speaker());
    return flats.isEmpty()
        ? answers.text(turn, "vote.cast.resident")
        : "("
            + flats.stream().map(OwnFlat::name).collect(Collectors.joining("、"))
            + ","
            + counted.receipts()
            + "人/"
            + VoteWords.area(flats.stream().mapToLong(OwnFlat::areaHundredths).sum())
            + ")";
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }

  /** This line of ours is a ballot: a digit that quotes it is for that vote. */
  void note(Turn turn, Vote vote, UUID message) {
    questions.ask(
        turn.tx(),
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId()),
        Question.Kind.VOTE,
        null,
        3,
        Long.toString(vote.id()),
        message,
        turn.now());
  }

  /** Why an answer finds no vote; empty when there is none that it could be meant for. */
  Optional<String> whyNot(Turn turn) {
    var known = votes.votes().ofEstate(turn.tx(), turn.estate().id());
    var own = known.stream().filter(vote -> votes.livesThere(vote, turn.speaker())).toList();
    for (var vote : own) {
      if (vote.state() == Vote.State.ANNOUNCED && turn.now().isBefore(vote.opensAt())) {
        return Optional.of(
            tell(turn, "vote.not-yet", "no", VoteWords.no(vote), "opens", opens(vote)));
      }
      if (isJustClosed(vote, turn.now()) || isCancelled(vote, turn.now())) {
        return Optional.of(closed(turn, vote));
      }
    }
    return known.stream()
        .filter(vote -> vote.isOpenAt(sentAt(turn)))
        .findFirst()
        .map(
            vote ->
                tell(
                    turn,
                    turn.speaker().isBound() ? "vote.elsewhere" : "vote.unbound",
                    "no",
                    VoteWords.no(vote),
                    "scope",
                    answers.votes(turn).scope(vote.scope())));
  }

  private static boolean isCancelled(Vote vote, Instant now) {
    return vote.state() == Vote.State.CANCELLED
        && vote.announcedAt() != null
        && now.isBefore(vote.closesAt());
  }

  private static boolean isJustClosed(Vote vote, Instant now) {
    var over = vote.state() == Vote.State.ANNOUNCED || vote.state() == Vote.State.COUNTED;
    return over
        && !now.isBefore(vote.closesAt())
        && now.isBefore(vote.closesAt().plus(JUST_CLOSED));
  }
}
