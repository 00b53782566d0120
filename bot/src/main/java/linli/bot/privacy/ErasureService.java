package linli.bot.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import linli.bot.cases.Case;
import linli.bot.cases.Case.State;
import linli.bot.cases.CasePlace;
import linli.bot.cases.CaseService;
import linli.bot.cases.NewCase;
import linli.bot.cases.Report;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.estates.Estates;
import linli.bot.households.Residents;
import linli.bot.privacy.Erasures.Erasure;
import linli.bot.privacy.Forgetting.Who;
import linli.bot.residents.Speaker;
import linli.bot.residents.Speakers;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/** 删除我的信息: a ticket at once, seven days to think again, then done (decisions 4). */
public final class ErasureService {

  private static final String ERASE = "erasure.do";
  private static final String LINES = "erasure.lines";
  private static final String FORGET = "erasure.forget";

  private static final Duration TO_THINK_AGAIN = Duration.ofDays(7);

  /** What waits for an open matter of the home waits no longer than this (decisions 4). */
  private static final Duration AT_THE_LATEST = Duration.ofDays(15);

  private static final Duration A_DAY = Duration.ofDays(1);

  private static final NewCase TICKET =
      new NewCase("other", "求助", "P2", null, null, CasePlace.UNKNOWN, null, null, null);

  private final Erasures erasures = new Erasures();
  private final Forgetting forgetting = new Forgetting();
  private final Residents residents = new Residents();
  private final Speakers speakers = new Speakers();
  private final CaseService cases;
  private final Estates estates;
  private final Speech speech;
  private final Texts texts;
  private final DueWork due;
  private final Clock clock;

  /** Registers its timers, too. */
  public ErasureService(
      CaseService cases, Estates estates, Speech speech, Texts texts, DueWork due, Clock clock) {
    this.cases = cases;
    this.estates = estates;
    this.speech = speech;
    this.texts = texts;
    this.due = due;
    this.clock = clock;
    due.register(ERASE, this::erase);
    due.register(LINES, this::eraseLines);
    due.register(FORGET, this::forget);
  }

  /** What somebody asked for: its ticket, and when it is done at the earliest. */
  public record Asked(Case ticket, Instant at) {}

  /** What the speaker asked for and can still take back. */
  public Optional<Asked> running(Transaction tx, Estate estate, Speaker by) {
    return erasures
        .running(tx, estate.id(), account(by))
        .map(
            one ->
                new Asked(
                    cases.find(tx, estate.id(), one.caseId()).orElseThrow(), when(one.askedAt())));
  }

  /** Opens the ticket and lets the days run. */
  public Asked ask(Transaction tx, Estate estate, Report report, Instant now) {
    var ticket = cases.openTicket(tx, estate, TICKET, report, now);
    var asked = erasures.ask(tx, estate.id(), account(report.speaker()), ticket.id(), now);
    due.schedule(tx, item(asked, ERASE, 0, when(now)));
    return new Asked(ticket, when(now));
  }

  /** 不删了: everything stays; the ticket is withdrawn. Empty when nothing was asked for. */
  public Optional<Case> cancel(Transaction tx, Estate estate, Speaker by, Instant now) {
    var running = erasures.running(tx, estate.id(), account(by));
    running.ifPresent(
        one -> {
          erasures.cancel(tx, one, now);
          due.cancel(tx, estate.id(), ERASE, Long.toString(one.id()));
        });
    var ticket = running.flatMap(one -> cases.find(tx, estate.id(), one.caseId()));
    ticket.ifPresent(open -> cases.withdraw(tx, estate, open, by, now));
    return ticket;
  }

  private void erase(Transaction tx, DueItem item) {
    erasures
        .find(tx, item.estateId(), Long.parseLong(item.subject()))
        .ifPresent(asked -> erase(tx, item, asked));
  }

