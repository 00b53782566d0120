package linli.bot.conversation;

import java.time.LocalDate;
import java.util.List;
import linli.adapters.OutboundMessage.Button;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.Speech.Line;
import linli.bot.votes.DraftCheck;
import linli.bot.votes.VoteProfile;
import linli.bot.votes.VoteService;
import linli.bot.votes.tally.Matter;

/** What a secretary who drafts a vote is asked, step by step. */
final class VoteSteps {

  /** The nine items of Civil Code art. 278 in their order. */
  static final List<Matter> ITEMS =
      List.of(
          Matter.RULES,
          Matter.CHARTER,
          Matter.ELECT_COMMITTEE,
          Matter.PROPERTY_MANAGER,
          Matter.USE_MAINTENANCE_FUND,
          Matter.RAISE_MAINTENANCE_FUND,
          Matter.REBUILD,
          Matter.CHANGE_COMMON_USE,
          Matter.OTHER_MAJOR);

  private final VoteService votes;
  private final Questions questions;
  private final Answers answers;

  VoteSteps(VoteService votes, Questions questions, Answers answers) {
    this.votes = votes;
    this.questions = questions;
    this.answers = answers;
  }

  /** Asks what comes next. */
  String ask(Turn turn, VoteDraft draft) {
    return switch (draft.step()) {
      case KIND -> ask(turn, draft, 4, answers.text(turn, "vote.ask.kind"));
      case MATTER -> ask(turn, draft, ITEMS.size(), answers.text(turn, "vote.ask.matter"));
      case SCOPE -> ask(turn, draft, 0, answers.text(turn, "vote.ask.scope"));
      case FLATS -> ask(turn, draft, 0, answers.text(turn, "vote.ask.flats." + draft.matter()));
      case QUESTION -> ask(turn, draft, 0, question(turn, draft));
      case OPTIONS -> ask(turn, draft, 1, answers.text(turn, "vote.ask.options"));
      case TIMES -> ask(turn, draft, 0, times(turn, draft));
      case CONFIRM -> confirm(turn, draft);
    };
  }

  private String question(Turn turn, VoteDraft draft) {
    return answers.text(
        turn, "vote.ask.question", "example", answers.text(turn, "vote.example." + draft.matter()));
  }

  private String times(Turn turn, VoteDraft draft) {
    return notice(turn, draft, "vote.ask.times", "vote.ask.times.now");
  }

  /**
   * From when on it can open.
   *
   * @param atOnce what is said of a consultation, which needs no days of notice
   */
  String notice(Turn turn, VoteDraft draft, String afterNotice, String atOnce) {
    var days = rules(turn).noticeDaysFor(matter(draft));
    return answers.text(
        turn,
        days == 0 ? atOnce : afterNotice,
        "days",
        days,
        "earliest",
        day(earliest(turn, draft)));
  }

  /** 10月25日 */
  static String day(LocalDate day) {
    return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
  }

  /** The first day on which it can open. */
  LocalDate earliest(Turn turn, VoteDraft draft) {
    return DraftCheck.earliest(rules(turn), matter(draft), turn.now());
  }

  VoteProfile rules(Turn turn) {
    return votes.rules(turn.tx(), turn.estate().id());
  }

  static Matter matter(VoteDraft draft) {
    return Matter.of(draft.matter()).orElseThrow();
  }

  private String ask(Turn turn, VoteDraft draft, int choices, String text, Button... buttons) {
    var id = answers.alone(turn, Line.of(text).with(buttons).asking());
    questions.ask(
        turn.tx(),
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId()),
        Kind.VOTE_DRAFT,
        null,
        choices,
        draft.written(),
        id,
        turn.now());
    return "asked";
  }

  private String confirm(Turn turn, VoteDraft draft) {
    var vote = votes.votes().byNo(turn.tx(), turn.estate().id(), draft.voteNo()).orElseThrow();
    return ask(
        turn,
        draft,
        2,
        votes.card(turn.tx(), vote) + answers.text(turn, "vote.card.confirm"),
        new Button("1", "公示"),
        new Button("2", "取消"));
  }
}
