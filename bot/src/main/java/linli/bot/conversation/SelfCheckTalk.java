package linli.bot.conversation;

import linli.bot.reach.ChannelReport;

/** 自检: how the channels are, and what people in them notice of it. Staff hear it alone. */
final class SelfCheckTalk {

  private final ChannelReport report;
  private final Answers answers;

  SelfCheckTalk(ChannelReport report, Answers answers) {
    this.report = report;
    this.answers = answers;
  }

  String answer(Turn turn) {
    var channels = String.join("\n", report.paragraphs(turn.tx()));
    answers.alone(turn, "channel.check", "channels", channels);
    return "answered";
  }
}
