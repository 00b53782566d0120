package linli.bot.meetings;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import linli.bot.cases.Case;
import linli.bot.cases.CaseAgenda;
import linli.bot.cases.CaseService;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Party;
import linli.bot.meetings.Meeting.Item;
import linli.bot.meetings.Meeting.Reason;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.bot.whistles.WhistleService;
import linli.nlp.PersonalData;
import linli.schedules.QuietHours;
import linli.schedules.TimeLimit;
import linli.schedules.WorkCalendar;

/** What can be done with meetings. Every method works inside the caller's transaction. */
public final class MeetingService {

  /** Working days for finding out why the same happens again and again; ours. */
  private static final TimeLimit ROOT_CAUSE = TimeLimit.parse("P5WD");

  private static final LocalTime MORNING = LocalTime.of(9, 0);

  private final MeetingRepository meetings;
  private final MeetingNotices notices;
  private final CaseService cases;
  private final CaseAgenda agenda;
  private final WhistleService whistles;
  private final Supplier<WorkCalendar> calendar;
  private final DueWork due;

  MeetingService(
      MeetingRepository meetings,
      MeetingNotices notices,
      CaseService cases,
      CaseAgenda agenda,
      WhistleService whistles,
      Supplier<WorkCalendar> calendar,
      DueWork due) {
    this.meetings = meetings;
    this.notices = notices;
    this.cases = cases;
    this.agenda = agenda;
    this.whistles = whistles;
    this.calendar = calendar;
    this.due = due;
  }

  /** 开会: calls a meeting; its agenda is what hangs now, and grows until it begins. */
  public Meeting call(
      Transaction tx, Estate estate, Instant heldAt, String place, Long by, Instant now) {
    var masked = place == null || place.isBlank() ? null : PersonalData.mask(place.strip());
    var called = meetings.call(tx, estate.id(), heldAt, masked, by, now);
    fill(tx, estate, called, now);
    var morning = ChinaTime.date(heldAt).atTime(QuietHours.END).atZone(ChinaTime.ZONE).toInstant();
    if (morning.isAfter(now) && morning.isBefore(heldAt)) {
      schedule(tx, estate, MeetingTimers.MORNING, called.id(), morning);
    }
    var after = ChinaTime.date(heldAt).plusDays(1).atTime(MORNING).atZone(ChinaTime.ZONE);
    schedule(tx, estate, MeetingTimers.MINUTES, called.id(), after.toInstant());
    return called;
  }

  private void schedule(Transaction tx, Estate estate, String kind, long id, Instant at) {
    due.schedule(tx, new DueItem(estate.id(), kind, Long.toString(id), 0, at));
  }

  /** Puts on the agenda what hangs and is not there; reporters of those cases hear of it. */
  List<Item> fill(Transaction tx, Estate estate, Meeting on, Instant now) {
    agenda.overdue(tx, estate.id(), now).forEach(c -> list(tx, on, c, Reason.OVERDUE, now));
    agenda.ownerless(tx, estate.id()).forEach(c -> list(tx, on, c, Reason.OWNERLESS, now));
    for (var id : whistles.withManyParties(tx, estate.id())) {
      cases
          .find(tx, estate.id(), id)
          .filter(c -> !c.state().isOver())
          .ifPresent(c -> list(tx, on, c, Reason.MANY_PARTIES, now));
    }
    return meetings.items(tx, on);
  }

  private void list(Transaction tx, Meeting on, Case about, Reason reason, Instant now) {
    if (meetings.list(tx, on, about.id(), reason, now)) {
      notices.listed(tx, about, on);
    }
  }

  /** The next meeting, with its agenda as it is now. */
  public Optional<Meeting> next(Transaction tx, Estate estate, Instant now) {
    var next = meetings.next(tx, estate.id(), now);
    next.ifPresent(meeting -> fill(tx, estate, meeting, now));
    return next;
  }

