package linli.bot.conversation;

import linli.bot.conversation.Command.Verb;
import linli.nlp.Understander;

/** The order of what is tried in a group that reads tasks. */
final class StaffGroupTalk {

  private final WhistleTalk whistles;
  private final StaffTalk staff;
  private final ResidentTalk residents;
  private final AnswerTalk answerTalk;
  private final DutyTalk duty;
  private final MediaTalk media;
  private final ReceptionDesk receptionDesk;
  private final VoteDoor votes;
  private final AddressedTalk addressed;
  private final Understander understander;

  StaffGroupTalk(
      WhistleTalk whistles,
      StaffTalk staff,
      ResidentTalk residents,
      AnswerTalk answerTalk,
      DutyTalk duty,
      MediaTalk media,
      ReceptionDesk receptionDesk,
      VoteDoor votes,
      AddressedTalk addressed,
      Understander understander) {
    this.whistles = whistles;
    this.staff = staff;
    this.residents = residents;
    this.answerTalk = answerTalk;
    this.duty = duty;
    this.media = media;
    this.receptionDesk = receptionDesk;
    this.votes = votes;
    this.addressed = addressed;
    this.understander = understander;
  }

  String answer(Turn turn) {
    var atDesk = votes.inStaffGroup(turn).or(() -> receptionDesk.command(turn));
    if (atDesk.isPresent()) {
      return atDesk.get();
    }
    var whistle = whistles.command(turn);
    if (whistle.isPresent()) {
      return whistle.get();
    }
    var command = Command.parse(turn.text(), true);
    if (command.isPresent() && command.get().verb().isStaff()) {
      return staff.command(turn, command.get());
    }
    if (command.isPresent() && command.get().verb() == Verb.PROGRESS) {
      return residents.progress(turn, command.get().number(), understander.understand(""));
    }
    if (command.isPresent() && command.get().verb() == Verb.WHO_IS_ON_DUTY) {
      return duty.now(turn);
    }
    if (command.isPresent() && command.get().verb() == Verb.UNBIND) {
      return addressed.unbind(turn, command.get().words());
    }
    var digit = Wording.digit(turn.text());
    if (digit.isPresent()) {
      var open = answerTalk.open(turn);
      return open.isEmpty() ? "silent" : answerTalk.digit(turn, digit.get(), open);
    }
    var label = answerTalk.label(turn, answerTalk.open(turn));
    if (label.isPresent()) {
      return label.get();
    }
    if (turn.showsWithoutWords() || turn.showsElsewhere()) {
      media.keepForWords(turn, turn.conversationId()); // 办结 comes after its picture
      return "kept";
    }
    return turn.addressed() ? staff.help(turn) : "silent";
  }
}
