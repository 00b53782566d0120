package linli.bot.meetings;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import linli.bot.cases.Case;
import linli.bot.cases.CaseAgenda;
import linli.bot.cases.CasePlace;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;

/** What happens around meetings and tasks because time passed; and where it happens too often. */
final class MeetingTimers {

  static final String MORNING = "meeting.morning";
  static final String MINUTES = "meeting.minutes";
  static final String TASK_SOON = "meeting.task-soon";
  static final String TASK_LATE = "meeting.task-late";
  static final String HOT_SPOT = "meeting.hot-spot";

  /** So many cases of one type in one building within {@link #WINDOW} have a common cause. */
  private static final int TOO_OFTEN = 3;

  private static final Duration WINDOW = Duration.ofDays(30);

  private static final LocalTime LOOK = LocalTime.of(8, 30);

  private final MeetingRepository meetings;
  private final MeetingService service;
  private final MeetingNotices notices;
  private final CaseAgenda agenda;
  private final Catalogue catalogue;
  private final Texts texts;
  private final Estates estates;
  private final DueWork due;
  private final Clock clock;

  MeetingTimers(
      MeetingRepository meetings,
      MeetingService service,
      MeetingNotices notices,
      CaseAgenda agenda,
      Catalogue catalogue,
      Texts texts,
      Estates estates,
      DueWork due,
      Clock clock) {
    this.meetings = meetings;
    this.service = service;
    this.notices = notices;
    this.agenda = agenda;
    this.catalogue = catalogue;
    this.texts = texts;
    this.estates = estates;
    this.due = due;
    this.clock = clock;
  }

  void register() {
    due.registerByDay(
        MORNING,
        (tx, item) ->
            meeting(tx, item)
                .filter(of -> of.heldAt().isAfter(clock.instant()))
                .ifPresent(of -> morning(tx, of)));
    due.registerByDay(
        MINUTES,
        (tx, item) ->
            meeting(tx, item)
                .filter(of -> of.minutes() == null)
                .ifPresent(of -> notices.minutesMissing(tx, estates.byId(of.estateId()), of)));
    due.registerByDay(
        TASK_SOON,
        (tx, item) ->
            open(tx, item)
                .ifPresent(
                    task ->
                        notices.soon(tx, estates.byId(task.estateId()), task, clock.instant())));
    due.registerByDay(
        TASK_LATE,
        (tx, item) ->
            open(tx, item)
                .ifPresent(task -> notices.late(tx, estates.byId(task.estateId()), task)));
    due.registerByDay(HOT_SPOT, this::look);
    agenda.whenOpened(this::opened);
  }

  private Optional<Meeting> meeting(Transaction tx, DueItem item) {
    return meetings.find(tx, item.estateId(), Long.parseLong(item.subject()));
  }

  private Optional<MeetingTask> open(Transaction tx, DueItem item) {
    return meetings
        .task(tx, item.estateId(), Long.parseLong(item.subject()))
        .filter(task -> task.doneAt() == null);
  }

  private void morning(Transaction tx, Meeting of) {
    var estate = estates.byId(of.estateId());
    service.fill(tx, estate, of, clock.instant());
    notices.agenda(tx, estate, of, clock.instant());
  }

  /** Somebody looks the next morning whether it happened too often: once a day, place and type. */
  private void opened(Transaction tx, Case opened) {
    if (opened.place().building() == null || opened.hazard() != null) {
      return;
    }
    var day = ChinaTime.date(opened.openedAt()).plusDays(1);
    due.schedule(
        tx,
        new DueItem(
            opened.estateId(),
            HOT_SPOT,
            opened.issueType() + " " + opened.place().building(),
            (int) day.toEpochDay(),
            day.atTime(LOOK).atZone(ChinaTime.ZONE).toInstant()));
  }

  private void look(Transaction tx, DueItem item) {
    var space = item.subject().indexOf(' ');
    var issueType = item.subject().substring(0, space);
    var building = item.subject().substring(space + 1);
    var now = clock.instant();
    var since = now.minus(WINDOW);
    var repeated = agenda.repeated(tx, item.estateId(), issueType, building, since);
    if (repeated.times() < TOO_OFTEN
        || meetings.hasRoot(tx, item.estateId(), building, issueType, since)) {
      return;
    }
    var what =
        texts
            .of(item.estateId())
            .say(
                "meeting.root-cause.what",
                "place",
                CasePlace.buildingName(building),
                "type",
                catalogue.issueType(issueType).name(),
                "n",
                repeated.times());
    service.rootCause(
        tx, estates.byId(item.estateId()), building, issueType, what, repeated.partyId(), now);
  }
}
