package linli.bot.conversation;

import java.util.List;
import linli.bot.estates.LocalNumbers;
import linli.bot.questions.SaidToday;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;

/** Greetings, thanks, abuse, and whatever else is said to the bot without a matter. */
final class SmallTalk {

  /** Topic of the advice to take a number or a room back. */
  static final String PERSONAL_DATA = "personal-data";

  /** Characters of a line in a group (decisions 2). */
  private static final int LONGEST_IN_GROUP = 90;

  private final SaidToday said;
  private final Answers answers;

  SmallTalk(SaidToday said, Answers answers) {
    this.said = said;
    this.answers = answers;
  }

  /** In a group at most once per person and day; alone every message gets an answer. */
  String chat(Turn turn) {
    if (!turn.isPrivate()) {
      return onceADay(turn, "greeting", "greeting");
    }
    answers.say(turn, chatKey(turn.text()));
    return "answered";
  }

  private static String chatKey(String text) {
    if (text.matches(".*(?:谢谢|多谢|感谢|辛苦了|thank).*")) {
      return "thanks";
    }
    return text.matches("(?i)(?:你好|您好|在吗|在不在|hi|hello).*") ? "greeting" : "private.other";
  }

  /** Abuse is answered once per person and day, with the way to a person. */
  String abuse(Turn turn) {
    return onceADay(turn, "abuse", "abuse");
  }

  private String onceADay(Turn turn, String topic, String key) {
    if (!firstToday(turn, topic)) {
      return "silent";
    }
    answers.say(turn, key);
    return "answered";
  }

  boolean firstToday(Turn turn, String topic) {
    return said.first(
        turn.tx(), turn.channel(), turn.speaker().accountId(), topic, ChinaTime.date(turn.now()));
  }

  /** The numbers that somebody dialled and found right. */
  String numbers(Turn turn) {
    var known =
        LocalNumbers.of(turn.estate()).stream().map(one -> one.what() + one.number()).toList();
    if (known.isEmpty()) {
      answers.say(turn, "numbers.none");
    } else {
      answers.say(turn, Line.of(numbers(turn, known)));
    }
    return "answered";
  }

  /** All of them to a person alone; in a group as many as fit into a line. */
  private String numbers(Turn turn, List<String> known) {
    var text = answers.text(turn, "numbers", "list", String.join(",", known));
    return known.size() > 1
            && answers.standsInGroup(turn)
            && text.codePointCount(0, text.length()) > LONGEST_IN_GROUP
        ? numbers(turn, known.subList(0, known.size() - 1))
        : text;
  }

  /** Something that other estates do on paper still: said plainly, with the way to a person. */
  String notYet(Turn turn) {
    answers.say(turn, "not-yet");
    return "answered";
  }

  String help(Turn turn) {
    answers.say(turn, "help");
    return "answered";
  }

  /** Somebody wrote a phone number into the group: tells them alone to take it back. */
  void warnAboutPersonalData(Turn turn) {
    if (firstToday(turn, PERSONAL_DATA)) {
      answers.alone(turn, "personal-data");
    }
  }
}
