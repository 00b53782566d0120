package linli.bot.receptions;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import linli.adapters.OutboundMessage.Button;
import linli.bot.cases.Case;
import linli.bot.cases.CaseService;
import linli.bot.cases.CaseWords;
import linli.bot.estates.Estate;
import linli.bot.questions.Question.Kind;
import linli.bot.questions.Questions;
import linli.bot.questions.Questions.Asked;
import linli.bot.receptions.Entry.FollowUp;
import linli.bot.receptions.Entry.Outcome;
import linli.bot.residents.Speakers;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.store.Transaction;

/** What follows a session: numbers, tasks, and a word to each person. */
final class Aftercare {

  private final EntryRepository entries;
  private final ReceptionNotices notices;
  private final CaseService cases;
  private final CaseWords words;
  private final Questions questions;
  private final Speech speech;

  Aftercare(
      EntryRepository entries,
      ReceptionNotices notices,
      CaseService cases,
      CaseWords words,
      Questions questions,
      Speech speech) {
    this.entries = entries;
    this.notices = notices;
    this.cases = cases;
    this.words = words;
    this.questions = questions;
    this.speech = speech;
  }

  // --- the numbers ------------------------------------------------------------------------------

  /** The numbers for the secretary, who lets them go out. */
  void summary(Transaction tx, Estate estate, Reception about) {
    if (about.publishedAt() == null) {
      notices.toChief(
          tx, estate, about, Line.of(summaryText(tx, estate, about)).with(new Button("发布", "发布")));
    }
  }

  private String summaryText(Transaction tx, Estate estate, Reception about) {
    var list = entries.of(tx, about);
    var heard = list.stream().filter(Entry::counts).toList();
    var open = ReceptionService.unrecorded(list);
    var rest =
        open.isEmpty()
            ? notices.text("reception.summary.ready")
            : notices.text("reception.summary.open", "list", ReceptionNotices.numbers(open));
    if (heard.isEmpty()) {
      var nobody = open.isEmpty() ? notices.text("reception.summary.empty") : rest;
      return notices.about(estate, about, "reception.summary.nobody", "rest", nobody);
    }
    return notices.about(
        estate,
        about,
        "reception.summary",
        "n",
        heard.size(),
        "walkins",
        heard.stream().filter(Entry::walkIn).count(),
        "parts",
        notices.parts(heard),
        "cases",
        caseNumbers(tx, estate, heard),
        "rest",
        rest);
  }

  private String caseNumbers(Transaction tx, Estate estate, List<Entry> heard) {
    var numbers =
        heard.stream()
            .filter(e -> e.outcome() == Outcome.CASE)
            .map(e -> "【" + theCase(tx, estate, e).no() + "】")
            .collect(Collectors.joining());
    return numbers.isEmpty() ? "" : notices.text("reception.summary.cases", "list", numbers);
  }

  private Case theCase(Transaction tx, Estate estate, Entry entry) {
    return cases.find(tx, estate.id(), entry.caseId()).orElseThrow();
  }

  void summaryAgain(Transaction tx, Estate estate, Reception about) {
    if (about.publishedAt() == null) {
      notices.toChief(
          tx,
          estate,
          about,
          Line.of(notices.about(estate, about, "reception.summary.again"))
              .with(new Button("发布", "发布")));
    }
  }

  /** Numbers only: no name, no room. */
  void publish(Transaction tx, Estate estate, Reception about) {
    var heard = entries.of(tx, about).stream().filter(Entry::counts).toList();
    notices.toGroups(
        tx,
        estate,
        heard.isEmpty()
            ? notices.about(estate, about, "reception.published.nobody")
            : notices.about(
                estate,
                about,
                "reception.published",
                "n",
                heard.size(),
                "parts",
                notices.parts(heard),
                "tail",
                heard.stream().anyMatch(e -> e.outcome() == Outcome.CASE)
                    ? notices.text("reception.published.cases")
                    : ""));
  }

