package linli.bot.reach;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import linli.adapters.Capabilities.Can;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.due.DueHandler;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estates;
import linli.bot.outbox.Outbox;
import linli.bot.questions.Questions;
import linli.bot.speech.ChinaTime;
import linli.bot.speech.Speech;
import linli.bot.speech.Speech.Line;
import linli.bot.speech.Texts;
import linli.bot.store.Transaction;

/**
 * Another way for a private line that its channel did not take: the same person's other accounts,
 * one after the other; then staff are asked to call about the case. Nobody hears the words but the
 * person.
 */
public final class Undelivered implements DueHandler {

  private final Channels channels;
  private final Replies replies;
  private final Estates estates;
  private final Questions questions;
  private final Speech speech;
  private final Texts texts;

  public Undelivered(
      Channels channels,
      Replies replies,
      Estates estates,
      Questions questions,
      Speech speech,
      Texts texts) {
    this.channels = channels;
    this.replies = replies;
    this.estates = estates;
    this.questions = questions;
    this.speech = speech;
    this.texts = texts;
  }

  public void register(DueWork due) {
    due.register(Outbox.UNDELIVERED, this);
  }

  private record Lost(UUID id, UUID first, String channel, String account, Line line) {}

  @Override
  public void run(Transaction tx, DueItem item) {
    var lost = lost(tx, UUID.fromString(item.subject()));
    if (lost.isEmpty()) {
      return;
    }
    if (!sayElsewhere(tx, item.estateId(), lost.get())) {
      askToCall(tx, item.estateId(), lost.get(), item.dueAt());
    }
  }

  private static final String LOST =
      """
      select id, coalesce(stands_in_for, id) as first, channel, recipient, text, buttons, case_no
      from outbox
      where id = $1 and state = 'dead' and recipient is not null
      """;

  private static Optional<Lost> lost(Transaction tx, UUID id) {
    for (var row : tx.preparedQuery(LOST).execute(Tuple.of(id)).await()) {
      return Optional.of(
          new Lost(
              row.getUUID("id"),
              row.getUUID("first"),
              row.getString("channel"),
              row.getString("recipient"),
              line(row)));
    }
    return Optional.empty();
  }

  private static Line line(Row row) {
    var buttons = Outbox.buttons(row.getString("buttons"));
    return new Line(row.getString("text"), buttons, row.getString("case_no"), null, false);
  }

  private static final String ACCOUNTS =
      """
      select other.channel, other.account_id
      from account mine
      join account other using (estate_id, person_id)
      where mine.channel = $1 and mine.account_id = $2 and mine.estate_id = $3
        and not exists (
          select from outbox tried
          where (tried.id = $4 or tried.stands_in_for = $4)
            and tried.channel = other.channel and tried.recipient = other.account_id)
      order by other.channel, other.account_id
      """;

  private boolean sayElsewhere(Transaction tx, String estateId, Lost lost) {
    var asked = Tuple.of(lost.channel(), lost.account(), estateId, lost.first());
    for (var row : tx.preparedQuery(ACCOUNTS).execute(asked).await()) {
      var channel = row.getString("channel");
      var account = row.getString("account_id");
      if (reaches(channel, account)) {
        var id = speech.toAccount(tx, estateId, channel, account, lost.line());
        standIn(tx, id, lost.first());
        questions.move(tx, lost.id(), channel, "private:" + account, account, id);
        return true;
      }
    }
    return false;
  }

  private boolean reaches(String name, String account) {
    return channels
        .find(name)
        .filter(Undelivered::saysAlone)
        .filter(channel -> replies.open(channel, "private:" + account))
        .isPresent();
  }

  private static boolean saysAlone(Channel channel) {
    return channel.capabilities().map(can -> can.can(Can.SAY_ALONE)).orElse(true);
  }

  private static final String STANDS_IN = "update outbox set stands_in_for = $2 where id = $1";

  private static void standIn(Transaction tx, UUID id, UUID first) {
    tx.flush();
    tx.preparedQuery(STANDS_IN).execute(Tuple.of(id, first)).await();
  }

  private static final String ASKED =
      """
      insert into call_requests (estate_id, case_no, asked_on) values ($1, $2, $3)
      on conflict do nothing
      """;

  /** Once a day and case: who calls learns everything that is new. */
  private void askToCall(Transaction tx, String estateId, Lost lost, Instant now) {
    var no = lost.line().caseNo();
    var estate = estates.byId(estateId);
    if (no == null || isStaff(tx, lost)) {
      return;
    }
    var today = LocalDate.ofInstant(now, ChinaTime.ZONE);
    var asked = tx.preparedQuery(ASKED).execute(Tuple.of(estateId, no, today)).await();
    if (asked.rowCount() == 0) {
      return;
    }
    var text = texts.of(estateId).say("undelivered.call", "no", no);
    speech.toRole(tx, estate, "grid_worker", Line.of(text).about(no));
  }

  private static final String STAFF =
      """
      select 1
      from account
      join staff_role using (estate_id, person_id)
      where channel = $1 and account_id = $2
      limit 1
      """;

  /** Who is asked to call must not be asked to call themselves. */
  private static boolean isStaff(Transaction tx, Lost lost) {
    return tx.preparedQuery(STAFF).execute(Tuple.of(lost.channel(), lost.account())).await().size()
        > 0;
  }
}
