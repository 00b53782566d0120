package linli.bot.conversation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import linli.bot.cases.CasePlace;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.VoteService;
import linli.bot.votes.VoteWords;
import linli.bot.votes.discussion.Discussion;
import linli.bot.votes.discussion.Discussions;
import linli.bot.votes.discussion.Statement;
import linli.bot.votes.discussion.Statement.Agreement;
import linli.bot.votes.tally.Scope;
import linli.nlp.PersonalData;

/** A secretary lets people talk before a vote: 议一议, 话题1 结果, 撤下看法 1-3, 结束话题1. */
final class DiscussionDesk {

  private static final Pattern OPEN =
      Pattern.compile("议一议(?:[::,,\\s]+(\\S+?)[::,,\\s]+(.+))?", Pattern.DOTALL);
  private static final Pattern RESULT =
      Pattern.compile("话题\\s*(\\d{1,4})\\s*(?:的?结果|情况|进展)[。.!!??]*");
  private static final Pattern HIDE =
      Pattern.compile("撤下看法\\s*(\\d{1,4})\\s*[-—–]\\s*(\\d{1,3})[。.!!]*");
  private static final Pattern STOP = Pattern.compile("结束话题\\s*(\\d{1,4})[。.!!]*");

  /** With it a line in the group still has at most 90 characters. */
  private static final int LONGEST_QUESTION = 30;

  private static final int MOST_SHOWN = 8;

  private final Discussions discussions;
  private final Answers answers;

  DiscussionDesk(VoteService votes, Answers answers) {
    this.discussions = votes.discussions();
    this.answers = answers;
  }

  /** Whether it is one of the words of this desk, whoever says it. */
  static boolean isMeant(String text) {
    var said = text.strip();
    return OPEN.matcher(said).matches()
        || RESULT.matcher(said).matches()
        || HIDE.matcher(said).matches()
        || STOP.matcher(said).matches();
  }

  /** Empty when it is about something else. */
  Optional<String> command(Turn turn) {
    var text = turn.text().strip();
    if (!isMeant(text)) {
      return Optional.empty();
    }
    if (!VoteDesk.isChief(turn) || VoteService.isOfCompany(turn.speaker().roles())) {
      return Optional.of(tell(turn, "discussion.chief-only"));
    }
    if (!turn.isPrivate()) {
      return Optional.of(tell(turn, "vote.in-private"));
    }
    var open = OPEN.matcher(text);
    if (open.matches()) {
      return Optional.of(open(turn, open));
    }
    return Optional.of(about(turn, text));
  }

  private String open(Turn turn, Matcher said) {
    var scope =
        said.group(1) == null
            ? Optional.<Scope>empty()
            : VoteWording.scope(said.group(1), turn.estate());
    if (scope.isEmpty()) {
      return tell(turn, "discussion.open.how");
    }
    var question = said.group(2).strip().replaceAll("\\s+", " ");
    if (question.length() > LONGEST_QUESTION || !question.equals(PersonalData.mask(question))) {
      return tell(turn, "discussion.open.bad", "most", LONGEST_QUESTION);
    }
    var running =
        discussions.ofEstate(turn.tx(), turn.estate().id()).stream()
            .filter(about -> about.isOpenAt(turn.now()))
            .count();
    if (running >= Discussions.MOST_OPEN) {
      return tell(turn, "discussion.open.enough", "most", Discussions.MOST_OPEN);
    }
    var opened =
        discussions.open(
            turn.tx(), turn.estate(), scope.get(), question, turn.speaker().personId(), turn.now());
    return tell(turn, "discussion.opened", "no", opened.no(), "ends", ends(opened));
  }

  private static String ends(Discussion about) {
    return ChinaTime.dayAndTime(about.endsAt());
  }

  private String about(Turn turn, String text) {
    for (var pattern : List.of(RESULT, HIDE, STOP)) {
      var said = pattern.matcher(text);
      if (said.matches()) {
        return discussions
            .find(turn.tx(), turn.estate().id(), Integer.parseInt(said.group(1)))
            .map(about -> about(turn, about, pattern, said))
            .orElseGet(() -> tell(turn, "discussion.unknown", "no", said.group(1)));
      }
    }
    throw new IllegalStateException("meant, but by no word of this desk");
  }

  private String about(Turn turn, Discussion about, Pattern pattern, Matcher said) {
    if (pattern == RESULT) {
      answers.alone(turn, Line.of(result(turn, about)));
      return "answered";
    }
    if (pattern == HIDE) {
      var hidden = discussions.hide(turn.tx(), about, Integer.parseInt(said.group(2)), turn.now());
      return tell(
          turn,
          hidden ? "discussion.hidden" : "discussion.hide.unknown",
          "no",
          about.no(),
          "n",
          said.group(2));
    }
    if (!about.isOpenAt(turn.now())) {
      return tell(turn, "discussion.over", "no", about.no());
    }
    discussions.stop(turn.tx(), about, turn.now());
    return tell(turn, "discussion.stopped", "no", about.no());
  }

  // --- the result -------------------------------------------------------------------------------

  private String result(Turn turn, Discussion about) {
    var statements =
        discussions.statements(turn.tx(), about).stream()
            .filter(statement -> !statement.hidden())
            .toList();
    var shown =
        statements.stream()
            .sorted(Comparator.comparingInt(Statement::agree).reversed())
            .limit(MOST_SHOWN)
            .map(statement -> "\n" + line(turn, statement))
            .collect(Collectors.joining());
    return answers.text(
            turn,
            about.isOpenAt(turn.now()) ? "discussion.result.open" : "discussion.result.over",
            "no",
            about.no(),
            "question",
            about.question(),
            "people",
            about.people(),
            "statements",
            about.statements(),
            "ends",
            ends(about))
        + shown
        + (statements.size() > MOST_SHOWN
            ? answers.text(turn, "discussion.result.more", "n", statements.size() - MOST_SHOWN)
            : "");
  }

  private String line(Turn turn, Statement statement) {
    var parts =
        statement.agreement().stream()
            .map(agreement -> part(turn, agreement))
            .collect(Collectors.toCollection(ArrayList::new));
    if (statement.fewer()) {
      parts.add(answers.text(turn, "discussion.result.fewer", "fewest", Statement.FEWEST));
    }
    return answers.text(
        turn,
        "discussion.result.line",
        "n",
        statement.no(),
        "words",
        statement.words(),
        "agreement",
        String.join(";", parts));
  }

  private String part(Turn turn, Agreement agreement) {
    var of = agreement.agree() + agreement.disagree();
    return answers.text(
        turn,
        "discussion.result.part",
        "where",
        agreement.building() == null
            ? answers.text(turn, "discussion.result.others")
            : CasePlace.buildingName(agreement.building()),
        "agree",
        agreement.agree(),
        "of",
        of,
        "percent",
        VoteWords.percent(agreement.agree(), of),
        "skip",
        agreement.skip());
  }

  private String tell(Turn turn, String key, Object... gaps) {
    answers.alone(turn, key, gaps);
    return "answered";
  }
}
