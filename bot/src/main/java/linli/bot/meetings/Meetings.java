package linli.bot.meetings;

import java.time.Clock;
import java.util.function.Supplier;
import linli.bot.cases.Cases;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.bot.whistles.Whistles;
import linli.nlp.Catalogue;
import linli.schedules.WorkCalendar;

/** The feature: its operations and words, put together with their SQL. */
public record Meetings(MeetingService service, MeetingNotices notices) {

  /** Builds the feature and registers its timers. */
  public static Meetings create(
      Catalogue catalogue,
      Supplier<WorkCalendar> calendar,
      Estates estates,
      Cases cases,
      Whistles whistles,
      Speech speech,
      Texts texts,
      DueWork due,
      Clock clock) {
    var repository = new MeetingRepository();
    var notices =
        new MeetingNotices(
            repository, cases.service(), cases.notices(), cases.words(), speech, texts);
    var service =
        new MeetingService(
            repository,
            notices,
            cases.service(),
            cases.agenda(),
            whistles.service(),
            calendar,
            due);
    new MeetingTimers(
            repository, service, notices, cases.agenda(), catalogue, texts, estates, due, clock)
        .register();
    return new Meetings(service, notices);
  }
}
