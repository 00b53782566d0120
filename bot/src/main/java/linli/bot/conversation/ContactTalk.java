package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.cases.ContactPhones;
import linli.bot.speech.Speech.Line;
import linli.nlp.PersonalData;
import linli.nlp.Understanding;
import linli.nlp.privacy.PersonalDetail.Kind;

/** A resident leaves a number under which the people who handle a case may ring them. */
final class ContactTalk {

  /** Wants to be rung. */
  private static final Pattern RING_ME =
      Pattern.compile("联系我|(?:打|找|回)我|我的?(?:手机|电话|号码|联系方式)|给我(?:回|打|来)个?电话|(?:回|打)个?电话给我");

  /** What may stand beside a number that is said for this purpose and nothing else. */
  private static final Pattern ASIDE =
      Pattern.compile(
          "我的?|本人|手机|电话|号码?|联系方式|联系|请|让|叫|麻烦|可以|师傅|物业|他们?|打|这个|换成?|改成?|新|留|个|是|为|吧|的|了|谢谢"
              + "|[\\s\\p{Punct}:,。!、;~]");

  private static final int MOST_NAMED = 3;

  private final CaseService cases;
  private final ContactPhones phones;
  private final ResidentTalk residents;
  private final SmallTalk smallTalk;
  private final Answers answers;

  ContactTalk(
      CaseService cases,
      ContactPhones phones,
      ResidentTalk residents,
      SmallTalk smallTalk,
      Answers answers) {
    this.cases = cases;
    this.phones = phones;
    this.residents = residents;
    this.smallTalk = smallTalk;
    this.answers = answers;
  }

  /** A number that is left for a case; empty when the message is about something else. */
  Optional<String> left(Turn turn, Understanding understood) {
    if (AddressedTalk.isClear(understood)) {
      return Optional.empty();
    }
    var phone = phone(turn.text());
    return phone.map(number -> leave(turn, number));
  }

  private String leave(Turn turn, String phone) {
    var open = about(turn);
    if (open.isEmpty()) {
      answers.alone(turn, turn.isPrivate() ? "contact.about-what" : "contact.group.about-what");
      return "answered";
    }
    for (var one : open) {
      cases.leavePhone(turn.tx(), turn.estate(), one, turn.speaker(), phone, turn.now());
    }
    if (!turn.isPrivate()) {
      smallTalk.firstToday(turn, SmallTalk.PERSONAL_DATA);
    }
    answers.alone(
        turn,
        Line.of(
                answers.text(
                    turn,
                    turn.isPrivate() ? "contact.kept" : "contact.group.kept",
                    "end",
                    ContactPhones.end(phone),
                    "cases",
                    named(open)))
            .about(open.getFirst().no()));
    return "contact-kept";
  }

  private static String named(List<Case> open) {
    var some = open.stream().limit(MOST_NAMED).map(c -> "【" + c.no() + "】").toList();
    return String.join("", some) + (open.size() > MOST_NAMED ? "等" : "");
  }

  /** The case that is named or quoted, else all of one's own that are open. */
  private List<Case> about(Turn turn) {
    var number = CaseNo.in(turn.text());
    if (number.isPresent() || turn.quotedCase() != null) {
      return residents.ownCase(turn, number, c -> true).stream()
          .filter(c -> !c.state().isOver())
          .toList();
    }
    return cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now()).stream()
        .filter(c -> !c.state().isOver())
        .toList();
  }

  /** 电话删掉. */
  String takeBack(Turn turn) {
    var had = phones.takeBack(turn.tx(), turn.estate().id(), turn.speaker());
    answers.alone(turn, had ? "contact.taken-back" : "contact.none");
    return "answered";
  }

  /** The digits of a number by which its writer wants to be rung. */
  static Optional<String> phone(String text) {
    var found =
        PersonalData.find(text).stream()
            .filter(d -> d.kind() == Kind.MOBILE || d.kind() == Kind.TELEPHONE)
            .toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var last = found.getLast();
    var beside = CaseNo.removedFrom(text.substring(0, last.begin()) + text.substring(last.end()));
    if (!RING_ME.matcher(text).find() && !ASIDE.matcher(beside).replaceAll("").isEmpty()) {
      return Optional.empty();
    }
    var digits = text.substring(last.begin(), last.end()).replaceAll("\\D", "");
    return Optional.of(digits.matches("86\\d{11}") ? digits.substring(2) : digits);
  }
}
