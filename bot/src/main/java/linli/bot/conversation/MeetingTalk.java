package linli.bot.conversation;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNo;
import linli.bot.cases.CaseService;
import linli.bot.cases.Casework;
import linli.bot.cases.HandOver;
import linli.bot.estates.Estate.Party;
import linli.bot.meetings.Meeting;
import linli.bot.meetings.MeetingTask;
import linli.bot.meetings.Meetings;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.SpokenTime;

/** 开会 议题 纪要 决议 by the community; 任务 and 完成任务 by whoever has them. */
final class MeetingTalk {

  private static final Pattern CALL = Pattern.compile("(?:开会|召集会议)(?:[\\s::]+(.*))?");
  private static final Pattern AGENDA = Pattern.compile("议题|议程");
  private static final Pattern MINUTES = Pattern.compile("(?:会议)?纪要(?:[\\s::]+(.*))?");
  private static final Pattern DECISION = Pattern.compile("决议(?:[\\s::]+(.*))?");
  private static final Pattern TASKS = Pattern.compile("任务");
  private static final Pattern DONE = Pattern.compile("完成任务\\s*(\\d{1,9})(?:[\\s::]+(.*))?");

  private final Meetings meetings;
  private final CaseService cases;
  private final Answers answers;

  MeetingTalk(Meetings meetings, CaseService cases, Answers answers) {
    this.meetings = meetings;
    this.cases = cases;
    this.answers = answers;
  }

  /** Whether it is one of these words, whoever says it. */
  static boolean isMeant(String text) {
    return Stream.of(CALL, AGENDA, MINUTES, DECISION, TASKS, DONE)
        .anyMatch(words -> words.matcher(text.strip()).matches());
  }

  /** Empty when it is none of these words, or the speaker is no member of staff. */
  Optional<String> command(Turn turn) {
    if (!turn.speaker().isStaff()) {
      return Optional.empty();
    }
    var text = turn.text().strip();
    var done = DONE.matcher(text);
    if (done.matches()) {
      return Optional.of(done(turn, Long.parseLong(done.group(1)), orEmpty(done.group(2))));
    }
    if (TASKS.matcher(text).matches()) {
      return Optional.of(tasks(turn));
    }
    return ofCommunity(turn, text);
  }

  private Optional<String> ofCommunity(Turn turn, String text) {
    var call = CALL.matcher(text);
    var minutes = MINUTES.matcher(text);
    var decision = DECISION.matcher(text);
    var agenda = AGENDA.matcher(text).matches();
    if (!call.matches() & !minutes.matches() & !decision.matches() & !agenda) {
      return Optional.empty();
    }
    if (!Casework.isCommunity(turn.speaker())) {
      answers.say(turn, "meeting.not-yours");
    } else if (agenda) {
      agenda(turn);
    } else if (call.matches()) {
      call(turn, orEmpty(call.group(1)));
    } else if (minutes.matches()) {
      minutes(turn, orEmpty(minutes.group(1)));
    } else {
      decide(turn, orEmpty(decision.group(1)));
    }
    return Optional.of("answered");
  }

  private static String orEmpty(String words) {
    return words == null ? "" : words.strip();
  }

  // --- 开会, 议题 -------------------------------------------------------------------------------

  private void call(Turn turn, String words) {
    var said = SpokenTime.find(words, ChinaTime.date(turn.now()));
    if (said.isEmpty()) {
      answers.say(turn, "meeting.form");
      return;
    }
    if (!(said.get() instanceof SpokenTime.Said time)) {
      answers.say(
          turn, "meeting.no-such-time", "words", ((SpokenTime.Impossible) said.get()).words());
      return;
    }
    if (time.time() == null) {
      answers.say(turn, "meeting.form");
      return;
    }
    var heldAt = time.day().atTime(time.time()).atZone(ChinaTime.ZONE).toInstant();
    if (!heldAt.isAfter(turn.now())) {
      answers.say(turn, "meeting.no-such-time", "words", ChinaTime.dayAndTime(heldAt));
      return;
    }
    var sameDay =
        meetings.service().all(turn.tx(), turn.estate()).stream()
            .filter(m -> ChinaTime.date(m.heldAt()).equals(time.day()))
            .findFirst();
    if (sameDay.isPresent()) {
      answers.say(turn, "meeting.same-day", "time", ChinaTime.dayAndTime(sameDay.get().heldAt()));
      return;
    }
    var called =
        meetings
            .service()
            .call(
                turn.tx(),
                turn.estate(),
                heldAt,
                time.rest(),
                turn.speaker().personId(),
                turn.now());
    answers.alone(turn, Line.of(agendaText(turn, called)));
  }

  private void agenda(Turn turn) {
    var next = meetings.service().next(turn.tx(), turn.estate(), turn.now());
    if (next.isEmpty()) {
      answers.say(turn, "meeting.none");
    } else {
      answers.alone(turn, Line.of(agendaText(turn, next.get())));
    }
  }

