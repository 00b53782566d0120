package linli.bot.conversation;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import linli.bot.cases.CaseWords;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.nlp.Understanding;

/**
 * Hearsay (听说…): the bot does not judge whether it is true. What was announced or is written down
 * is quoted with its source; of anything else the community is asked to find out (journey J9).
 */
final class RumourTalk {

  private static final Pattern HEARSAY =
      Pattern.compile(
          "听说|据说|听(?:人|邻居|别人)(?:家)?(?:讲|说)|有人说|(?:都|大家)(?:在)?(?:传|说)|网[上传](?:都)?[说传]?|传言|谣言|谣传"
              + "|是不是真的|是真的[吗么]?|真的假的|是真是假");

  /** What somebody wants of the bot itself is no hearsay, however it begins. */
  private static final Set<String> CAN_BE_HEARSAY =
      Set.of("report", "consult", "chat", "unclear", "suggest", "ad", "me_too", "supplement");

  private final KnowledgeTalk knowledge;
  private final IncidentTalk incidents;
  private final Human human;
  private final CaseWords words;
  private final Answers answers;

  RumourTalk(
      KnowledgeTalk knowledge,
      IncidentTalk incidents,
      Human human,
      CaseWords words,
      Answers answers) {
    this.knowledge = knowledge;
    this.incidents = incidents;
    this.human = human;
    this.words = words;
    this.answers = answers;
  }

  /** Empty when it is no hearsay; of a place that is named it is a report. */
  Optional<String> answer(Turn turn, Understanding understood) {
    if (!HEARSAY.matcher(turn.text()).find()
        || !understood.places().isEmpty()
        || !CAN_BE_HEARSAY.contains(String.valueOf(understood.intent()))) {
      return Optional.empty();
    }
    var notice = incidents.notice(turn);
    if (notice.isPresent()) {
      answers.say(turn, Line.of(notice.get()));
      return Optional.of("answered");
    }
    return knowledge.answer(turn).or(() -> Optional.of(findOut(turn)));
  }

  private String findOut(Turn turn) {
    var opened = human.openForPerson(turn, turn.text());
    answers.say(
        turn,
        Line.of(
                answers.text(
                    turn,
                    "rumour.asked",
                    "who",
                    words.party(turn.estate(), opened),
                    "no",
                    opened.no(),
                    "respond",
                    ChinaTime.deadline(opened.respondBy(), turn.now())))
            .about(opened.no()));
    return "opened";
  }
}
