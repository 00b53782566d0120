package linli.bot.inbox;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Media;
import linli.bot.media.Attachment;
import linli.bot.media.Intake;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/**
 * Takes the attachments of events into the store before the events are processed: no estate is
 * locked while a slow link is waited for.
 */
public final class MediaIntake {

  /** For all links of one event: its conversation waits so long. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** The duty must not wait for a slow picture. */
  private static final Duration IN_DANGER = Duration.ofSeconds(2);

  private final Transactions transactions;
  private final Intake intake;
  private final WantsMedia wanted;

  public MediaIntake(Transactions transactions, Intake intake, WantsMedia wanted) {
    this.transactions = transactions;
    this.intake = intake;
    this.wanted = wanted;
  }

  private static final String NEXT =
      """
      select seq, channel, payload, hazard from inbox
      where media_waits and processed_at is null and parked_at is null
        and (hazard is not null or not $1)
      order by hazard is null, seq
      limit 1
      for update skip locked
      """;

  /**
   * The oldest event that waits for its attachments, and that nobody else is busy with; dangers
   * first.
   *
   * @param dangersOnly leaves all others
   * @return false when there was none
   */
  boolean takeOne(boolean dangersOnly) {
    return transactions.runQuietly(
        tx -> {
          for (var row : tx.preparedQuery(NEXT).execute(Tuple.of(dangersOnly)).await()) {
            take(tx, row);
            return true;
          }
          return false;
        });
  }

  private static final String TAKEN =
      """
      update inbox set media_waits = false, payload = $2, attachments = $3 where seq = $1
      """;

  private static final String LET_GO = "update inbox set media_waits = false where seq = $1";

  private void take(Transaction tx, Row row) {
    InboundEvent event;
    try {
      event = EventJson.read(row.getString("payload"));
    } catch (IllegalStateException notReadable) { // processing finds that, too, and parks it
      tx.write(LET_GO, Tuple.of(row.getLong("seq")));
      return;
    }
    var attachments =
        wanted.of(row.getString("channel"), event)
            ? intake.take(
                row.getString("channel"),
                event.media(),
                row.getString("hazard") == null ? LONGEST : IN_DANGER)
            : List.<Attachment>of();
    tx.write(
        TAKEN,
        Tuple.of(
            row.getLong("seq"),
            EventJson.write(withoutBytes(event)),
            AttachmentJson.write(attachments)));
  }

  /** Neither bytes nor links stay in the event. */
  private static InboundEvent withoutBytes(InboundEvent event) {
    return new InboundEvent(
        event.id(),
        event.kind(),
        event.conversation(),
        event.sender(),
        event.text(),
        event.mentioned(),
        event.replyTo(),
        event.media().stream().map(MediaIntake::withoutBytes).toList(),
        event.target(),
        event.action(),
        event.sentAt());
  }

  private static Media withoutBytes(Media media) {
    return new Media(
        media.type(),
        null,
        null,
        media.transcript(),
        media.seconds(),
        media.lat(),
        media.lon(),
        media.crs());
  }
}
