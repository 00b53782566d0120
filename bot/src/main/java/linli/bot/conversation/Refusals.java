package linli.bot.conversation;

import linli.bot.cases.Case;
import linli.bot.cases.CaseWords;
import linli.bot.cases.Casework;
import linli.bot.cases.MoveResult;
import linli.bot.conversation.Command.Verb;

/** Tells staff why a verb was not possible, and what is. */
final class Refusals {

  private final CaseWords words;
  private final Answers answers;

  Refusals(CaseWords words, Answers answers) {
    this.words = words;
    this.answers = answers;
  }

  /** Says what is possible instead. */
  void explain(Turn turn, Verb verb, MoveResult result) {
    switch (result) {
      case MoveResult.Moved moved -> {}
      case MoveResult.Unknown unknown -> answers.say(turn, "staff.unknown", "no", unknown.no());
      case MoveResult.NotYours other ->
          answers.say(
              turn,
              Casework.isCommunity(turn.speaker())
                  ? "staff.not-yours.community"
                  : "staff.not-yours",
              "no",
              other.now().no(),
              "party",
              words.party(turn.estate(), other.now()));
      case MoveResult.NotNow notNow -> sayPossible(turn, verb, notNow.now());
      case MoveResult.NeedsText needs ->
          answers.say(turn, "staff.needs-text", "no", needs.now().no());
      case MoveResult.NeedsPhoto needs ->
          answers.say(
              turn, "staff.needs-photo", "no", needs.now().no(), "type", words.type(needs.now()));
      case MoveResult.NeedsReason needs ->
          answers.say(turn, "staff.needs-reason." + verb, "no", needs.now().no());
      case MoveResult.AskCommunity ask ->
          answers.say(turn, "staff.ask-community", "no", ask.now().no());
      case MoveResult.Asked asked ->
          answers.say(turn, "staff.asked", "no", asked.now().no(), "party", asked.party());
      case MoveResult.CommunityDecides ignored -> sayPossible(turn, verb, ignored.now());
      case MoveResult.NotHigher high ->
          answers.say(turn, "staff.not-higher", "no", high.now().no(), "grade", high.now().grade());
      case MoveResult.OwnMatter own -> answers.say(turn, "staff.own-matter", "party", own.party());
      case MoveResult.TooLate late -> sayPossible(turn, verb, late.now());
    }
  }

  /** A verb of staff with the number of a case, said by somebody who is none. */
  String notStaff(Turn turn, Verb verb) {
    answers.say(turn, "verb.of-staff", "verb", chinese(verb));
    return "answered";
  }

  private void sayPossible(Turn turn, Verb verb, Case about) {
    answers.say(
        turn,
        "staff.not-now",
        "no",
        about.no(),
        "state",
        answers.text(turn, "state." + about.state()),
        "verb",
        chinese(verb),
        "possible",
        answers.text(turn, "possible." + about.state()));
  }

  static String chinese(Verb verb) {
    return switch (verb) {
      case ACCEPT -> "接单";
      case ARRIVE -> "到场";
      case ON_DUTY -> "到岗";
      case DONE -> "办结";
      case SOLVE -> "解决";
      case DETAILS -> "详情";
      case ANSWER -> "回复";
      case PAUSE -> "缓";
      case TRANSFER -> "转";
      case TAKE -> "接";
      case REFUSE -> "退";
      case RETYPE -> "改类";
      case MERGE -> "合并";
      case SPLIT -> "拆分";
      case FALSE_ALARM -> "解除";
      case URGE -> "催";
      case IN_HAND -> "我的在办";
      case ON_BEHALF -> "代报";
      case NOTICE -> "通知";
      case RESTORED -> "恢复";
      case CONFIRM_BINDING -> "确认绑定";
      case REFUSE_BINDING -> "拒绝绑定";
      case REGISTER -> "登记";
      case PLACE_NAME -> "地名";
      case REPORT_IN -> "报到";
      case DECIDE -> "裁定";
      case RAISE -> "升级";
      default -> verb.name();
    };
  }
}
