package linli.bot.questions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/**
 * SQL of how much was answered lately: to one person in private, and in one group.
 *
 * <p>A window begins with an answer and lasts as long as the estate says. When it is full, answers
 * are held back, and at its end whoever waits for them is told together.
 */
public final class AnswerWindows {

  /** The end of a full window. */
  public static final String END = "answers.window-end";

  private final DueWork due;

  public AnswerWindows(DueWork due) {
    this.due = due;
  }

  /**
   * A window that is full.
   *
   * @param accountId the person, or null: a group
   * @param heldSince when the first answer was not given there, or null
   */
  public record Window(
      String estateId,
      long id,
      String channel,
      String conversation,
      String accountId,
      Instant since,
      int lines,
      Instant heldSince) {
    @Override
    public String toString() {
      return "Window[" + id + "]";
    }
  }

  /**
   * Where there is no room for more answers now.
   *
   * @param alone the person's full window, or null
   * @param together the group's, or null
   */
  public record Full(Window alone, Window together) {
    public static final Full NOWHERE = new Full(null, null);
  }

  private static final String LATELY =
      """
      select * from answer_window
      where estate_id = $1 and channel = $2
        and (conversation = $3 and since > $5 or conversation = $4 and since > $6)
      """;

  /**
   * @param group the group in which the person writes; the private conversation when alone
   */
  public Full full(
      Transaction tx, Estate estate, String channel, String alone, String group, Instant now) {
    var noise = estate.noise();
    Window person = null;
    Window together = null;
    for (var row :
        tx.preparedQuery(LATELY)
            .execute(
                Tuple.of(
                    estate.id(),
                    channel,
                    alone,
                    group,
                    begin(now, noise.personMinutes()),
                    begin(now, noise.groupMinutes())))
            .await()) {
      var window = window(row);
      if (window.conversation().equals(alone) && window.lines() >= noise.personAnswers()) {
        person = window;
      }
      if (!window.conversation().equals(alone) && window.lines() >= noise.groupAnswers()) {
        together = window;
      }
    }
    return person == null && together == null ? Full.NOWHERE : new Full(person, together);
  }

  /** Whether the group has heard enough for now. */
  public boolean isFull(Transaction tx, Estate estate, String channel, String group, Instant now) {
    return full(tx, estate, channel, "", group, now).together() != null;
  }

  private static OffsetDateTime begin(Instant now, int minutes) {
    return now.minus(Duration.ofMinutes(minutes)).atOffset(ZoneOffset.UTC);
  }

  private static final String SAID =
      """
      with current as (
        update answer_window set lines = lines + 1
        where estate_id = $1 and channel = $2 and conversation = $3 and since > $6
        returning window_id),
      gone as (
        delete from answer_window
        where estate_id = $1 and channel = $2 and conversation = $3 and since <= $6
          and held_since is null)
      insert into answer_window (estate_id, channel, conversation, account_id, since, lines)
      select $1, $2, $3, $4, $5, 1 where not exists (select from current)
      """;

  /**
   * Counts an answer.
   *
   * @param accountId null when it was said in a group
   */
  public void said(
      Transaction tx,
      Estate estate,
      String channel,
      String conversation,
      String accountId,
      Instant now) {
    var noise = estate.noise();
    tx.write(
        SAID,
        Tuple.of(
            estate.id(),
            channel,
            conversation,
            accountId,
            now.atOffset(ZoneOffset.UTC),
            begin(now, accountId == null ? noise.groupMinutes() : noise.personMinutes())));
  }

  private static final String HELD =
      """
      update answer_window set held_since = coalesce(held_since, $3)
      where estate_id = $1 and window_id = $2
      """;

  /** An answer is held back; at the end of the window people hear of it. */
  public void held(Transaction tx, Estate estate, Window full, Instant now) {
    tx.write(HELD, Tuple.of(full.estateId(), full.id(), now.atOffset(ZoneOffset.UTC)));
    var noise = estate.noise();
    var minutes = full.accountId() == null ? noise.groupMinutes() : noise.personMinutes();
    var end = full.since().plus(Duration.ofMinutes(minutes));
    due.schedule(
        tx,
        new DueItem(
            full.estateId(),
            END,
            Long.toString(full.id()),
            0,
            full.accountId() == null ? QuietHours.after(end) : end));
  }

  private static final String ENDED =
      """
      delete from answer_window where estate_id = $1 and window_id = $2 returning *
      """;

  /** Takes the window that ends with this item. */
  public Optional<Window> ended(Transaction tx, DueItem item) {
    var values = Tuple.of(item.estateId(), Long.parseLong(item.subject()));
    var rows = tx.preparedQuery(ENDED).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(AnswerWindows::window).findFirst();
  }

  private static Window window(Row row) {
    var heldSince = row.getOffsetDateTime("held_since");
    return new Window(
        row.getString("estate_id"),
        row.getLong("window_id"),
        row.getString("channel"),
        row.getString("conversation"),
        row.getString("account_id"),
        row.getOffsetDateTime("since").toInstant(),
        row.getInteger("lines"),
        heldSince == null ? null : heldSince.toInstant());
  }
}
