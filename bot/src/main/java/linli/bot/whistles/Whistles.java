package linli.bot.whistles;

import java.time.Clock;
import java.util.function.Supplier;
import linli.bot.cases.Cases;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.schedules.WorkCalendar;

/** The feature: its operations, put together with their SQL. */
public record Whistles(WhistleService service, WhistleAnswers answers) {

  /** Builds the feature and registers its timers. */
  public static Whistles create(
      WhistleRules rules,
      Supplier<WorkCalendar> calendar,
      Estates estates,
      Cases cases,
      Speech speech,
      Texts texts,
      DueWork due,
      Clock clock) {
    var repository = new WhistleRepository();
    var clocks = new WhistleClocks(calendar, due);
    var notices = new WhistleNotices(cases.notices(), cases.words(), speech, texts);
    var calls = new WhistleCalls(repository, clocks, notices);
    new WhistleTimers(
            rules,
            repository,
            clocks,
            calls,
            notices,
            cases.service(),
            cases.grades(),
            estates,
            clock)
        .register(due);
    return new Whistles(
        new WhistleService(
            rules, repository, clocks, calls, notices, cases.service(), cases.grades()),
        new WhistleAnswers(
            rules, repository, clocks, calls, notices, cases.service(), cases.grades()));
  }
}
