package linli.bot.conversation;

import linli.bot.conversation.Command.Verb;
import linli.bot.households.HouseholdCodes;
import linli.nlp.Understanding;

/**
 * The order of what is tried where somebody is alone with the bot: every message gets an answer.
 */
final class PrivateTalk {

  private final ReceptionDesk receptionDesk;
  private final ReceptionTalk receptions;
  private final VoteDoor votes;
  private final WhistleTalk whistles;
  private final StaffTalk staff;
  private final Human human;
  private final AnswerTalk answerTalk;
  private final BindingTalk bindings;
  private final AddressedTalk addressed;

  PrivateTalk(
      ReceptionDesk receptionDesk,
      ReceptionTalk receptions,
      VoteDoor votes,
      WhistleTalk whistles,
      StaffTalk staff,
      Human human,
      AnswerTalk answerTalk,
      BindingTalk bindings,
      AddressedTalk addressed) {
    this.receptionDesk = receptionDesk;
    this.receptions = receptions;
    this.votes = votes;
    this.whistles = whistles;
    this.staff = staff;
    this.human = human;
    this.answerTalk = answerTalk;
    this.bindings = bindings;
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
    var whistle = whistles.command(turn);
    if (whistle.isPresent()) {
      return whistle.get();
    }
    var command = Command.parse(turn.text(), turn.speaker().isStaff());
    if (command.isPresent() && command.get().verb().isStaff()) {
      return staff.command(turn, command.get());
    }
    if (command.isPresent() && command.get().verb() == Verb.BACK) {
      return human.back(turn);
    }
    var digit = Wording.digit(turn.text());
    if (digit.isPresent()) {
      var asked = votes.withBallots(turn, open);
      return votes
          .whyNoBallot(turn, digit.get(), asked)
          .orElseGet(() -> answerTalk.digit(turn, digit.get(), asked));
    }
    var label = answerTalk.label(turn, open);
    if (label.isPresent()) {
      return label.get();
    }
    if (onlyRefused(turn)) {
      return "silent"; // why is said by Conversation
    }
    var answered = answerTalk.words(turn, open, command, understood);
    if (answered.isPresent()) {
      return answered.get();
    }
    if (HouseholdCodes.looksLikeOne(turn.text())) {
      return bindings.code(turn, turn.text());
    }
    if (command.isPresent()) {
      return addressed.verb(turn, command.get(), understood);
    }
    return human.relay(turn).orElseGet(() -> addressed.words(turn, understood, open));
  }

  /** Nothing was said, and nothing that came along was kept. */
  static boolean onlyRefused(Turn turn) {
    return turn.text().isBlank()
        && !turn.received().attachments().isEmpty()
        && !turn.showsWithoutWords();
  }
}
