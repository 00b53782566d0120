package linli.bot.conversation;

import linli.bot.conversation.Command.Verb;
import linli.nlp.Understander;

/** The order of what is tried in a group that reads tasks. */
final class StaffGroupTalk {

  private final MeetingTalk meetings;
  private final WhistleTalk whistles;
  private final StaffTalk staff;
  private final FreeStaffTalk freely;
  private final ResidentTalk residents;
  private final AnswerTalk answerTalk;
  private final DutyTalk duty;
  private final MediaTalk media;
  private final ReceptionDesk receptionDesk;
  private final VoteDoor votes;
  private final AddressedTalk addressed;
  private final Understander understander;

  StaffGroupTalk(
      MeetingTalk meetings,
      WhistleTalk whistles,
      StaffTalk staff,
      FreeStaffTalk freely,
      ResidentTalk residents,
      AnswerTalk answerTalk,
      DutyTalk duty,
      MediaTalk media,
      ReceptionDesk receptionDesk,
      VoteDoor votes,
      AddressedTalk addressed,
      Understander understander) {
    this.meetings = meetings;
    this.whistles = whistles;
    this.staff = staff;
    this.freely = freely;
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
    var ladder = whistles.command(turn).or(() -> meetings.command(turn));
    if (ladder.isPresent()) {
      return ladder.get();
    }
    var command = Command.parse(turn.text(), true);
    if (command.isPresent() && command.get().verb().isStaff()) {
      return freely.command(turn, command.get());
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
    var meant = freely.heard(turn);
    if (meant.isPresent()) {
      return meant.get();
    }
    if (turn.showsWithoutWords() || turn.showsElsewhere()) {
      media.keepForWords(turn, turn.conversationId()); // 办结 comes after its picture
      return "kept";
    }
    return turn.addressed() ? staff.help(turn) : "silent";
  }
}