  private void erase(Transaction tx, DueItem item, Erasure asked) {
    var now = clock.instant();
    var estate = estates.byId(asked.estateId());
    var ticket = cases.find(tx, estate.id(), asked.caseId()).orElseThrow();
    if (ticket.state() == State.WITHDRAWN) {
      erasures.cancel(tx, asked, now);
      return;
    }
    var by = speakers.find(tx, estate, asked.by().channel(), asked.by().id());
    var next = item.dueAt().plus(A_DAY);
    var mayWait = !next.isAfter(asked.askedAt().plus(AT_THE_LATEST));
    if (mayWait && (by.isStaff() || isWaitedFor(tx, estate, by, ticket, now))) {
      due.schedule(tx, item(asked, ERASE, item.occurrence() + 1, next));
      return;
    }
    cases.closeErased(tx, ticket, now);
    var sentences = texts.of(estate.id());
    forgetting.run(tx, who(tx, asked, by.personId()), asked.id(), sentences.say("erase.line"), now);
    erasures.erased(tx, asked, now);
    due.schedule(tx, item(asked, LINES, 0, now));
  }

  /** What others heard, part by part, so that the estate is not held up; then it is done. */
  private void eraseLines(Transaction tx, DueItem item) {
    erasures
        .find(tx, item.estateId(), Long.parseLong(item.subject()))
        .ifPresent(asked -> eraseLines(tx, item, asked));
  }

  private void eraseLines(Transaction tx, DueItem item, Erasure asked) {
    var now = clock.instant();
    var sentences = texts.of(asked.estateId());
    var part = item.occurrence();
    var instead = sentences.say("erase.line");
    if (forgetting.runOnLinesToOthers(tx, asked.estateId(), asked.id(), part, instead)) {
      due.schedule(tx, item(asked, LINES, part + 1, now));
      return;
    }
    erasures.erased(tx, asked, now);
    due.schedule(tx, item(asked, FORGET, 0, now.plus(A_DAY)));
    var ticket = cases.find(tx, asked.estateId(), asked.caseId()).orElseThrow();
    var last = Line.of(sentences.say("erase.done", "no", ticket.no()));
    speech.toAccount(tx, asked.estateId(), asked.by().channel(), asked.by().id(), last);
  }

  /** A danger, or a matter of a home: who handles it must find the door. */
  private boolean isWaitedFor(Transaction tx, Estate estate, Speaker by, Case ticket, Instant now) {
    return cases.ofSpeaker(tx, estate, by, now).stream()
        .filter(c -> !c.state().isOver() && c.id() != ticket.id())
        .anyMatch(c -> c.hazard() != null || c.place().room() != null);
  }

  private Who who(Transaction tx, Erasure asked, Long person) {
    var accounts =
        person == null ? List.of(asked.by()) : residents.accounts(tx, asked.estateId(), person);
    return new Who(asked.estateId(), accounts, person, "erased-" + asked.id());
  }

  /** A day later nobody needs the last line any more, nor who it went to. */
  private void forget(Transaction tx, DueItem item) {
    erasures
        .find(tx, item.estateId(), Long.parseLong(item.subject()))
        .ifPresent(
            asked -> {
              var instead = texts.of(item.estateId()).say("erase.line");
              var who = who(tx, asked, null);
              if (forgetting.runOnLastLines(tx, who, instead, asked.erasedAt())) {
                erasures.forgotten(tx, asked, clock.instant());
              } else {
                var next = item.dueAt().plus(A_DAY);
                due.schedule(tx, item(asked, FORGET, item.occurrence() + 1, next));
              }
            });
  }

  private static Instant when(Instant asked) {
    return QuietHours.after(asked.plus(TO_THINK_AGAIN));
  }

  private static Account account(Speaker by) {
    return new Account(by.channel(), by.accountId());
  }

  private static DueItem item(Erasure of, String kind, int occurrence, Instant at) {
    return new DueItem(of.estateId(), kind, Long.toString(of.id()), occurrence, at);
  }
}
