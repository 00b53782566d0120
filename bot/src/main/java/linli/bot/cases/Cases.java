package linli.bot.cases;

import java.time.Clock;
import java.util.function.Supplier;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.media.CaseMedia;
import linli.bot.outbox.Outbox;
import linli.bot.questions.AnswerWindows;
import linli.bot.questions.Questions;
import linli.bot.routing.Routing;
import linli.bot.speech.Speech;
import linli.bot.speech.Texts;
import linli.nlp.Catalogue;
import linli.schedules.WorkCalendar;

/** The feature: its operations, its words, its notices, put together with their SQL. */
public record Cases(
    CaseService service,
    Casework casework,
    HandOver handOver,
    Recalls recalls,
    Releases releases,
    CaseGrades grades,
    CaseSplits splits,
    CaseAgenda agenda,
    CaseCards cards,
    CaseNotices notices,
    CaseMedia media,
    ContactPhones phones,
    CaseWords words) {

  /** Builds the feature and registers its timers. */
  public static Cases create(
      Catalogue catalogue,
      Supplier<WorkCalendar> calendar,
      Estates estates,
      Questions questions,
      Outbox outbox,
      Speech speech,
      Texts texts,
      DueWork due,
      String pagerChannel,
      Clock clock) {
    var repository = new CaseRepository();
    var moves = new CaseMoves();
    var caseworkMoves = new CaseworkMoves();
    var machine = CaseMachine.load();
    var routing = new Routing();
    var media = new CaseMedia();
    var phones = new ContactPhones();
    var words = new CaseWords(catalogue, texts);
    var events =
        new CaseEvents(outbox, estates, new CaseFacts(catalogue), new CaseDisclosure(words));
    var journal = new CaseJournal(events, new TaskCards(outbox, estates, words, texts));
    var agenda = new CaseAgenda();
    var cards = new CaseCards();
    var clocks = new CaseClocks(calendar, due);
    var notices =
        new CaseNotices(
            repository,
            journal,
            new NoticeBudget(estates),
            words,
            questions,
            new AnswerWindows(due),
            speech,
            texts,
            pagerChannel);
    var casework =
        new Casework(
            repository,
            moves,
            caseworkMoves,
            journal,
            clocks,
            notices,
            machine,
            questions,
            routing,
            catalogue);
    var service =
        new CaseService(
            repository,
            moves,
            journal,
            phones,
            media,
            clocks,
            notices,
            machine,
            casework,
            questions,
            routing,
            agenda,
            catalogue);
    var handOver =
        new HandOver(
            repository,
            moves,
            caseworkMoves,
            new CaseTransfers(),
            journal,
            clocks,
            notices,
            machine,
            catalogue);
    new CaseTimers(
            repository,
            moves,
            journal,
            cards,
            phones,
            media,
            clocks,
            notices,
            words,
            casework,
            handOver,
            questions,
            estates,
            clock)
        .register(due);
    return new Cases(
        service,
        casework,
        handOver,
        new Recalls(repository, service, caseworkMoves, journal, media, due),
        new Releases(moves, journal, clocks, notices, words, machine, catalogue),
        new CaseGrades(repository, moves, journal, notices, machine),
        new CaseSplits(
            repository,
            journal,
            clocks,
            notices,
            machine,
            service,
            casework,
            words,
            routing,
            agenda,
            catalogue),
        agenda,
        cards,
        notices,
        media,
        phones,
        words);
  }
}
