package linli.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import linli.bot.cases.Case;
import linli.bot.cases.CaseService;
import linli.bot.cases.Report;
import linli.bot.media.Attachment;
import linli.bot.media.Attachment.Refusal;
import linli.bot.media.CaseMedia;
import linli.bot.questions.Question;
import linli.bot.speech.Speech.Line;

/** Pictures and recordings that come without words, and those that could not be kept. */
final class MediaTalk {

  /** Who has just reported and sends a picture shows what was reported. */
  private static final Duration BELONGS_TO_REPORT = Duration.ofMinutes(15);

  private final CaseService cases;
  private final CaseMedia media;
  private final ResidentTalk residents;
  private final Answers answers;

  MediaTalk(CaseService cases, CaseMedia media, ResidentTalk residents, Answers answers) {
    this.cases = cases;
    this.media = media;
    this.residents = residents;
    this.answers = answers;
  }

  /** Keeps what came with the message for the sender's next words in that conversation. */
  void keepForWords(Turn turn, String conversation) {
    media.keepLoose(turn.tx(), turn.received().attachments(), turn.sent(conversation));
  }

  /**
   * Something without words: it goes to the case that was quoted or asked about, or that its sender
   * reported right before; a recording also to the only case that they have.
   *
   * @param open questions that the sender was asked here
   * @return empty when nobody can tell what it is about
   */
  Optional<String> withoutWords(Turn turn, List<Question> open) {
    if (!turn.showsWithoutWords()) {
      return Optional.empty();
    }
    if (open.stream().anyMatch(q -> q.kind() == Question.Kind.UNCLEAR) && !isVoice(turn)) {
      keepForWords(turn, turn.conversationId());
      return Optional.of("kept"); // the question has been asked
    }
    return about(turn, open).map(about -> add(turn, about));
  }

  private Optional<Case> about(Turn turn, List<Question> open) {
    if (turn.quotedCase() != null) {
      return residents.ownCase(turn, Optional.empty(), c -> !c.state().isOver());
    }
    var asked =
        open.stream()
            .filter(q -> q.kind() == Question.Kind.WHERE)
            .flatMap(q -> cases.find(turn.tx(), q.estateId(), q.caseId()).stream())
            .findFirst();
    if (asked.isPresent()) {
      return asked;
    }
    if (!turn.isPrivate()) {
      return Optional.empty(); // what somebody reported alone is nothing for the group
    }
    var own =
        cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now()).stream()
            .filter(c -> !c.state().isOver())
            .toList();
    if (isVoice(turn)) {
      return own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty();
    }
    return own.stream()
        .filter(c -> c.openedAt().isAfter(turn.now().minus(BELONGS_TO_REPORT)))
        .findFirst();
  }

  private String add(Turn turn, Case about) {
    cases.supplement(turn.tx(), turn.estate(), about, turn.report(Report.Kind.SUPPLEMENT, 0));
    var key = isVoice(turn) ? "media.voice-kept" : "media.kept";
    answers.say(turn, Line.of(answers.text(turn, key, "no", about.no())).about(about.no()));
    return "supplemented";
  }

  private static boolean isVoice(Turn turn) {
    return turn.received().attachments().stream().anyMatch(Attachment::isVoice);
  }

  /** Tells the sender, alone, what could not be kept and what to do; each reason once. */
  void explainRefused(Turn turn) {
    turn.received().attachments().stream()
        .filter(attachment -> !attachment.isKept())
        .map(attachment -> explanation(turn, attachment))
        .distinct()
        .forEach(text -> answers.alone(turn, Line.of(text)));
  }

  private String explanation(Turn turn, Attachment refused) {
    var why = refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-');
    var key = "media.refused." + why;
    if (refused.refusal() == Refusal.TOO_LARGE) {
      return answers.text(turn, key, "most", refused.kind().mostBytes() >> 20);
    }
    var what = answers.text(turn, "media.kind." + refused.kind().written());
    return answers.text(turn, key, "what", what);
  }
}
