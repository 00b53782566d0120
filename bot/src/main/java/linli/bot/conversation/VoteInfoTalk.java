package linli.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.nlp.PersonalData;

/** What residents ask and say about votes: 我在名单吗, 异议, 意见, 我的票, 表决. */
final class VoteInfoTalk {

  private static final Pattern ON_ROLL =
      Pattern.compile("(?:我|我家|我们家)?(?:在不在|在|有没有在)(?:表决)?(?:名单|名册)[里上中]?(?:吗|么|吧|没有|不)?[??。]*");
  private static final Pattern OBJECTION =
      Pattern.compile("(?:我有)?异议[::,,\\s]*(.*)", Pattern.DOTALL);
  private static final Pattern OPINION = Pattern.compile("意见[::,,\\s]+(.+)", Pattern.DOTALL);
  private static final Pattern OWN = Pattern.compile("(?:查)?我的(?:选)?票[??。]*|我投了什么[??。]*");
  private static final Pattern LIST =
      Pattern.compile(
          "(?:查(?:询|一下)?)?(?:投票|(?:\\d{1,4}号)?(?:表决|协商)(?:\\d{1,4})?)(?:进度|情况|结果|列表|进展)?(?:怎么样了?|如何)?[??。]*"
              + "|有(?:什么|哪些)?(?:表决|投票)[吗么??。]*"
              + "|(?:还有)?(?:谁|哪些人|哪几[家户])还?[没未]有?投(?:票)?(?:呢|啊|吗)?[??。]*");

  /** Long ones are told to the secretary in person. */
  private static final int LONGEST = 300;

  /** What was over before is no longer listed. */
  private static final Duration RECENT = Duration.ofDays(60);

  private static final int MOST_LISTED = 5;

  private final VoteService votes;
  private final Answers answers;

  VoteInfoTalk(VoteService votes, Answers answers) {
    this.votes = votes;
    this.answers = answers;
  }

  /** Alone with the bot; empty when it is about something else. */
  Optional<String> command(Turn turn) {
    var text = turn.text().strip();
    if (ON_ROLL.matcher(text).matches()) {
      return Optional.of(onRoll(turn));
    }
    if (OWN.matcher(text).matches()) {
      return Optional.of(own(turn));
    }
    if (isList(text)) {
      return Optional.of(list(turn));
    }
    var objection = OBJECTION.matcher(text);
    if (objection.matches()) {
      return object(turn, objection.group(1).strip());
    }
    var opinion = OPINION.matcher(text);
    return opinion.matches() ? opinion(turn, opinion.group(1).strip()) : Optional.empty();
  }

  /** Whether it is one of these words, whoever says it. */
  static boolean isMeant(String text) {
    return Stream.of(ON_ROLL, OWN, LIST, OBJECTION, OPINION)
        .anyMatch(words -> words.matcher(text.strip()).matches());
  }

  static boolean isList(String text) {
    return LIST.matcher(text.strip()).matches();
  }

  /** Whether somebody asks for what is told alone only. */
  static boolean isPersonal(String text) {
    var said = text.strip();
    return ON_ROLL.matcher(said).matches() || OWN.matcher(said).matches();
  }

  // --- the roll ---------------------------------------------------------------------------------

  private String onRoll(Turn turn) {
    var announced = votes.announced(turn.tx(), turn.estate().id());
    if (announced.isEmpty()) {
      return tell(turn, "vote.none");
    }
    var lines =
        announced.stream()
            .filter(vote -> !votes.flats(turn.tx(), vote, turn.speaker()).isEmpty())
            .map(vote -> onRoll(turn, vote))
            .collect(Collectors.joining("\n"));
    if (!lines.isEmpty()) {
      answers.alone(turn, Line.of(lines));
      return "answered";
    }
    return tell(
        turn,
        turn.speaker().isBound() ? "vote.roll.not-on" : "vote.roll.unbound",
        "list",
        announced.stream()
            .map(vote -> VoteWords.no(vote) + "(" + words(turn).scope(vote.scope()) + ")")
            .collect(Collectors.joining("、")));
  }

  private String onRoll(Turn turn, Vote vote) {
    var flats = votes.flats(turn.tx(), vote, turn.speaker());
    return answers.text(
        turn,
        "vote.roll.on",
        "no",
        VoteWords.no(vote),
        "flats",
        flats.stream()
            .map(flat -> flat.name() + "," + VoteWords.area(flat.areaHundredths()))
            .collect(Collectors.joining("、")),
        "more",
        flats.size() > 1
            ? answers.text(
                turn, "vote.roll.once", "n", votes.voters(turn.tx(), vote, turn.speaker()))
            : "");
  }

