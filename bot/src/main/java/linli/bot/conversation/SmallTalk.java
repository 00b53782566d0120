package linli.bot.conversation;

import java.util.stream.Collectors;
import linli.bot.estates.LocalNumbers;
import linli.bot.questions.SaidToday;
import linli.bot.speech.ChinaTime;

/** Greetings, thanks, abuse, and whatever else is said to the bot without a matter. */
final class SmallTalk {

  /** Topic of the advice to take a number or a room back. */
  static final String PERSONAL_DATA = "personal-data";

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
    var list =
        LocalNumbers.of(turn.estate()).stream()
            .map(known -> known.what() + known.number())
            .collect(Collectors.joining(","));
    if (list.isEmpty()) {
      answers.say(turn, "numbers.none");
    } else {
      answers.say(turn, "numbers", "list", list);
    }
    return "answered";
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
