package linli.bot.conversation;

import java.util.stream.Collectors;
import linli.bot.cases.CaseAgenda;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.questions.Uproars;
import linli.bot.questions.Uproars.Uproar;
import linli.bot.receptions.ReceptionService;
import linli.bot.receptions.ReceptionTimes;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;
import linli.schedules.QuietHours;

/**
 * A group in uproar (journey J9): nobody is talked round and nobody is named. The group hears once
 * what is reported most and who listens when, the secretary how much anger there is and about what.
 */
final class UproarTalk {

  private static final String SECRETARY = "uproar.secretary";

  /** So far back the group hears what was reported most. */
  private static final int DAYS = 30;

  private static final int NAMED_MATTERS = 2;

  private final Uproars uproars = new Uproars();
  private final CaseAgenda agenda;
  private final ReceptionService receptions;
  private final Catalogue catalogue;
  private final Estates estates;
  private final Speech speech;
  private final Texts texts;
  private final DueWork due;

  UproarTalk(
      CaseAgenda agenda,
      ReceptionService receptions,
      Catalogue catalogue,
      Estates estates,
      Speech speech,
      Texts texts,
      DueWork due) {
    this.agenda = agenda;
    this.receptions = receptions;
    this.catalogue = catalogue;
    this.estates = estates;
    this.speech = speech;
    this.texts = texts;
    this.due = due;
  }

  void register(DueWork work) {
    work.registerByDay(SECRETARY, this::tellSecretary);
  }

  /** Counts what was said among neighbours; at night nobody hears of it before the morning. */
  void overheard(Turn turn) {
    var anger = Anger.in(turn.text());
    if (anger.isEmpty()
        || turn.group() == null
        || turn.estate().partyOfKind("property").isEmpty()) {
      return;
    }
    var uproar =
        uproars.heard(
            turn.tx(),
            turn.estate().id(),
            turn.channel(),
            turn.conversationId(),
            turn.speaker().accountId(),
            anger.get().topic(),
            turn.now());
    if (uproar.isEmpty()) {
      return;
    }
    if (QuietHours.contains(turn.now())) {
      var morning = QuietHours.after(turn.now());
      var subject = Long.toString(uproar.get().id());
      due.schedule(turn.tx(), new DueItem(turn.estate().id(), SECRETARY, subject, 0, morning));
      return;
    }
    tellGroup(turn, uproar.get());
    tellSecretary(turn.tx(), turn.estate(), uproar.get());
  }

  private void tellGroup(Turn turn, Uproar uproar) {
    var own = texts.of(turn.estate().id());
    var most = mostReported(turn.tx(), turn.estate(), uproar);
    var text = (most.isEmpty() ? "" : own.say("uproar.most", "list", most)) + reception(turn, own);
    if (!text.isEmpty()) {
      speech.toGroup(
          turn.tx(), uproar.estateId(), uproar.channel(), uproar.conversation(), Line.of(text));
    }
  }

  private String reception(Turn turn, Texts own) {
    return receptions.coming(turn.tx(), turn.estate().id(), turn.now()).stream()
        .findFirst()
        .map(
            next ->
                own.say(
                    "uproar.reception",
                    "day",
                    ReceptionTimes.day(next.heldOn()),
                    "time",
                    ReceptionTimes.clock(next.startsAt()),
                    "place",
                    next.place()))
        .orElse("");
  }

  private void tellSecretary(Transaction tx, DueItem item) {
    uproars
        .find(tx, item.estateId(), Long.parseLong(item.subject()))
        .ifPresent(uproar -> tellSecretary(tx, estates.byId(item.estateId()), uproar));
  }

  /** Numbers and topics, no names (J9). */
  private void tellSecretary(Transaction tx, Estate estate, Uproar uproar) {
    var own = texts.of(estate.id());
    var building =
        estate
            .group(uproar.channel(), uproar.conversation())
            .map(Estate.ChatGroup::building)
            .map(name -> own.say("uproar.group.building", "building", name))
            .orElseGet(() -> own.say("uproar.group.estate"));
    var most = mostReported(tx, estate, uproar);
    speech.toRole(
        tx,
        estate,
        "secretary",
        Line.of(
            own.say(
                "uproar.told",
                "group",
                building,
                "from",
                ChinaTime.clock(uproar.since()),
                "until",
                ChinaTime.clock(uproar.lastAt()),
                "lines",
                uproar.lines(),
                "topics",
                String.join("、", uproar.topics()),
                "most",
                most.isEmpty() ? "" : own.say("uproar.most", "list", most))));
  }

  private String mostReported(Transaction tx, Estate estate, Uproar uproar) {
    var since = ChinaTime.date(uproar.lastAt()).minusDays(DAYS);
    return agenda.mostReported(tx, estate.id(), since, NAMED_MATTERS).stream()
        .map(m -> catalogue.issueType(m.issueType()).name() + "(" + m.cases() + "件)")
        .collect(Collectors.joining("、"));
  }
}