  /** The meeting that decisions and minutes belong to: the last that began, else the next. */
  public Optional<Meeting> current(Transaction tx, Estate estate, Instant now) {
    return meetings
        .last(tx, estate.id(), now)
        .filter(last -> last.minutes() == null)
        .or(() -> meetings.next(tx, estate.id(), now))
        .or(() -> meetings.last(tx, estate.id(), now));
  }

  public Optional<Meeting> find(Transaction tx, Estate estate, long id) {
    return meetings.find(tx, estate.id(), id);
  }

  public List<Meeting> all(Transaction tx, Estate estate) {
    return meetings.all(tx, estate.id());
  }

  public List<Item> items(Transaction tx, Meeting of) {
    return meetings.items(tx, of);
  }

  public List<MeetingTask> tasks(Transaction tx, Meeting of) {
    return meetings.tasks(tx, of);
  }

  /** 纪要: what was said; writing it again replaces it. */
  public void minutes(Transaction tx, Meeting of, String words, Instant now) {
    meetings.minutes(tx, of, PersonalData.mask(words.strip()), now);
  }

  /** 决议: a task for a party until then; its people and the reporters of the case hear of it. */
  public MeetingTask decide(
      Transaction tx,
      Estate estate,
      Meeting at,
      Case about,
      Party party,
      String what,
      Instant dueAt,
      Instant now) {
    var task =
        add(
            tx,
            estate,
            new MeetingTask(
                estate.id(),
                0,
                MeetingTask.Kind.DECISION,
                at.id(),
                about == null ? null : about.id(),
                null,
                null,
                party.id(),
                PersonalData.mask(what.strip()),
                dueAt,
                null,
                null),
            now);
    var made = task.orElseThrow();
    if (about != null) {
      notices.decided(tx, estate, about, made, now);
    }
    return made;
  }

  private Optional<MeetingTask> add(Transaction tx, Estate estate, MeetingTask task, Instant now) {
    var added = meetings.add(tx, task, now);
    added.ifPresent(
        made -> {
          notices.task(tx, estate, made, now);
          var warning = yellow(made, now);
          warning.ifPresent(at -> schedule(tx, estate, MeetingTimers.TASK_SOON, made.id(), at));
          schedule(tx, estate, MeetingTimers.TASK_LATE, made.id(), QuietHours.after(made.dueAt()));
        });
    return added;
  }

  /** One working day before the deadline, in the morning (case_states, warnings). */
  private Optional<Instant> yellow(MeetingTask task, Instant now) {
    var day = ChinaTime.date(task.dueAt().minusSeconds(1)).minusDays(1);
    while (!calendar.get().isWorkingDay(day)) {
      day = day.minusDays(1);
    }
    var at = day.atTime(MORNING).atZone(ChinaTime.ZONE).toInstant();
    return at.isAfter(now) ? Optional.of(at) : Optional.empty();
  }

  /** The same happened too often in one building: somebody has to find out why. */
  void rootCause(
      Transaction tx,
      Estate estate,
      String building,
      String issueType,
      String what,
      String partyId,
      Instant now) {
    add(
        tx,
        estate,
        new MeetingTask(
            estate.id(),
            0,
            MeetingTask.Kind.ROOT_CAUSE,
            null,
            null,
            building,
            issueType,
            partyId,
            what,
            calendar.get().deadline(now, ROOT_CAUSE),
            null,
            null),
        now);
  }

  public List<MeetingTask> openTasks(Transaction tx, Estate estate) {
    return meetings.openTasks(tx, estate.id());
  }

  public Optional<MeetingTask> task(Transaction tx, Estate estate, long id) {
    return meetings.task(tx, estate.id(), id);
  }

  /** 完成任务: the party says what it did. */
  public void done(Transaction tx, Estate estate, MeetingTask task, String words, Instant now) {
    meetings.done(tx, task, PersonalData.mask(words.strip()), now);
    notices.taskDone(tx, estate, task, PersonalData.mask(words.strip()));
  }
}
