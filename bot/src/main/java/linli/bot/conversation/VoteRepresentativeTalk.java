package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.residents.Speakers;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.OwnFlat;
import linli.bot.votes.Representatives.CoOwner;
import linli.bot.votes.Representatives.Naming;
import linli.bot.votes.Representatives.Shared;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;

/** People who own a flat together name one of them: 推举, and the others agree. */
final class VoteRepresentativeTalk {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:我们)?推举(?:代表)?[::,,\\s]+(?:(?:表决|协商)\\s*(\\d{1,4})[::,,\\s]+)?(\\p{IsHan}{1,6}?)(?:做?代表)?[。.!!]*");
  private static final String ONESELF = "我|本人|我自己|自己";

  private final VoteService votes;
  private final Questions questions;
  private final Answers answers;

  VoteRepresentativeTalk(VoteService votes, Questions questions, Answers answers) {
    this.votes = votes;
    this.questions = questions;
    this.answers = answers;
  }

  /** Whether it is such words, whoever says them. */
  static boolean isMeant(String text) {
    return NAME.matcher(text.strip()).matches();
  }

  /** Alone with the bot; empty when it is about something else. */
  Optional<String> command(Turn turn, List<Question> open) {
    var answered = inWords(turn, open);
    if (answered.isPresent()) {
      return answered;
    }
    var said = NAME.matcher(turn.text().strip());
    if (!said.matches() || turn.speaker().personId() == null) {
      return Optional.empty();
    }
    var running =
        votes.announced(turn.tx(), turn.estate().id()).stream()
            .filter(vote -> turn.now().isBefore(vote.closesAt()))
            .toList();
    if (running.isEmpty()) {
      return Optional.empty();
    }
    var no = said.group(1) == null ? null : Integer.valueOf(said.group(1));
    var own =
        running.stream()
            .filter(vote -> no == null || vote.no() == no)
            .filter(vote -> !shared(turn, vote).isEmpty())
            .toList();
    if (own.size() != 1) {
      return Optional.of(
          tell(turn, own.isEmpty() ? "vote.represent.none" : "vote.represent.which"));
    }
    return Optional.of(name(turn, own.getFirst(), said.group(2)));
  }

  /** What the speaker owns with others, where a home of his speaks for it. */
  private List<Shared> shared(Turn turn, Vote vote) {
    return votes.flats(turn.tx(), vote, turn.speaker()).isEmpty()
        ? List.of()
        : votes.representatives().of(turn.tx(), vote, turn.speaker().personId());
  }

  private String name(Turn turn, Vote vote, String name) {
    for (var flats : shared(turn, vote)) {
      var named = flats.owners().stream().filter(owner -> isMeant(turn, owner, name)).toList();
      if (named.size() == 1) {
        return ask(turn, vote, flats, named.getFirst());
      }
    }
    return tell(turn, "vote.represent.nobody", "name", name);
  }

  private static boolean isMeant(Turn turn, CoOwner owner, String name) {
    return name.matches(ONESELF)
        ? owner.personId() == turn.speaker().personId()
        : owner.name().equals(name);
  }

  // --- asked ------------------------------------------------------------------------------------

  /** Everybody else must agree, so everybody else must be there to be asked. */
  private String ask(Turn turn, Vote vote, Shared flats, CoOwner named) {
    var others =
        flats.owners().stream()
            .filter(owner -> owner.personId() != turn.speaker().personId())
            .toList();
    var accounts =
        others.stream()
            .flatMap(o -> votes.account(turn.tx(), turn.estate().id(), o.personId()).stream())
            .toList();
    if (accounts.size() < others.size()) {
      return tell(turn, "vote.represent.no-account");
    }
    var by = turn.speaker().personId();
    var naming = votes.representatives().ask(turn.tx(), vote, flats, by, named, turn.now());
    var text =
        answers.text(
            turn,
            "vote.represent.ask",
            "home",
            home(turn, vote),
            "name",
            named.name(),
            "no",
            VoteWords.no(vote),
            "title",
            VoteWords.title(vote));
    for (var i = 0; i < others.size(); i++) {
      ask(turn, naming, others.get(i), accounts.get(i), text);
    }
    return tell(turn, "vote.represent.asked", "name", named.name(), "no", VoteWords.no(vote));
  }

  private String home(Turn turn, Vote vote) {
    return votes.flats(turn.tx(), vote, turn.speaker()).stream()
        .map(OwnFlat::name)
        .collect(Collectors.joining("、"));
  }

  /** Whom somebody named before is asked about no more. */
  private void ask(Turn turn, Naming naming, CoOwner other, Account to, String text) {
    var conversation = Speakers.privateConversation(to.id());
    questions.open(turn.tx(), to.channel(), conversation, to.id(), turn.now()).stream()
        .filter(question -> question.kind() == Kind.VOTE_REPRESENTATIVE)
        .forEach(old -> questions.answer(turn.tx(), old, "replaced", turn.now()));
    votes
        .tell(
            turn.tx(),
            turn.estate().id(),
            other.personId(),
            Line.of(text).with(new Button("1", "同意"), new Button("2", "不同意")).asking())
        .ifPresent(
            message ->
                questions.ask(
                    turn.tx(),
                    new Asked(turn.estate().id(), to.channel(), conversation, to.id()),
                    Kind.VOTE_REPRESENTATIVE,
                    null,
                    2,
                    Integer.toString(naming.no()),
                    message,
                    turn.now()));
  }

  /** 同意, 不同意, where the youngest question is whether somebody shall speak. */
  private Optional<String> inWords(Turn turn, List<Question> open) {
    var said = turn.text().strip().replaceAll("[。.!!~\\s]+$", "");
    if (open.isEmpty()
        || open.getFirst().kind() != Kind.VOTE_REPRESENTATIVE
        || !said.matches("(?:不)?同意")) {
      return Optional.empty();
    }
    questions.answer(turn.tx(), open.getFirst(), "words", turn.now());
    return Optional.of(answered(turn, open.getFirst(), said.equals("同意") ? 1 : 2));
  }

  // --- answered ---------------------------------------------------------------------------------

  /** 1 agrees, 2 does not. */
  String answered(Turn turn, Question question, int digit) {
    var found =
        votes
            .representatives()
            .find(turn.tx(), question.estateId(), Integer.parseInt(question.payload()));
    var vote = found.flatMap(n -> votes.votes().find(turn.tx(), n.estateId(), n.voteId()));
    if (vote.isEmpty()
        || vote.get().state() != Vote.State.ANNOUNCED
        || !turn.now().isBefore(vote.get().closesAt())) {
      return tell(turn, "vote.represent.gone");
    }
    return answered(turn, vote.get(), found.get(), digit == 1);
  }

  private String answered(Turn turn, Vote vote, Naming naming, boolean agrees) {
    var person = turn.speaker().personId();
    var flats =
        votes.representatives().of(turn.tx(), vote, person).stream()
            .filter(shared -> shared.households().contains(naming.household()))
            .findFirst();
    if (flats.isEmpty()) {
      return tell(turn, "vote.represent.gone");
    }
    if (!agrees) {
      votes.representatives().refuse(turn.tx(), naming, turn.now());
      return tellAll(turn, vote, flats.get(), naming, "vote.represent.refused");
    }
    return votes.representatives().agree(turn.tx(), vote, naming, flats.get(), person, turn.now())
        ? tellAll(turn, vote, flats.get(), naming, "vote.represent.done")
        : tell(turn, "vote.represent.waiting");
  }

  private String tellAll(Turn turn, Vote vote, Shared flats, Naming naming, String key) {
    var name =
        flats.owners().stream()
            .filter(owner -> owner.owner().equals(naming.owner()))
            .map(CoOwner::name)
            .findFirst()
            .orElseThrow();
    var text =
        answers.text(turn, key, "home", home(turn, vote), "no", VoteWords.no(vote), "name", name);
    for (var owner : flats.owners()) {
      if (owner.personId() != turn.speaker().personId()) {
        votes.tell(turn.tx(), turn.estate().id(), owner.personId(), Line.of(text));
      }
    }
    answers.alone(turn, Line.of(text));
    return "answered";
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
