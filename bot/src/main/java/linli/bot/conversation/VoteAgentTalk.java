package linli.bot.conversation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.conversation.HomeWords.Written;
import linli.bot.households.Household;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.CastResult;
import linli.bot.votes.Proxy;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.bot.votes.tally.Choice;

/** Whom owners let vote for them says how: 代投. */
final class VoteAgentTalk {

  private static final String NAMED = "(?:(?:表决|协商)\\s*(\\d{1,4})[::,,\\s]+)?";
  private static final Pattern CAST =
      Pattern.compile("代投\\s*" + NAMED + "(\\S+?)[,,\\s]+" + NAMED + "(\\S+)");
  private static final Pattern FOR_ANOTHER =
      Pattern.compile("我?(?:替|帮|代)\\S{1,6}?投(?:票|个?(?:同意|赞成|不同意|反对|弃权)|一?票)?[了吧。.!!]*");

  private final VoteService votes;
  private final VoteCasting casting;
  private final HomeWords homes;
  private final Answers answers;

  VoteAgentTalk(VoteService votes, VoteCasting casting, HomeWords homes, Answers answers) {
    this.votes = votes;
    this.casting = casting;
    this.homes = homes;
    this.answers = answers;
  }

  /** Whether it is one of these words, whoever says it. */
  static boolean isMeant(String text) {
    return Stream.of(CAST, FOR_ANOTHER).anyMatch(words -> words.matcher(text.strip()).matches());
  }

  /** Alone with the bot; empty when it is about something else. */
  Optional<String> command(Turn turn) {
    var text = turn.text().strip();
    if (!isMeant(text)
        || turn.speaker().personId() == null
        || votes.announced(turn.tx(), turn.estate().id()).isEmpty()) {
      return Optional.empty();
    }
    var cast = CAST.matcher(text);
    if (cast.matches()) {
      var no = Stream.of(cast.group(1), cast.group(3)).filter(Objects::nonNull).findFirst();
      return Optional.of(cast(turn, no.map(Integer::valueOf), cast.group(2), cast.group(4)));
    }
    return casting.open(turn).isEmpty()
        ? Optional.empty()
        : Optional.of(tell(turn, "vote.proxy.unknown"));
  }

  private String cast(Turn turn, Optional<Integer> no, String written, String said) {
    var choice = VoteWording.choice(said);
    if (choice.isEmpty() || !(homes.read(turn, written) instanceof Written.Home home)) {
      return tell(turn, "vote.proxy.how");
    }
    var mandates = mandates(turn, no, home.household());
    if (mandates.isEmpty()) {
      return tell(turn, "vote.proxy.unknown");
    }
    var sentAt = casting.sentAt(turn);
    var open = mandates.stream().filter(mandate -> mandate.vote().isOpenAt(sentAt)).toList();
    if (open.size() > 1) {
      return askWhich(turn, open, home.household(), choice.get());
    }
    var meant = open.isEmpty() ? mandates.getFirst() : open.getFirst();
    return cast(turn, meant.proxy(), home.household(), choice.get());
  }

  private record Mandate(Proxy proxy, Vote vote) {
    @Override
    public String toString() {
      return "Mandate[]";
    }
  }

  /** For whom the speaker may vote by this flat, in which votes. */
  private List<Mandate> mandates(Turn turn, Optional<Integer> no, Household home) {
    var announced =
        votes.announced(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> no.isEmpty() || vote.no() == no.get())
            .toList();
    return votes
        .proxies()
        .ofAgent(turn.tx(), turn.estate().id(), turn.speaker().personId())
        .stream()
        .flatMap(
            proxy ->
                announced.stream()
                    .filter(vote -> vote.id() == proxy.voteId())
                    .map(vote -> new Mandate(proxy, vote)))
        .filter(mandate -> votes.proxies().flat(turn.tx(), mandate.proxy()).equals(home.name()))
        .toList();
  }

  /** Nothing is counted by guess. */
  private String askWhich(Turn turn, List<Mandate> open, Household home, Choice choice) {
    return tell(
        turn,
        "vote.proxy.which-vote",
        "list",
        open.stream()
            .map(m -> VoteWords.no(m.vote()) + "(" + VoteWords.title(m.vote()) + ")")
            .collect(Collectors.joining("、")),
        "no",
        VoteWords.no(open.getFirst().vote()),
        "home",
        home.name(),
        "choice",
        answers.votes(turn).choice(choice));
  }

  private String cast(Turn turn, Proxy proxy, Household home, Choice choice) {
    var result =
        votes.ballots().castFor(turn.tx(), casting.ballot(turn, proxy.voteId(), choice), proxy);
    return switch (result) {
      case CastResult.Counted counted -> counted(turn, proxy, home, choice, counted.receipt());
      case CastResult.OwnersDiffer differ -> counted(turn, proxy, home, choice, differ.receipt());
      case CastResult.NotOpenYet early ->
          tell(
              turn,
              "vote.not-yet",
              "no",
              VoteWords.no(early.vote()),
              "opens",
              VoteWords.time(early.vote().opensAt()));
      case CastResult.Closed late ->
          tell(
              turn,
              "vote.closed",
              "no",
              VoteWords.no(late.vote()),
              "closes",
              VoteWords.time(late.vote().closesAt()));
      case CastResult.NotAnOwner ended -> tell(turn, "vote.proxy.unknown");
      case CastResult.Unknown unknown -> tell(turn, "vote.proxy.unknown");
    };
  }

  /** The owner hears that his agent voted, and can still answer himself. */
  private String counted(Turn turn, Proxy proxy, Household home, Choice choice, String receipt) {
    votes.tell(
        turn.tx(),
        turn.estate().id(),
        votes.proxies().principal(turn.tx(), proxy),
        Line.of(answers.text(turn, "vote.proxy.cast.owner", "receipt", receipt)));
    return tell(
        turn,
        "vote.proxy.cast",
        "home",
        home.name(),
        "choice",
        answers.votes(turn).choice(choice),
        "receipt",
        receipt);
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