  /** Numbers that nobody recorded, and numbers that nobody let go out. */
  void nag(Transaction tx, Estate estate, Reception about) {
    var open = ReceptionService.unrecorded(entries.of(tx, about));
    if (open.isEmpty()) {
      return;
    }
    var text =
        notices.about(estate, about, "reception.nag", "list", ReceptionNotices.numbers(open));
    notices.toChief(tx, estate, about, Line.of(text));
    notices.toGridWorker(tx, estate, text);
  }

  // --- the tasks --------------------------------------------------------------------------------

  /** After the tasks themselves: each party hears that they are those of the reception. */
  void handOver(Transaction tx, Estate estate, Reception about) {
    var counts = new TreeMap<String, Integer>();
    for (var entry : entries.of(tx, about)) {
      if (entry.outcome() == Outcome.CASE && !theCase(tx, estate, entry).state().isOver()) {
        counts.merge(theCase(tx, estate, entry).partyId(), 1, Integer::sum);
      }
    }
    counts.forEach(
        (party, n) ->
            speech.toParty(
                tx,
                estate,
                estate.parties().get(party),
                Line.of(notices.about(estate, about, "reception.hand-over", "n", n))));
  }

  void promiseIsDue(Transaction tx, Estate estate, Reception about, Entry entry) {
    notices.toChief(
        tx, estate, about, Line.of(reminder(tx, estate, about, entry, "reception.promise-due")));
  }

  void visitIsDue(Transaction tx, Estate estate, Reception about, Entry entry) {
    notices.toGridWorker(tx, estate, reminder(tx, estate, about, entry, "reception.visit-due"));
  }

  private String reminder(Transaction tx, Estate estate, Reception about, Entry entry, String key) {
    return notices.about(
        estate, about, key, "number", entry.number(), "name", notices.nameOf(tx, entry));
  }

  // --- the people -------------------------------------------------------------------------------

  /** A word to whoever was heard, some working days later. */
  void followUp(Transaction tx, Estate estate, Reception about, Entry entry, Instant now) {
    if (!entry.hasAccount() || !entry.counts()) {
      return;
    }
    switch (entry.outcome()) {
      case ANSWERED -> askWhetherTrue(tx, estate, about, entry, now);
      case CASE -> tellProgress(tx, estate, about, theCase(tx, estate, entry), entry, now);
      case MEETING, PROMISED -> tellOpen(tx, estate, about, entry);
      case ABSENT -> {}
    }
  }

  private void askWhetherTrue(
      Transaction tx, Estate estate, Reception about, Entry entry, Instant now) {
    var text =
        notices.about(
            estate,
            about,
            "reception.follow-up",
            "text",
            entry.outcomeText() == null
                ? ""
                : notices.text("reception.follow-up.answer", "text", entry.outcomeText()));
    var asked =
        new Asked(
            estate.id(),
            entry.channel(),
            Speakers.privateConversation(entry.accountId()),
            entry.accountId());
    notices
        .toEntry(tx, entry, Line.of(text).with(new Button("1", "已落实"), new Button("2", "还没")))
        .ifPresent(
            id ->
                questions.ask(
                    tx,
                    asked,
                    Kind.RECEPTION_FOLLOW_UP,
                    null,
                    FollowUp.values().length,
                    entry.receptionId() + ":" + entry.number(),
                    id,
                    now));
  }

  private void tellProgress(
      Transaction tx, Estate estate, Reception about, Case open, Entry entry, Instant now) {
    var progress = words.progress(estate, open, cases.reporters(tx, open), now);
    notices.toEntry(
        tx,
        entry,
        Line.of(notices.about(estate, about, "reception.follow-up.case", "progress", progress))
            .about(open.no()));
  }

  private void tellOpen(Transaction tx, Estate estate, Reception about, Entry entry) {
    var key =
        entry.settledAt() == null ? "reception.follow-up.open" : "reception.follow-up.settled";
    var promise =
        entry.outcome() != Outcome.PROMISED
            ? ""
            : notices.text(
                "reception.follow-up.promise", "day", ReceptionTimes.date(entry.promisedOn()));
    notices.toEntry(tx, entry, Line.of(notices.about(estate, about, key, "promise", promise)));
  }
}
