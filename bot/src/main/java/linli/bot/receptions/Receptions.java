package linli.bot.receptions;

import java.time.Clock;
import java.util.function.Supplier;
import linli.bot.cases.Cases;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.questions.Questions;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.nlp.Catalogue;
import linli.schedules.WorkCalendar;

/** The feature: its operations and its planner, put together with their SQL. */
public record Receptions(
    ReceptionService service,
    Attendance attendance,
    Rescheduling rescheduling,
    ReceptionPlanner planner) {

  /** Builds the feature and registers its timers. */
  public static Receptions create(
      Catalogue catalogue,
      Supplier<WorkCalendar> calendar,
      Estates estates,
      Cases cases,
      Questions questions,
      Speech speech,
      Texts texts,
      DueWork due,
      Clock clock) {
    var rules = new ReceptionRules();
    var receptions = new ReceptionRepository();
    var entries = new EntryRepository();
    var matters = new MatterRepository();
    var hosts = new Hosts();
    var notices = new ReceptionNotices(speech, texts, catalogue, entries, hosts);
    var planner = new ReceptionPlanner(rules, receptions, hosts, calendar, due, clock);
    var attendance = new Attendance(rules, receptions, entries, hosts, notices);
    var aftercare =
        new Aftercare(entries, notices, cases.service(), cases.words(), questions, speech);
    var service =
        new ReceptionService(
            receptions, entries, matters, notices, aftercare, cases.service(), calendar, due);
    new ReceptionTimers(
            receptions,
            entries,
            service,
            attendance,
            notices,
            aftercare,
            estates,
            calendar,
            due,
            clock)
        .register();
    var rescheduling =
        new Rescheduling(receptions, entries, service, planner, notices, estates, clock);
    rescheduling.register(due);
    return new Receptions(service, attendance, rescheduling, planner);
  }
}
