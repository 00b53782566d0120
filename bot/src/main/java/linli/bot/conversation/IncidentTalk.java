package linli.bot.conversation;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.CasePlace;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estates;
import linli.bot.incidents.Incident;
import linli.bot.incidents.Incidents;
import linli.bot.questions.Question;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.nlp.Understanding.Issue;

/** Outages: staff announce them, residents' reports of the same trouble belong to them. */
final class IncidentTalk {

  private static final Set<String> MAY_ANNOUNCE =
      Set.of("property_manager", "customer_service", "grid_worker", "secretary");

  private final Incidents incidents;
  private final Questions questions;
  private final Estates estates;
  private final Speech speech;
  private final Texts texts;
  private final Answers answers;

  IncidentTalk(
      Incidents incidents,
      Questions questions,
      Estates estates,
      Speech speech,
      Texts texts,
      Answers answers) {
    this.incidents = incidents;
    this.questions = questions;
    this.estates = estates;
    this.speech = speech;
    this.texts = texts;
    this.answers = answers;
    incidents.onAnnounced(this::announce, this::over);
  }

  // --- 通知, 恢复 -------------------------------------------------------------------------------

  /** 通知: shows what would be said; nothing is said before the answer. */
  String preview(Turn turn, String said) {
    if (turn.speaker().roles().stream().noneMatch(r -> MAY_ANNOUNCE.contains(r.role()))) {
      answers.say(turn, "incident.not-yours");
      return "answered";
    }
    var wanted = NoticeParser.parse(turn.estate(), said, turn.now());
    if (wanted.isEmpty()) {
      answers.say(turn, "incident.form");
      return "answered";
    }
    var text = answers.text(turn, "incident.preview", "text", text(wanted.get()));
    var id =
        answers.say(
            turn, Line.of(text).with(new Button("1", "发布"), new Button("2", "不发")).asking());
    var asked =
        new Asked(
            turn.estate().id(), turn.channel(), turn.conversationId(), turn.speaker().accountId());
    questions.ask(turn.tx(), asked, Kind.NOTICE, null, 2, said, id, turn.now());
    return "asked";
  }

  /** The answer to the preview. */
  String publish(Turn turn, Question question, int digit) {
    var wanted = NoticeParser.parse(turn.estate(), question.payload(), question.askedAt());
    var late = wanted.filter(incident -> !incident.endsAt().isAfter(turn.now())).isPresent();
    if (digit == 2 || wanted.isEmpty() || late) {
      answers.say(turn, "incident.dropped");
      return "answered";
    }
    incidents.open(turn.tx(), wanted.get(), turn.speaker().personId(), turn.now());
    answers.say(turn, "incident.published");
    return "published";
  }

  /** 恢复 停水: it is over earlier than announced. */
  String restored(Turn turn, String said) {
    var type = NoticeParser.issueType(said.strip().split("\\s+")[0]);
    if (turn.speaker().roles().stream().noneMatch(r -> MAY_ANNOUNCE.contains(r.role()))) {
      answers.say(turn, "incident.not-yours");
      return "answered";
    }
    var running =
        type.map(t -> incidents.running(turn.tx(), turn.estate().id(), t, turn.now()))
            .orElse(java.util.List.of());
    if (running.isEmpty()) {
      answers.say(turn, "incident.none");
      return "answered";
    }
    running.forEach(incident -> incidents.endNow(turn.tx(), incident, turn.now()));
    answers.say(turn, "incident.closed");
    return "published";
  }

  // --- what residents report meanwhile ----------------------------------------------------------

