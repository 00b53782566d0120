package linli.bot.conversation;

import java.util.List;
import java.util.Optional;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.due.DueItem;
import linli.bot.estates.Estates;
import linli.bot.questions.Handovers;
import linli.bot.questions.Questions;
import linli.bot.residents.Speakers;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.nlp.PersonalData;
import linli.schedules.QuietHours;

/** A person takes over (人工): what the resident says goes to staff, what staff answer comes back. */
final class Human {

  private static final NewCase UNCLEAR =
      new NewCase("other", "求助", "P2", null, null, CasePlace.UNKNOWN, null, null, null);

  private static final NewCase COMPLAINT =
      new NewCase("service_quality", "投诉", "P2", null, null, CasePlace.UNKNOWN, null, null, null);

  private final CaseService cases;
  private final CaseWords words;
  private final Handovers handovers;
  private final HandoverClock clock;
  private final Estates estates;
  private final Speakers speakers;
  private final Speech speech;
  private final Answers answers;
  private final Texts texts;

  Human(
      CaseService cases,
      CaseWords words,
      Handovers handovers,
      HandoverClock clock,
      Estates estates,
      Speakers speakers,
      Speech speech,
      Answers answers,
      Texts texts) {
    this.cases = cases;
    this.words = words;
    this.handovers = handovers;
    this.clock = clock;
    this.estates = estates;
    this.speakers = speakers;
    this.speech = speech;
    this.answers = answers;
    this.texts = texts;
  }

  /** Opens a case for a person to read and lets the bot be quiet in that private conversation. */
  String begin(Turn turn) {
    var others = cases.ofSpeaker(turn.tx(), turn.estate(), turn.speaker(), turn.now());
    var opened = openForPerson(turn, turn.text());
    handovers.begin(turn.tx(), turn.estate().id(), opened.id(), turn.speaker(), turn.now());
    clock.start(turn.tx(), turn.estate(), opened, others, turn.now());
    var key = QuietHours.contains(turn.now()) ? "human.opened-night" : "human.opened";
    var who = words.party(turn.estate(), opened);
    answers.alone(
        turn, Line.of(answers.text(turn, key, "who", who, "no", opened.no())).about(opened.no()));
    return "handed-over";
  }

  /** An English message: a person answers it. */
  String inEnglish(Turn turn) {
    var opened = openForPerson(turn, turn.text());
    handovers.begin(turn.tx(), turn.estate().id(), opened.id(), turn.speaker(), turn.now());
    tellStaff(turn, opened, "staff.english", "no", opened.no());
    answers.say(
        turn, Line.of(answers.text(turn, "english.opened", "no", opened.no())).about(opened.no()));
    return "handed-over";
  }

  Case openForPerson(Turn turn, String text) {
    return cases.open(
        turn.tx(), turn.estate(), UNCLEAR, turn.report(Report.Kind.REPORT, 0, text), turn.now());
  }

  /** Nobody said what was meant: 待明确, for the grid worker to ask. */
  void openUnclear(Transaction tx, DueItem item, Questions.Pending pending) {
    var estate = estates.byId(item.estateId());
    var asked = pending.asked();
    var speaker = speakers.find(tx, estate, asked.channel(), asked.accountId());
    var text = pending.question().payload();
    var report =
        new Report(
            Report.Kind.REPORT,
            speaker,
            asked.conversation(),
            !asked.conversation().equals(speaker.privateConversation()),
            pending.question().messageId(),
            0,
            PersonalData.mask(text),
            text,
            List.of(),
            item.dueAt());
    var complaint = Complaint.begunBy(text) == Complaint.COMPANY;
    var opened = cases.open(tx, estate, complaint ? COMPLAINT : UNCLEAR, report, item.dueAt());
    speech.toAccount(
        tx,
        estate.id(),
        asked.channel(),
        asked.accountId(),
        Line.of(texts.of(estate.id()).say("unclear.opened", "no", opened.no())).about(opened.no()));
  }

  /** While a person has the conversation: relays what the resident says; empty otherwise. */
  Optional<String> relay(Turn turn) {
    var running = handovers.running(turn.tx(), turn.estate().id(), turn.speaker(), turn.now());
    if (running.isEmpty()) {
      return Optional.empty();
    }
    var about = cases.find(turn.tx(), turn.estate().id(), running.get().caseId()).orElseThrow();
    cases.supplement(turn.tx(), turn.estate(), about, turn.report(Report.Kind.SUPPLEMENT, 0));
    answers.alone(turn, "human.relayed", "who", words.party(turn.estate(), about));
    return Optional.of("relayed");
  }

  /** 小邻回来. */
  String back(Turn turn) {
    handovers.end(turn.tx(), turn.estate().id(), turn.speaker(), turn.now());
    answers.alone(turn, "human.back");
    return "answered";
  }

  /** 回复 编号 话: staff answer the resident through the bot, neither seeing the other's account. */
  String answer(Turn turn, CaseNo no, String words) {
    var about = cases.find(turn.tx(), turn.estate(), no, turn.now());
    if (about.isEmpty() || words.isBlank()) {
      answers.say(turn, about.isEmpty() ? "staff.unknown" : "staff.needs-text", "no", no);
      return "answered";
    }
    if (!cases.mayReadDetails(turn.estate(), turn.speaker(), about.get())) {
      answers.say(
          turn, "staff.not-yours", "no", no, "party", this.words.party(turn.estate(), about.get()));
      return "answered";
    }
    handovers.answered(turn.tx(), turn.estate().id(), about.get().id(), turn.now());
    var title = turn.speaker().roles().getFirst().title();
    for (var reporter : cases.reporters(turn.tx(), about.get())) {
      speech.toAccount(
          turn.tx(),
          turn.estate().id(),
          reporter.channel(),
          reporter.accountId(),
          Line.of(texts.of(turn.estate().id()).say("human.reply", "who", title, "text", words))
              .about(about.get().no()));
    }
    answers.say(
        turn,
        Line.of(texts.of(turn.estate().id()).say("human.replied", "no", no))
            .about(about.get().no()));
    return "relayed";
  }

  private void tellStaff(Turn turn, Case about, String key, Object... gaps) {
    speech.toParty(
        turn.tx(),
        turn.estate(),
        turn.estate().parties().get(about.partyId()),
        Line.of(texts.of(turn.estate().id()).say(key, gaps)).about(about.no()));
  }
}
