package linli.bot.inbox;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import linli.bot.opinion.Opinion;
import linli.bot.opinion.Opinion.Outcome;
import linli.bot.opinion.OpinionBudget;
import linli.bot.opinion.SecondOpinion;
import linli.bot.store.Savepoint;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the second opinions that events wait for. While somebody is asked, no transaction is open
 * and no estate is locked; an event that nobody takes care of goes on when its time is over.
 */
public final class OpinionIntake {

  private static final Logger log = LoggerFactory.getLogger(OpinionIntake.class);

  private final Transactions transactions;
  private final EstateResolver estates;
  private final WantsOpinion wanted;
  private final SecondOpinion opinion;
  private final OpinionBudget budget;
  private final Clock clock;

  public OpinionIntake(
      Transactions transactions,
      EstateResolver estates,
      WantsOpinion wanted,
      SecondOpinion opinion,
      OpinionBudget budget,
      Clock clock) {
    this.transactions = transactions;
    this.estates = estates;
    this.wanted = wanted;
    this.opinion = opinion;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * An event that this node has taken up.
   *
   * @param words what is passed on, or null: then {@code instead} has become of it
   */
  private record Claimed(long seq, Instant until, String words, Outcome instead) {
    @Override
    public String toString() {
      return "Claimed[" + seq + "]";
    }
  }

  /**
   * Takes up the oldest event that waits, asks and notes what was picked.
   *
   * @return false when there was none
   */
  boolean takeOne() {
    var claimed = transactions.runQuietly(this::claim);
    claimed.ifPresent(this::settle);
    return claimed.isPresent();
  }

  private static final String CLAIM =
      """
      update inbox set opinion_asked = true
      where seq = (
        select seq from inbox
        where opinion_until is not null and opinion_until > $1 and not opinion_asked
          and processed_at is null and parked_at is null
        order by seq
        limit 1
        for update skip locked)
      returning seq, event_key, channel, payload, received_at, opinion_until
      """;

  private Optional<Claimed> claim(Transaction tx) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    for (var row : tx.preparedQuery(CLAIM).execute(Tuple.of(now)).await()) {
      return Optional.of(claimed(tx, row));
    }
    return Optional.empty();
  }

  /** What cannot be read is nobody's to judge here: processing finds it, too. */
  private Claimed claimed(Transaction tx, Row row) {
    var seq = row.getLong("seq");
    var until = row.getOffsetDateTime("opinion_until").toInstant();
    var claimed = new AtomicReference<>(new Claimed(seq, until, null, Outcome.NOT_SENT));
    var failure = Savepoint.attempt(tx, () -> claimed.set(prepared(tx, seq, until, received(row))));
    failure.ifPresent(
        reason -> log.atWarn().setCause(reason).log("not prepared for a second opinion"));
    return claimed.get();
  }

  private static ReceivedEvent received(Row row) {
    return new ReceivedEvent(
        row.getUUID("event_key"),
        row.getString("channel"),
        EventJson.read(row.getString("payload")),
        row.getOffsetDateTime("received_at").toInstant(),
        null,
        false,
        List.of());
  }

  private Claimed prepared(Transaction tx, long seq, Instant until, ReceivedEvent received) {
    if (!opinion.isAvailable()) {
      return new Claimed(seq, until, null, Outcome.RESTING);
    }
    var estate = estates.estatesOf(tx, List.of(received)).getFirst();
    var words = estate.flatMap(id -> wanted.words(tx, id, received));
    if (words.isEmpty()) {
      return new Claimed(seq, until, null, Outcome.NOT_SENT);
    }
    return budget.take(tx, estate.orElseThrow(), clock.instant())
        ? new Claimed(seq, until, words.get(), null)
        : new Claimed(seq, until, null, Outcome.BUDGET_USED);
  }

  private static final String SETTLE =
      """
      update inbox set opinion_until = null, opinion = $2
      where seq = $1 and processed_at is null
      """;

  private void settle(Claimed claimed) {
    var begun = System.nanoTime();
    var got =
        claimed.words() == null
            ? Opinion.none(claimed.instead())
            : opinion.ask(claimed.words(), Duration.between(clock.instant(), claimed.until()));
    transactions.runQuietly(
        tx -> {
          tx.write(SETTLE, Tuple.of(claimed.seq(), got.id()));
          return null;
        });
    opinion.count(got);
    log.atInfo()
        .addKeyValue("outcome", got.outcome().tag())
        .addKeyValue("millis", Duration.ofNanos(System.nanoTime() - begun).toMillis())
        .log("second opinion");
  }
}
