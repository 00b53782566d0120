package linli.bot.due;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import linli.bot.due.DueQueue.Open;
import linli.bot.store.EstateLock;
import linli.bot.store.Retry;
import linli.bot.store.Savepoint;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done of one estate in one transaction. */
final class DueBatch {

  private static final Logger log = LoggerFactory.getLogger(DueBatch.class);

  /** So long a sweep waits for who changes an estate; whoever takes longer is not waited for. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final DueHandlers handlers;
  private final Clock clock;
  private final Map<Transaction, UnderWay> underWay = new ConcurrentHashMap<>();

  DueBatch(DueHandlers handlers, Clock clock) {
    this.handlers = handlers;
    this.clock = clock;
  }

  /** Where the transaction does due work; null where it does something else. */
  UnderWay underWay(Transaction tx) {
    return underWay.get(tx);
  }

  /**
   * Some of one estate in one transaction; what fails is undone and noted alone.
   *
   * @return how many, or empty when somebody else is changing the estate
   */
  Optional<Integer> together(Transaction tx, List<DueItem> items, UnderWay running, Look look) {
    // The estate first, as everybody does; then whether it is still open.
    if (!lockEstate(tx, items.getFirst().estateId(), look)) {
      return Optional.empty();
    }
    underWay.put(tx, running);
    try {
      var open = byNow(tx, DueQueue.lock(tx, items, running.upTo()));
      var done = new ArrayList<DueItem>();
      var count = allAtOnce(tx, open, running, look, done);
      if (count.isEmpty()) {
        done.clear();
        running.undo();
        count = Optional.of(oneByOne(tx, open, running, look, done));
      }
      DueQueue.finish(tx, done, clock.instant());
      return count;
    } finally {
      underWay.remove(tx);
    }
  }

  /** Hardly ever one fails: a savepoint for all of them. Empty when one did, and all is undone. */
  private Optional<Integer> allAtOnce(
      Transaction tx, List<Open> open, UnderWay running, Look look, List<DueItem> done) {
    if (open.size() < 2) {
      return Optional.empty();
    }
    var failure =
        Savepoint.attempt(
            tx,
            () -> {
              for (var each : open) {
                if (!goesOn(running, look, done.size())) {
                  break;
                }
                handlers.run(tx, each.item());
                done.add(each.item());
                running.changeIf(tx.endsSoon());
              }
            });
    return failure.isEmpty() ? Optional.of(done.size()) : Optional.empty();
  }

  private int oneByOne(
      Transaction tx, List<Open> open, UnderWay running, Look look, List<DueItem> done) {
    var count = 0;
    for (var each : open) {
      if (!goesOn(running, look, count)) {
        break;
      }
      if (attempt(tx, each)) {
        done.add(each.item());
      }
      count++;
      running.changeIf(tx.endsSoon());
    }
    return count;
  }

  /** What is kept in memory, or what is due, is not what was looked up: the rest reads it again. */
  private static boolean goesOn(UnderWay running, Look look, int count) {
    return !running.changed() && (count == 0 || look.goOn().getAsBoolean());
  }

  private static boolean lockEstate(Transaction tx, String estateId, Look look) {
    if (look.patient()) {
      EstateLock.take(tx, estateId);
      return true;
    }
    return EstateLock.takeWithin(tx, estateId, PATIENCE);
  }

  /** Without those that wait for the morning. */
  private List<Open> byNow(Transaction tx, List<Open> found) {
    var now = clock.instant();
    if (!QuietHours.contains(now)) {
      return found;
    }
    var waiting = found.stream().map(Open::item).filter(handlers::waitsForMorning).toList();
    DueQueue.postpone(tx, waiting, QuietHours.after(now));
    return found.stream().filter(open -> !handlers.waitsForMorning(open.item())).toList();
  }

  /** False when it failed: then it is noted and tried again. */
  private boolean attempt(Transaction tx, Open open) {
    var failure = Savepoint.attempt(tx, () -> handlers.run(tx, open.item()));
    failure.ifPresent(why -> fail(tx, open, why));
    return failure.isEmpty();
  }

  private void fail(Transaction tx, Open open, Throwable failure) {
    var now = clock.instant();
    var attempt = open.attempts() + 1;
    var retryAt = Retry.after(attempt, now);
    DueQueue.fail(tx, open.item(), retryAt, now);
    var entry = retryAt.isPresent() ? log.atWarn() : log.atError();
    entry
        .setCause(failure)
        .addKeyValue("kind", open.item().kind())
        .addKeyValue("attempt", attempt)
        .log(retryAt.isPresent() ? "due work failed" : "due work parked");
  }
}
