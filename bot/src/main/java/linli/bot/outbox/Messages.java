package linli.bot.outbox;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import linli.adapters.OutboundMessage;

/** Everything that was said in a channel, page by page, for who asks instead of being called. */
public final class Messages {

  /**
   * A place between two messages of a channel.
   *
   * <p>Numbers are given out before a commit, so a low one may appear late. The cursor is therefore
   * (transaction, number), and a page ends before the oldest transaction that is still open:
   * nothing can appear behind it any more. The transaction is the youngest that was over when the
   * line was written, or the line's own; so lines of one estate come in the order of its changes.
   * {@code outbox_number} keeps the numbers rising when the database is restored elsewhere.
   */
  public record Cursor(String transaction, long number) {

    public static final Cursor BEGINNING = new Cursor("0", 0);
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,16})\\.([0-9a-f]{1,15})");

    /** The cursor that {@code text} stands for, the beginning for an empty one. */
    public static Optional<Cursor> parse(String text) {
      if (text == null || text.isEmpty()) {
        return Optional.of(BEGINNING);
      }
      var parts = FORM.matcher(text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      return Optional.of(
          new Cursor(
              Long.toUnsignedString(Long.parseUnsignedLong(parts.group(1), 16)),
              Long.parseLong(parts.group(2), 16)));
    }

    /** What callers see; they only hand it back. */
    public String text() {
      return Long.toHexString(Long.parseUnsignedLong(transaction)) + "." + Long.toHexString(number);
    }
  }

  /** A message and the place behind it. */
  public record Said(Cursor cursor, OutboundMessage message) {}

  private final Pool pool;

  public Messages(Pool pool) {
    this.pool = pool;
  }

  private static final String AFTER =
      """
      select *, xact::text as transaction
      from outbox
      where channel = $1
        and (xact, seq) > ($2::text::xid8, $3)
        and xact < outbox_number(pg_snapshot_xmin(pg_current_snapshot()))
      order by xact, seq
      limit $4
      """;

  /** The next messages of the channel after this place, oldest first. */
  public List<Said> after(String channel, Cursor after, int limit) {
    var rows =
        pool.preparedQuery(AFTER)
            .execute(Tuple.of(channel, after.transaction(), after.number(), limit))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(Messages::said).toList();
  }

  private static Said said(Row row) {
    var cursor = new Cursor(row.getString("transaction"), row.getLong("seq"));
    return new Said(cursor, Outbox.message(row));
  }
}