  // --- objections, opinions ---------------------------------------------------------------------

  private Optional<String> object(Turn turn, String said) {
    var no = VoteWording.no(said);
    var words = VoteWording.areas(no.isPresent() ? VoteWording.withoutNo(said) : said);
    var about =
        votes.votes().ofEstate(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> no.isEmpty() || vote.no() == no.get())
            .filter(vote -> votes.livesThere(vote, turn.speaker()))
            .filter(vote -> takesObjections(turn, vote))
            .findFirst();
    if (about.isEmpty()) {
      return no.isPresent() || !votes.announced(turn.tx(), turn.estate().id()).isEmpty()
          ? Optional.of(tell(turn, "vote.objection.none"))
          : Optional.empty();
    }
    if (words.isEmpty() || words.length() > LONGEST) {
      return Optional.of(tell(turn, "vote.objection.words", "most", LONGEST));
    }
    var objection =
        votes.object(turn.tx(), turn.estate(), about.get(), turn.speaker(), words, turn.now());
    return Optional.of(
        tell(turn, "vote.objection.taken", "n", objection.no(), "no", VoteWords.no(about.get())));
  }

  /** From the announcement on, and for some days after the result. */
  private static boolean takesObjections(Turn turn, Vote vote) {
    return vote.state() == Vote.State.ANNOUNCED
        || vote.state() == Vote.State.COUNTED && turn.now().isBefore(vote.objectionsUntil());
  }

  private Optional<String> opinion(Turn turn, String said) {
    var no = VoteWording.no(said);
    var words = no.isPresent() ? VoteWording.withoutNo(said) : said;
    var about =
        votes.announced(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> no.isEmpty() || vote.no() == no.get())
            .filter(vote -> votes.livesThere(vote, turn.speaker()))
            .filter(vote -> turn.now().isBefore(vote.closesAt()))
            .findFirst();
    if (about.isEmpty()) {
      return Optional.empty();
    }
    if (words.isEmpty() || words.length() > LONGEST) {
      return Optional.of(tell(turn, "vote.objection.words", "most", LONGEST));
    }
    votes.opinion(
        turn.tx(), about.get(), turn.speaker().personId(), PersonalData.mask(words), turn.now());
    return Optional.of(tell(turn, "vote.opinion.taken", "no", VoteWords.no(about.get())));
  }

  // --- own ballots, lists -----------------------------------------------------------------------

  private String own(Turn turn) {
    var lines =
        votes.votes().ofEstate(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> vote.state() != Vote.State.DRAFT)
            .filter(vote -> isRecent(turn, vote))
            .filter(vote -> votes.asks(turn.tx(), vote, turn.speaker()))
            .map(vote -> own(turn, vote))
            .toList();
    if (lines.isEmpty()) {
      return tell(turn, "vote.own.none");
    }
    answers.alone(turn, Line.of(String.join("\n", lines)));
    return "answered";
  }

  private String own(Turn turn, Vote vote) {
    return votes
        .ownAnswer(turn.tx(), vote, turn.speaker())
        .map(
            choice ->
                answers.text(
                    turn,
                    "vote.own",
                    "no",
                    VoteWords.no(vote),
                    "choice",
                    words(turn).choice(choice)))
        .orElseGet(() -> answers.text(turn, "vote.own.not-yet", "no", VoteWords.no(vote)));
  }

  /** Who took part, never how; drafts are seen by those who may check them. */
  String list(Turn turn) {
    var staff = VoteService.mayCheck(turn.speaker().roles());
    List<Vote> shown =
        votes.votes().ofEstate(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> vote.state() != Vote.State.DRAFT || staff && turn.isPrivate())
            .filter(vote -> vote.state() != Vote.State.CANCELLED)
            .filter(vote -> isRecent(turn, vote))
            .limit(turn.isPrivate() ? MOST_LISTED : 1)
            .toList();
    if (shown.isEmpty()) {
      answers.say(turn, "vote.none");
      return "answered";
    }
    answers.say(
        turn,
        Line.of(shown.stream().map(vote -> line(turn, vote)).collect(Collectors.joining("\n"))));
    return "answered";
  }

  private String line(Turn turn, Vote vote) {
    var announced = vote.state() == Vote.State.ANNOUNCED && !turn.now().isBefore(vote.opensAt());
    return answers
        .voteCards(turn)
        .line(vote, announced ? votes.votes().participation(turn.tx(), vote) : null, turn.now());
  }

  private static boolean isRecent(Turn turn, Vote vote) {
    return turn.now().isBefore(vote.closesAt().plus(RECENT));
  }

  private VoteWords words(Turn turn) {
    return answers.votes(turn);
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
