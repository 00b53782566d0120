package linli.bot.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.bot.cases.Case.State;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.media.CaseMedia;
import linli.bot.residents.Speaker;
import linli.bot.store.Transaction;

/**
 * A message is taken back or changed: what it did to cases follows. Only its own writer can do
 * that; a group's owner who removes a neighbour's message changes no case.
 */
public final class Recalls {

  private static final String FORGET = "recall.forget";

  /** So long the words stay sealed (decisions 8). */
  private static final Duration SEALED = Duration.ofDays(30);

  private final CaseRepository cases;
  private final CaseService service;
  private final CaseworkMoves casework;
  private final CaseJournal journal;
  private final CaseMedia media;
  private final DueWork due;

  Recalls(
      CaseRepository cases,
      CaseService service,
      CaseworkMoves casework,
      CaseJournal journal,
      CaseMedia media,
      DueWork due) {
    this.cases = cases;
    this.service = service;
    this.casework = casework;
    this.journal = journal;
    this.media = media;
    this.due = due;
    due.register(FORGET, this::forget);
  }

  /** The cases that the event opened and that still run; empty when it did nothing of that kind. */
  public List<Case> opened(Transaction tx, String estateId, UUID eventKey, Speaker by) {
    return ownEffects(tx, estateId, eventKey, by).stream()
        .filter(effect -> effect.kind().equals("report"))
        .flatMap(effect -> cases.find(tx, estateId, effect.caseId()).stream())
        .filter(c -> !c.state().isOver())
        .toList();
  }

  private List<CaseJournal.Effect> ownEffects(
      Transaction tx, String estateId, UUID eventKey, Speaker by) {
    return journal.effects(tx, estateId, by.channel(), eventKey).stream()
        .filter(effect -> effect.accountId().equals(by.accountId()))
        .toList();
  }

  /** Whether the event did anything at all, whoever wrote it. */
  public boolean hadEffect(Transaction tx, String estateId, UUID eventKey, Speaker by) {
    return !journal.effects(tx, estateId, by.channel(), eventKey).isEmpty();
  }

  /**
   * Takes everything back that the event did: a case that nobody has accepted yet is withdrawn.
   *
   * @return the cases in which somebody is at work: whether to go on must be asked
   */
  public List<Case> recall(Transaction tx, Estate estate, UUID eventKey, Speaker by, Instant now) {
    media.seal(tx, estate.id(), by.channel(), by.accountId(), eventKey, now);
    return ownEffects(tx, estate.id(), eventKey, by).stream()
        .flatMap(effect -> recall(tx, estate, effect, by, now).stream())
        .toList();
  }

  private Optional<Case> recall(
      Transaction tx, Estate estate, CaseJournal.Effect effect, Speaker by, Instant now) {
    var about = cases.find(tx, estate.id(), effect.caseId()).orElseThrow();
    if (effect.kind().equals("join") || effect.kind().equals("plus_one")) {
      service.leave(tx, about, by);
      return Optional.empty();
    }
    seal(tx, effect, about, now);
    if (!effect.kind().equals("report")) {
      return Optional.empty();
    }
    if (about.state().isOver()) {
      return Optional.empty();
    }
    var alone = service.reporters(tx, about).size() == 1;
    if (about.state() == State.ASSIGNED && about.hazard() == null && alone) {
      service.withdraw(tx, estate, casework.takenBack(tx, about), by, now);
      return Optional.empty();
    }
    return Optional.of(about);
  }

  private void seal(Transaction tx, CaseJournal.Effect effect, Case about, Instant now) {
    journal.seal(tx, about.estateId(), effect, now);
    var item =
        new DueItem(
            about.estateId(),
            FORGET,
            Long.toString(about.id()),
            (int) effect.reportNo(),
            now.plus(SEALED));
    due.schedule(tx, item);
  }

  private void forget(Transaction tx, DueItem item) {
    cases
        .find(tx, item.estateId(), Long.parseLong(item.subject()))
        .ifPresent(
            c -> {
              journal.forgetRecalled(tx, c, item.dueAt().minus(SEALED));
              media.forgetSealed(tx, c.estateId(), c.id(), item.dueAt().minus(SEALED));
            });
  }
}
