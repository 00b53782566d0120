package linli.bot.meetings;

import java.time.Instant;
import java.util.ArrayList;
import linli.bot.cases.Case;
import linli.bot.cases.CaseNotices;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.estates.Estate;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/** Tells reporters, parties and the community about meetings and tasks. */
public final class MeetingNotices {

  private final MeetingRepository meetings;
  private final CaseService cases;
  private final CaseNotices notices;
  private final CaseWords words;
  private final Speech speech;
  private final Texts texts;

  MeetingNotices(
      MeetingRepository meetings,
      CaseService cases,
      CaseNotices notices,
      CaseWords words,
      Speech speech,
      Texts texts) {
    this.meetings = meetings;
    this.cases = cases;
    this.notices = notices;
    this.words = words;
    this.speech = speech;
    this.texts = texts;
  }

  /** The case is on the agenda. */
  void listed(Transaction tx, Case about, Meeting on) {
    notices.tellReporters(
        tx, about, "meeting.listed", "no", about.no(), "time", ChinaTime.dayAndTime(on.heldAt()));
  }

  /** What was decided about the case. */
  void decided(Transaction tx, Estate estate, Case about, MeetingTask task, Instant now) {
    notices.tellReporters(
        tx,
        about,
        "meeting.decided",
        "no",
        about.no(),
        "party",
        estate.parties().get(task.partyId()).name(),
        "until",
        ChinaTime.deadline(task.dueAt(), now),
        "what",
        task.what());
  }

  void task(Transaction tx, Estate estate, MeetingTask task, Instant now) {
    say(
        tx,
        estate,
        task,
        task.kind() == MeetingTask.Kind.DECISION ? "meeting.task" : "meeting.task.root",
        "n",
        task.id(),
        "what",
        task.what(),
        "until",
        ChinaTime.deadline(task.dueAt(), now));
    if (task.kind() == MeetingTask.Kind.ROOT_CAUSE) {
      toSecretary(
          tx,
          estate,
          "meeting.root-cause",
          "n",
          task.id(),
          "what",
          task.what(),
          "party",
          estate.parties().get(task.partyId()).name());
    }
  }

  void soon(Transaction tx, Estate estate, MeetingTask task, Instant now) {
    say(
        tx,
        estate,
        task,
        "meeting.task.soon",
        "n",
        task.id(),
        "what",
        task.what(),
        "until",
        ChinaTime.deadline(task.dueAt(), now));
  }

  void late(Transaction tx, Estate estate, MeetingTask task) {
    var party = estate.parties().get(task.partyId()).name();
    say(tx, estate, task, "meeting.task.late", "n", task.id(), "what", task.what());
    toSecretary(
        tx,
        estate,
        "meeting.task.late.secretary",
        "n",
        task.id(),
        "party",
        party,
        "what",
        task.what());
  }

  void taskDone(Transaction tx, Estate estate, MeetingTask task, String done) {
    toSecretary(
        tx,
        estate,
        "meeting.task.done",
        "n",
        task.id(),
        "party",
        estate.parties().get(task.partyId()).name(),
        "done",
        done);
  }

  private void say(Transaction tx, Estate estate, MeetingTask task, String key, Object... gaps) {
    speech.toParty(
        tx,
        estate,
        estate.parties().get(task.partyId()),
        Line.of(texts.of(estate.id()).say(key, gaps)));
  }

  private void toSecretary(Transaction tx, Estate estate, String key, Object... gaps) {
    speech.toRole(tx, estate, "secretary", Line.of(texts.of(estate.id()).say(key, gaps)));
  }

  /** The agenda to whoever called the meeting, else to the secretary. */
  void agenda(Transaction tx, Estate estate, Meeting of, Instant now) {
    toCaller(tx, estate, of, Line.of(agendaText(tx, estate, of, now)));
  }

  void minutesMissing(Transaction tx, Estate estate, Meeting of) {
    toCaller(
        tx,
        estate,
        of,
        Line.of(
            texts
                .of(estate.id())
                .say("meeting.minutes.missing", "time", ChinaTime.dayAndTime(of.heldAt()))));
  }

  private void toCaller(Transaction tx, Estate estate, Meeting of, Line line) {
    var caller = estate.rolesOf(of.calledBy()).stream().findFirst();
    if (caller.isPresent()) {
      speech.toStaff(tx, estate, caller.get(), line);
    } else {
      speech.toRole(tx, estate, "secretary", line);
    }
  }

  /** The agenda in words: a line for each case, then the tasks that are still open. */
  public String agendaText(Transaction tx, Estate estate, Meeting of, Instant now) {
    var own = texts.of(estate.id());
    var lines = new ArrayList<String>();
    for (var item : meetings.items(tx, of)) {
      cases
          .find(tx, estate.id(), item.caseId())
          .filter(about -> !about.state().isOver())
          .ifPresent(
              about ->
                  lines.add(
                      own.say(
                          "meeting.item." + item.reason(),
                          "no",
                          about.no(),
                          "type",
                          words.type(about),
                          "place",
                          about.place().toUnitOr("本小区"),
                          "party",
                          words.party(estate, about))));
    }
    for (var task : meetings.openTasks(tx, estate.id())) {
      lines.add(taskLine(estate, task, now));
    }
    return own.say(
        lines.isEmpty() ? "meeting.agenda.none" : "meeting.agenda",
        "time",
        ChinaTime.dayAndTime(of.heldAt()),
        "place",
        of.place() == null ? "" : "·" + of.place(),
        "n",
        lines.size(),
        "list",
        String.join("\n", lines));
  }

  /** 任务3 万家物业:更换下水管,11月27日18:00前. */
  public String taskLine(Estate estate, MeetingTask task, Instant now) {
    return texts
        .of(estate.id())
        .say(
            "meeting.item.task",
            "n",
            task.id(),
            "party",
            estate.parties().get(task.partyId()).name(),
            "what",
            task.what(),
            "until",
            ChinaTime.deadline(task.dueAt(), now));
  }
}
