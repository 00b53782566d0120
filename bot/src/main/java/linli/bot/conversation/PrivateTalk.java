package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import linli.bot.conversation.Command.Verb;
import linli.bot.households.HouseholdCodes;
import linli.bot.questions.Question;
import linli.nlp.Understanding;

/**
 * The order of what is tried where somebody is alone with the bot: every message gets an answer.
 */
final class PrivateTalk {

  private final ReceptionDesk receptionDesk;
  private final ReceptionTalk receptions;
  private final VoteDoor votes;
  private final MeetingTalk meetings;
  private final WhistleTalk whistles;
  private final FreeStaffTalk freely;
  private final ResidentTalk residents;
  private final Human human;
  private final AnswerTalk answerTalk;
  private final BindingTalk bindings;
  private final ContactTalk contacts;
  private final AddressedTalk addressed;
  private final ResidentWords inOwnWords = ResidentWords.load();

  PrivateTalk(
      ReceptionDesk receptionDesk,
      ReceptionTalk receptions,
      VoteDoor votes,
      MeetingTalk meetings,
      WhistleTalk whistles,
      FreeStaffTalk freely,
      ResidentTalk residents,
      Human human,
      AnswerTalk answerTalk,
      BindingTalk bindings,
      ContactTalk contacts,
      AddressedTalk addressed) {
    this.receptionDesk = receptionDesk;
    this.receptions = receptions;
    this.votes = votes;
    this.meetings = meetings;
    this.whistles = whistles;
    this.freely = freely;
    this.residents = residents;
    this.human = human;
    this.answerTalk = answerTalk;
    this.bindings = bindings;
    this.contacts = contacts;
    this.addressed = addressed;
  }

  String answer(Turn turn, Understanding understood) {
    var open = answerTalk.open(turn);
    var vote = votes.alone(turn, open, understood);
    if (vote.isPresent()) {
      return vote.get();
    }
    var reception = receptionDesk.command(turn).or(() -> receptions.command(turn, understood));
    if (reception.isPresent()) {
      return reception.get();
    }
    var ladder = whistles.command(turn).or(() -> meetings.command(turn));
    if (ladder.isPresent()) {
      return ladder.get();
    }
    var command =
        Command.parse(turn.text(), turn.speaker().isStaff()).or(() -> inOwnWords.read(turn.text()));
    if (command.isPresent() && command.get().verb().isStaff()) {
      return freely.command(turn, command.get());
    }
    if (command.isPresent() && command.get().verb() == Verb.BACK) {
      return human.back(turn);
    }
    var digit = Wording.digit(turn.text());
    if (digit.isPresent()) {
      var asked = votes.withBallots(turn, open);
      return votes
          .whyNoBallot(turn, digit.get(), asked)
          .orElseGet(() -> answerTalk.digit(turn, digit.get(), orInGroups(turn, asked)));
    }
    var label = answerTalk.label(turn, open);
    if (label.isPresent()) {
      return label.get();
    }
    if (onlyRefused(turn)) {
      return "silent"; // why is said by Conversation
    }
    if (command.isEmpty()) {
      var phone = contacts.left(turn, understood);
      if (phone.isPresent()) {
        return phone.get();
      }
    }
    var answered = answerTalk.words(turn, orInGroups(turn, open, understood), command, understood);
    if (answered.isPresent()) {
      return answered.get();
    }
    var meant = command.filter(c -> c.verb() != Verb.SOLVED).isEmpty() ? work(turn) : NONE;
    if (meant.isPresent()) {
      return meant.get();
    }
    if (HouseholdCodes.looksLikeOne(turn.text())) {
      return bindings.code(turn, turn.text());
    }
    if (command.isPresent()) {
      return addressed.verb(turn, command.get(), understood);
    }
    return human.relay(turn).orElseGet(() -> addressed.words(turn, understood, open));
  }

  /** Where nothing here waits for a digit, what was asked among the neighbours may be meant. */
  private List<Question> orInGroups(Turn turn, List<Question> open) {
    return turn.quotesQuestion() || open.stream().anyMatch(q -> q.choices() > 0)
        ? open
        : answerTalk.askedInGroups(turn);
  }

  /** A place and nothing else answers 「在哪儿」, wherever that was asked. */
  private List<Question> orInGroups(Turn turn, List<Question> open, Understanding understood) {
    var onlyPlace = understood.issues().isEmpty() && !understood.places().isEmpty();
    return onlyPlace && open.isEmpty() ? answerTalk.askedInGroups(turn) : open;
  }

  private static final Optional<String> NONE = Optional.empty();

  /** 修好了 of somebody who works there and has reported nothing that waits for this word. */
  private Optional<String> work(Turn turn) {
    return turn.speaker().isStaff() && !residents.isAskedWhetherSolved(turn)
        ? freely.heard(turn)
        : NONE;
  }

  /** Nothing was said, and nothing that came along was kept. */
  static boolean onlyRefused(Turn turn) {
    return turn.text().isBlank()
        && !turn.received().attachments().isEmpty()
        && !turn.showsWithoutWords();
  }
}
