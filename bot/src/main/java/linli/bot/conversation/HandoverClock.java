package linli.bot.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import linli.bot.cases.Case;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.estates.LocalNumbers;
import linli.bot.questions.Handovers;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/**
 * Who asked for a person is not left alone with it: staff hear it at once, at night in the morning;
 * ten minutes without an answer, and the party is asked again, somebody above it hears of it, and
 * the resident is told the truth.
 */
final class HandoverClock {

  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final String MORNING = "handover.morning";
  private static final String UNANSWERED = "handover.unanswered";
  private static final int MOST_CASES = 3;

  private final CaseService cases;
  private final CaseWords words;
  private final Handovers handovers;
  private final Estates estates;
  private final Speech speech;
  private final Texts texts;
  private final DueWork due;

  HandoverClock(
      CaseService cases,
      CaseWords words,
      Handovers handovers,
      Estates estates,
      Speech speech,
      Texts texts,
      DueWork due) {
    this.cases = cases;
    this.words = words;
    this.handovers = handovers;
    this.estates = estates;
    this.speech = speech;
    this.texts = texts;
    this.due = due;
    due.registerByDay(MORNING, this::morning);
    due.registerByDay(UNANSWERED, this::unanswered);
  }

  /**
   * @param others what else the resident has open: the one who answers should know
   */
  void start(Transaction tx, Estate estate, Case opened, List<Case> others, Instant now) {
    if (QuietHours.contains(now)) {
      later(tx, opened, MORNING, QuietHours.after(now));
      return;
    }
    tellStaff(tx, estate, opened, others);
    later(tx, opened, UNANSWERED, QuietHours.after(now.plus(PATIENCE)));
  }

  private void later(Transaction tx, Case about, String kind, Instant at) {
    due.schedule(tx, new DueItem(about.estateId(), kind, Long.toString(about.id()), 0, at));
  }

  private void tellStaff(Transaction tx, Estate estate, Case opened, List<Case> others) {
    var numbers =
        others.stream()
            .filter(other -> other.id() != opened.id() && !other.state().isOver())
            .limit(MOST_CASES)
            .map(other -> "【" + other.no() + "】")
            .collect(Collectors.joining());
    var sentences = texts.of(estate.id());
    var known = numbers.isEmpty() ? "" : sentences.say("human.staff-knows", "list", numbers);
    var text = sentences.say("human.staff", "no", opened.no(), "known", known);
    var party = estate.parties().get(opened.partyId());
    speech.toParty(tx, estate, party, Line.of(text).about(opened.no()));
  }

  private void morning(Transaction tx, DueItem item) {
    for (var waiting : waiting(tx, item)) {
      var estate = estates.byId(item.estateId());
      tellStaff(tx, estate, waiting, List.of());
      later(tx, waiting, UNANSWERED, speech.now().plus(PATIENCE));
    }
  }

  private void unanswered(Transaction tx, DueItem item) {
    for (var waiting : waiting(tx, item)) {
      var estate = estates.byId(item.estateId());
      var sentences = texts.of(estate.id());
      var urge = Line.of(sentences.say("human.urge", "no", waiting.no())).about(waiting.no());
      speech.toParty(tx, estate, estate.parties().get(waiting.partyId()), urge);
      speech.toRole(tx, estate, above(estate, waiting), urge);
      var text =
          sentences.say(
              "human.waiting",
              "who",
              words.party(estate, waiting),
              "urgent",
              LocalNumbers.of(estate).stream()
                  .findFirst()
                  .map(n -> sentences.say("human.urgent", "what", n.what(), "number", n.number()))
                  .orElse(""));
      for (var one : cases.reporters(tx, waiting)) {
        speech.toAccount(
            tx, estate.id(), one.channel(), one.accountId(), Line.of(text).about(waiting.no()));
      }
    }
  }

  private List<Case> waiting(Transaction tx, DueItem item) {
    var caseId = Long.parseLong(item.subject());
    return handovers.isWaiting(tx, item.estateId(), caseId)
        ? cases.find(tx, item.estateId(), caseId).stream()
            .filter(about -> !about.state().isOver() && about.state() != Case.State.DONE)
            .toList()
        : List.of();
  }

  /** The grid worker watches the company, the secretary everybody else. */
  private static String above(Estate estate, Case about) {
    var party = estate.parties().get(about.partyId());
    return party.kind().equals("property") ? "grid_worker" : "secretary";
  }
}