  /** The outage that the matter belongs to, told to the person; empty when there is none. */
  Optional<String> attach(Turn turn, Issue issue, CasePlace place) {
    var building =
        place.isKnown()
            ? place.building()
            : turn.speaker().home().map(h -> h.building()).orElse(null);
    var covering =
        incidents.covering(turn.tx(), turn.estate().id(), issue.type(), building, turn.now());
    if (covering.isEmpty()) {
      return Optional.empty();
    }
    var incident = covering.get();
    incidents.attach(turn.tx(), incident, turn.speaker(), turn.now());
    var id =
        answers.alone(
            turn,
            Line.of(
                    answers.text(
                        turn,
                        "incident.attached",
                        "kind",
                        incident.kind(),
                        "reason",
                        incident.reason(),
                        "until",
                        ChinaTime.deadline(incident.endsAt(), turn.now())))
                .with(new Button("不是", "不是这个原因"))
                .asking());
    var asked =
        new Asked(
            turn.estate().id(),
            turn.channel(),
            turn.speaker().privateConversation(),
            turn.speaker().accountId());
    var payload = incident.id() + ":" + turn.text();
    questions.ask(turn.tx(), asked, Kind.INCIDENT, null, 0, payload, id, turn.now());
    return Optional.of("attached");
  }

  /** 不是这个原因: the words that were said then. */
  String otherCause(Turn turn, Question question) {
    var payload = question.payload().split(":", 2);
    questions.answer(turn.tx(), question, "other cause", turn.now());
    incidents.detach(turn.tx(), question.estateId(), Long.parseLong(payload[0]), turn.speaker());
    return payload[1];
  }

  /** The notice of an outage that the words speak of, with the time at which it was given. */
  Optional<String> notice(Turn turn) {
    return incidents.announced(turn.tx(), turn.estate().id()).stream()
        .filter(incident -> turn.text().contains(incident.kind()))
        .findFirst()
        .map(
            incident ->
                answers.text(
                    turn,
                    "rumour.notice",
                    "at",
                    ChinaTime.dayAndTime(incident.announcedAt()),
                    "text",
                    text(incident)));
  }

  // --- the groups -------------------------------------------------------------------------------

  private void announce(Transaction tx, Incident incident) {
    if (incident.endsAt().isAfter(speech.now())) { // else the service was down all the time
      tellGroups(tx, incident, text(incident));
      incidents.told(tx, incident, speech.now());
    }
  }

  private void over(Transaction tx, Incident incident) {
    if (incident.wasHeard()) {
      tellGroups(
          tx,
          incident,
          texts.of(incident.estateId()).say("incident.over", "kind", incident.kind()));
    }
    for (var felt : incidents.feltBy(tx, incident)) {
      speech.toAccount(
          tx,
          incident.estateId(),
          felt.channel(),
          felt.accountId(),
          Line.of(
              texts.of(incident.estateId()).say("incident.over.private", "kind", incident.kind())));
    }
  }

  /** The groups of the buildings; buildings without one hear it in the group of the estate. */
  private void tellGroups(Transaction tx, Incident incident, String text) {
    var estate = estates.byId(incident.estateId());
    var own =
        estate.groups().stream()
            .filter(g -> !g.isStaff() && concerns(incident, g))
            .map(ChatGroup::building)
            .collect(Collectors.toSet());
    for (var group : estate.groups()) {
      if (!group.isStaff() && (concerns(incident, group) || speaksForAll(incident, group, own))) {
        speech.toGroup(tx, estate.id(), group.channel(), group.conversation(), Line.of(text));
      }
    }
  }

  private static boolean concerns(Incident incident, ChatGroup group) {
    return group.building() != null && incident.buildings().contains(group.building());
  }

  private static boolean speaksForAll(Incident incident, ChatGroup group, Set<String> own) {
    return group.building() == null && !own.containsAll(incident.buildings())
        || group.building() == null && incident.buildings().isEmpty();
  }

  private String text(Incident incident) {
    return texts
        .of(incident.estateId())
        .say(
            "incident.text",
            "kind",
            incident.kind(),
            "where",
            where(incident),
            "from",
            ChinaTime.dayAndTime(incident.startsAt()),
            "until",
            ChinaTime.dayAndTime(incident.endsAt()),
            "reason",
            incident.reason());
  }

  private static String where(Incident incident) {
    return incident.buildings().isEmpty() ? "全小区" : PlaceResolver.list(incident.buildings()) + "号楼";
  }
}