  private String agendaText(Turn turn, Meeting of) {
    return meetings.notices().agendaText(turn.tx(), turn.estate(), of, turn.now());
  }

  // --- 纪要, 决议 -------------------------------------------------------------------------------

  private void minutes(Turn turn, String words) {
    var current = meetings.service().current(turn.tx(), turn.estate(), turn.now());
    if (current.isEmpty() || current.get().heldAt().isAfter(turn.now())) {
      answers.say(turn, "meeting.not-begun");
    } else if (words.isEmpty()) {
      answers.say(turn, "meeting.minutes.form");
    } else {
      meetings.service().minutes(turn.tx(), current.get(), words, turn.now());
      answers.say(
          turn, "meeting.minutes.noted", "time", ChinaTime.dayAndTime(current.get().heldAt()));
    }
  }

  private void decide(Turn turn, String words) {
    var current = meetings.service().current(turn.tx(), turn.estate(), turn.now());
    if (current.isEmpty()) {
      answers.say(turn, "meeting.none");
      return;
    }
    var number = CaseNo.in(words);
    var about = number.flatMap(no -> cases.find(turn.tx(), turn.estate(), no, turn.now()));
    if (number.isPresent() && about.isEmpty()) {
      answers.say(turn, "staff.unknown", "no", number.get());
      return;
    }
    var rest = CaseNo.removedFrom(words);
    var party = rest.isBlank() ? Optional.<Party>empty() : HandOver.partyIn(turn.estate(), rest);
    var said = SpokenTime.find(withoutFirst(rest), ChinaTime.date(turn.now()));
    if (party.isEmpty() || said.isEmpty()) {
      answers.say(turn, "meeting.decision.form");
    } else if (said.get() instanceof SpokenTime.Said time) {
      decide(turn, current.get(), about.orElse(null), party.get(), time);
    } else {
      answers.say(
          turn, "meeting.no-such-time", "words", ((SpokenTime.Impossible) said.get()).words());
    }
  }

  private static String withoutFirst(String rest) {
    return rest.strip().replaceFirst("^\\S+", "");
  }

  private void decide(Turn turn, Meeting at, Case about, Party party, SpokenTime.Said time) {
    var dueAt = endOf(time);
    var what = time.rest().replaceFirst("^[\\s,,。]*(?:之?前|以前)?[\\s,,。]*", "").strip();
    if (!dueAt.isAfter(turn.now())) {
      answers.say(turn, "meeting.no-such-time", "words", ChinaTime.dayAndTime(dueAt));
    } else if (what.isEmpty()) {
      answers.say(turn, "meeting.decision.form");
    } else {
      var task =
          meetings
              .service()
              .decide(turn.tx(), turn.estate(), at, about, party, what, dueAt, turn.now());
      answers.say(turn, "meeting.decision.noted", "n", task.id(), "party", party.name());
    }
  }

  /** A day without a time ends at midnight. */
  private static Instant endOf(SpokenTime.Said time) {
    var at =
        time.time() == null
            ? time.day().plusDays(1).atStartOfDay()
            : time.day().atTime(time.time());
    return at.atZone(ChinaTime.ZONE).toInstant();
  }

  // --- 任务 -------------------------------------------------------------------------------------

  private String tasks(Turn turn) {
    var open =
        meetings.service().openTasks(turn.tx(), turn.estate()).stream()
            .filter(task -> concerns(turn, task))
            .map(task -> meetings.notices().taskLine(turn.estate(), task, turn.now()))
            .toList();
    answers.say(
        turn,
        open.isEmpty() ? "meeting.tasks.none" : "meeting.tasks",
        "n",
        open.size(),
        "list",
        String.join("\n", open));
    return "answered";
  }

  private String done(Turn turn, long id, String words) {
    var task = meetings.service().task(turn.tx(), turn.estate(), id);
    if (task.isEmpty() || !concerns(turn, task.get())) {
      answers.say(turn, "meeting.tasks.unknown", "n", id);
    } else if (task.get().doneAt() != null) {
      answers.say(turn, "meeting.tasks.over", "n", id);
    } else if (words.isBlank()) {
      answers.say(turn, "meeting.tasks.form", "n", id);
    } else {
      meetings.service().done(turn.tx(), turn.estate(), task.get(), words, turn.now());
      answers.say(turn, "meeting.tasks.noted", "n", id);
    }
    return "answered";
  }

  /** The community sees all of them, others those of their party; 街道值守 those without a chat. */
  private static boolean concerns(Turn turn, MeetingTask task) {
    var party = turn.estate().parties().get(task.partyId());
    return Casework.isCommunity(turn.speaker())
        || turn.speaker().roles().stream().anyMatch(role -> role.party().equals(party.id()))
        || !party.reachable() && turn.speaker().hasRole("street_duty");
  }
}
