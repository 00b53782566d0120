package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linli.adapters.OutboundMessage.Button;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.VoteService;
import linli.bot.votes.discussion.Answer;
import linli.bot.votes.discussion.Discussion;
import linli.bot.votes.discussion.Discussions;
import linli.bot.votes.discussion.SayResult;
import linli.nlp.PersonalData;
import linli.nlp.Understanding;

/** Before a vote: 看法 and what others think of it; alone with the bot, nobody is named. */
final class DiscussionTalk {

  private static final String NAMED = "(?:话题\\s*(\\d{1,4})[::,,\\s]+)?";
  private static final Pattern SAY =
      Pattern.compile("(?:我的)?看法[::,,\\s]+" + NAMED + "(.+)", Pattern.DOTALL);
  private static final Pattern SHOW =
      Pattern.compile("(?:看|参加)?话题\\s*(\\d{1,4})?(?:怎么样了?|有哪些)?[。.!!??]*");
  private static final Pattern ANSWER =
      Pattern.compile("(?<agree>同意|赞成|认同)|(?<disagree>不同意|不赞成|反对)|(?<skip>跳过|说不好|不知道)");

  private static final Button[] BUTTONS = {
    new Button("1", "同意"), new Button("2", "不同意"), new Button("3", "跳过")
  };

  private final Discussions discussions;
  private final Questions questions;
  private final Answers answers;

  DiscussionTalk(VoteService votes, Questions questions, Answers answers) {
    this.discussions = votes.discussions();
    this.questions = questions;
    this.answers = answers;
  }

  /** Whether it is one of the words below, whoever says it. */
  static boolean isMeant(String text) {
    var said = text.strip();
    return SAY.matcher(said).matches() || SHOW.matcher(said).matches();
  }

  /**
   * Alone with the bot; empty when it is about something else, or nothing was ever talked about.
   */
  Optional<String> command(Turn turn, List<Question> open, Understanding understood) {
    var text = turn.text().strip();
    var answered = answer(turn, open, text);
    if (answered.isPresent()) {
      return answered;
    }
    if (!isMeant(text) || discussions.ofEstate(turn.tx(), turn.estate().id()).isEmpty()) {
      return Optional.empty();
    }
    var show = SHOW.matcher(text);
    if (show.matches()) {
      return Optional.of(show(turn, show));
    }
    var say = SAY.matcher(text);
    return say.matches() ? Optional.of(say(turn, say, understood)) : Optional.empty();
  }

  /** In a group nobody's view is taken: its writer is told alone. */
  Optional<String> inGroup(Turn turn) {
    var text = turn.text().strip();
    var show = SHOW.matcher(text);
    if (show.matches()) {
      return Optional.of(show(turn, show));
    }
    return SAY.matcher(text).matches()
        ? Optional.of(tell(turn, "discussion.in-private"))
        : Optional.empty();
  }

  // --- statements -------------------------------------------------------------------------------

  private String say(Turn turn, Matcher said, Understanding understood) {
    var about = one(turn, said.group(1));
    if (about.isEmpty()) {
      return whyNone(turn, said.group(1));
    }
    var words = said.group(2).strip().replaceAll("\\s+", " ");
    if (words.length() > Discussions.LONGEST || !words.equals(PersonalData.mask(words))) {
      return tell(turn, "discussion.say.bad", "most", Discussions.LONGEST);
    }
    if ("abuse".equals(understood.intent())) {
      return tell(turn, "discussion.say.abuse");
    }
    var no = about.get().no();
    var result = discussions.say(turn.tx(), about.get(), turn.speaker(), words, turn.now());
    return switch (result) {
      case SayResult.Taken taken -> tell(turn, "discussion.say.taken", "no", no);
      case SayResult.SaidBefore before -> tell(turn, "discussion.say.before", "no", no);
      case SayResult.EnoughOfYou enough ->
          tell(turn, "discussion.say.enough", "no", no, "most", enough.most());
      case SayResult.Enough full -> tell(turn, "discussion.say.full", "no", no);
    };
  }

  /** The discussion that is named, or the only one that is open where the speaker lives. */
  private Optional<Discussion> one(Turn turn, String no) {
    var own = own(turn, no);
    return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
  }

  private List<Discussion> own(Turn turn, String no) {
    return turn.speaker().personId() == null
        ? List.of()
        : discussions.ofEstate(turn.tx(), turn.estate().id()).stream()
            .filter(about -> about.isOpenAt(turn.now()))
            .filter(about -> no == null || about.no() == Integer.parseInt(no))
            .filter(about -> Discussions.buildingOf(about, turn.speaker()).isPresent())
            .toList();
  }

  private String whyNone(Turn turn, String no) {
    var own = own(turn, no);
    if (own.size() > 1) {
      return tell(turn, "discussion.which", "no", own.getFirst().no());
    }
    if (!turn.speaker().isBound()) {
      return tell(turn, "discussion.unbound");
    }
    return tell(turn, "discussion.none");
  }

  // --- what others think of it ------------------------------------------------------------------

  private String show(Turn turn, Matcher said) {
    var about = one(turn, said.group(1));
    return about.isEmpty() ? whyNone(turn, said.group(1)) : next(turn, about.get());
  }

  /** The next statement, or that there is none any more. */
  private String next(Turn turn, Discussion about) {
    openQuestions(turn)
        .forEach(passed -> questions.answer(turn.tx(), passed, "passed", turn.now()));
    var next = discussions.next(turn.tx(), about, turn.speaker());
    if (next.isEmpty()) {
      return tell(turn, "discussion.all-seen", "no", about.no(), "ends", ends(about));
    }
    var text =
        answers.text(
            turn,
            next.get().more() == 0 ? "discussion.statement.last" : "discussion.statement",
            "no",
            about.no(),
            "question",
            about.question(),
            "words",
            next.get().words(),
            "more",
            next.get().more());
    var id = answers.alone(turn, Line.of(text).with(BUTTONS).asking());
    questions.ask(
        turn.tx(),
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId()),
        Kind.STATEMENT,
        null,
        BUTTONS.length,
        about.no() + ":" + next.get().statementNo(),
        id,
        turn.now());
    return "asked";
  }

  private List<Question> openQuestions(Turn turn) {
    return questions
        .open(
            turn.tx(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId(),
            turn.now())
        .stream()
        .filter(question -> question.kind() == Kind.STATEMENT)
        .toList();
  }

  private static String ends(Discussion about) {
    return ChinaTime.dayAndTime(about.endsAt());
  }

  /** 同意, 不同意, 跳过, where the youngest question is what somebody thinks of a statement. */
  private Optional<String> answer(Turn turn, List<Question> open, String text) {
    var said = ANSWER.matcher(text.replaceAll("[。.!!~\\s]+$", ""));
    if (open.isEmpty() || open.getFirst().kind() != Kind.STATEMENT || !said.matches()) {
      return Optional.empty();
    }
    questions.answer(turn.tx(), open.getFirst(), "words", turn.now());
    var answer = said.group("agree") != null ? 1 : said.group("disagree") != null ? 2 : 3;
    return Optional.of(chosen(turn, open.getFirst(), answer));
  }

  /** 1 同意 2 不同意 3 跳过; then comes the next one. */
  String chosen(Turn turn, Question question, int digit) {
    var asked = question.payload().split(":");
    var about = one(turn, asked[0]);
    if (about.isEmpty()) {
      return whyNone(turn, asked[0]);
    }
    discussions.answer(
        turn.tx(),
        about.get(),
        Integer.parseInt(asked[1]),
        turn.speaker(),
        Answer.values()[digit - 1]);
    return next(turn, about.get());
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
