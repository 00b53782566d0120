package linli.bot.media;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.bot.media.Blobs.StoreFailed;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes bytes that nothing names: of messages that nothing took, and of what was forgotten. */
public final class MediaSweep {

  /** What was stored a moment ago may still become part of a case. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration RECENT = Duration.ofDays(2);
  private static final int MOST = 500;
  private static final String FOREIGN_KEY_VIOLATION = "23503";
  private static final Logger log = LoggerFactory.getLogger(MediaSweep.class);

  private final Transactions transactions;
  private final Blobs blobs;
  private final Clock clock;
  private volatile Instant looked = Instant.EPOCH;

  public MediaSweep(Transactions transactions, Blobs blobs, Clock clock) {
    this.transactions = transactions;
    this.blobs = blobs;
    this.clock = clock;
  }

  private static final String DROP_LOOSE = "delete from loose_media where at < $1";

  private static final String DROP_SEALED = "delete from media where sealed_at <= $1";

  /** Whatever came since the oldest event that waits may belong to it. */
  private static final String ORPHANS =
      """
      select sha256 from media_blob as blob
      where stored_at >= $3 and stored_at < least($1, (
          select min(received_at) from inbox where processed_at is null and parked_at is null))
        and not exists (select from media where media.sha256 = blob.sha256)
        and not exists (select from loose_media where loose_media.sha256 = blob.sha256)
        and not exists (select from vote_photo where vote_photo.sha256 = blob.sha256)
      order by stored_at
      limit $2
      """;

  /**
   * Looks at what was stored in the last two days, which is nearly all that nothing takes; the
   * first time and once a day at everything, also what was forgotten years later.
   *
   * @return how many were deleted
   */
  public int run() {
    var now = clock.instant();
    if (looked.plus(DAY).isAfter(now)) {
      return since(now.minus(RECENT));
    }
    var deleted = 0;
    for (var some = MOST; some == MOST; deleted += some) {
      some = since(Instant.EPOCH);
    }
    looked = now;
    return deleted;
  }

  /** Safe beside everything else, on any number of nodes. */
  private int since(Instant from) {
    var until = clock.instant().minus(YOUNG);
    var orphans =
        transactions.runQuietly(
            tx -> {
              tx.write(DROP_LOOSE, Tuple.of(utc(clock.instant().minus(CaseMedia.LOOSE_FOR))));
              tx.write(DROP_SEALED, Tuple.of(utc(clock.instant().minus(CaseMedia.SEALED_FOR))));
              return orphans(tx, from, until);
            });
    return (int) orphans.stream().filter(sha256 -> delete(sha256, until)).count();
  }

  private static List<String> orphans(Transaction tx, Instant from, Instant until) {
    var rows = tx.preparedQuery(ORPHANS).execute(Tuple.of(utc(until), MOST, utc(from))).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  private static final String DELETE =
      """
      delete from media_blob as blob
      where sha256 = $1 and stored_at < $2
        and not exists (select from media where media.sha256 = blob.sha256)
        and not exists (select from loose_media where loose_media.sha256 = blob.sha256)
        and not exists (select from vote_photo where vote_photo.sha256 = blob.sha256)
      """;

  /** Whoever stores the same content meanwhile waits for this row, and stores it again. */
  private boolean delete(String sha256, Instant until) {
    try {
      return transactions.runQuietly(
          tx -> {
            var gone =
                tx.preparedQuery(DELETE).execute(Tuple.of(sha256, utc(until))).await().rowCount()
                    == 1;
            if (gone) {
              blobs.delete(sha256);
            }
            return gone;
          });
    } catch (StoreFailed failed) {
      log.atWarn().setCause(failed).log("bytes not deleted, will try again");
      return false;
    } catch (PgException refused) {
      if (FOREIGN_KEY_VIOLATION.equals(refused.getSqlState())) {
        return false; // it became part of a case this very moment
      }
      throw refused;
    }
  }

  private static java.time.OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
