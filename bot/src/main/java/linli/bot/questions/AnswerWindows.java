package linli.bot.questions;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.Estate;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;
import linli.bot.store.Transaction.RowWriter;
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

  /** As {@link #END}, where a whole group hears of it. */
  public static final String END_IN_GROUP = "answers.group-window-end";

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

    private Window andOne() {
      return new Window(
          estateId, id, channel, conversation, accountId, since, lines + 1, heldSince);
    }

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

  private record Where(String estateId, String channel, String conversation) {
    @Override
    public String toString() {
      return "Where[]";
    }
  }

  private static final Memory<Where, List<Window>> LATELY_IN = new Memory<>("answer_window");

  private static final String LATELY =
      """
      select * from answer_window
      where estate_id = $1 and channel = $2 and conversation = any($3) and since > $4
      """;

  /** Looks up together what will be {@linkplain #full asked for} in this transaction. */
  public void prepare(
      Transaction tx, Estate estate, String channel, Set<String> conversations, Instant now) {
    if (conversations.isEmpty()) {
      return;
    }
    tx.flush(COUNTED);
    var longest = Math.max(estate.noise().personMinutes(), estate.noise().groupMinutes());
    var begin = now.minus(Duration.ofMinutes(longest)).atOffset(ZoneOffset.UTC);
    var asked = Tuple.of(estate.id(), channel, conversations.toArray(String[]::new), begin);
    tx.look(LATELY, asked, rows -> keep(tx, estate, channel, conversations, rows));
  }

  private static void keep(
      Transaction tx, Estate estate, String channel, Set<String> conversations, RowSet<Row> rows) {
    var found = new HashMap<String, List<Window>>();
    for (var row : rows) {
      var window = window(row);
      found.computeIfAbsent(window.conversation(), x -> new ArrayList<>()).add(window);
    }
    for (var conversation : conversations) {
      tx.remember(
          LATELY_IN,
          new Where(estate.id(), channel, conversation),
          found.getOrDefault(conversation, List.of()));
    }
  }

  /**
   * @param group the group in which the person writes; the private conversation when alone
   */
  public Full full(
      Transaction tx, Estate estate, String channel, String alone, String group, Instant now) {
    var noise = estate.noise();
    var person =
        full(tx, estate, new Where(estate.id(), channel, alone), true, now, noise.personAnswers());
    var together =
        alone.equals(group)
            ? null
            : full(
                tx,
                estate,
                new Where(estate.id(), channel, group),
                false,
                now,
                noise.groupAnswers());
    return person == null && together == null ? Full.NOWHERE : new Full(person, together);
  }

  /** The window there when it has so many lines. */
  private Window full(
      Transaction tx, Estate estate, Where where, boolean alone, Instant now, int lines) {
    if (tx.recall(LATELY_IN, where).isEmpty()) {
      prepare(tx, estate, where.channel(), Set.of(where.conversation()), now);
    }
    var begin = now.minus(lasts(estate, alone));
    for (var window : tx.recall(LATELY_IN, where).orElseThrow()) {
      if (window.since().isAfter(begin) && window.lines() >= lines) {
        return window;
      }
    }
    return null;
  }

  /** Whether the group has heard enough for now. */
  public boolean isFull(Transaction tx, Estate estate, String channel, String group, Instant now) {
    var where = new Where(estate.id(), channel, group);
    return full(tx, estate, where, false, now, estate.noise().groupAnswers()) != null;
  }

  /** Whether the person has heard enough in private for now. */
  public boolean isFullAlone(
      Transaction tx, Estate estate, String channel, String alone, Instant now) {
    var where = new Where(estate.id(), channel, alone);
    return full(tx, estate, where, true, now, estate.noise().personAnswers()) != null;
  }

  private static Duration lasts(Estate estate, boolean alone) {
    var noise = estate.noise();
    return Duration.ofMinutes(alone ? noise.personMinutes() : noise.groupMinutes());
  }

  /** An answer that was given; its window is a new one when none began after {@code begin}. */
  private record Said(Where where, String accountId, Instant at, Instant begin) {
    boolean isIn(Window window) {
      return window.since().isAfter(begin);
    }
  }

  private static final RowWriter<Said> COUNTED = AnswerWindows::count;

  private static final String SAID =
      """
      with said as (
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
                             $6::timestamptz[], $7::integer[])
          as said (estate_id, channel, conversation, account_id, at, begin, lines)),
      current as (
        update answer_window as old set lines = old.lines + said.lines
        from said
        where old.estate_id = said.estate_id and old.channel = said.channel
          and old.conversation = said.conversation and old.since > said.begin
        returning old.estate_id, old.channel, old.conversation),
      gone as (
        delete from answer_window as old
        using said
        where old.estate_id = said.estate_id and old.channel = said.channel
          and old.conversation = said.conversation and old.since <= said.begin
          and old.held_since is null)
      insert into answer_window (estate_id, channel, conversation, account_id, since, lines)
      select estate_id, channel, conversation, account_id, at, lines from said
      where (estate_id, channel, conversation)
        not in (select estate_id, channel, conversation from current)
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
    var where = new Where(estate.id(), channel, conversation);
    var said = new Said(where, accountId, now, now.minus(lasts(estate, accountId != null)));
    tx.defer(COUNTED, said);
    var lately = tx.recall(LATELY_IN, where);
    if (lately.isPresent() && lately.get().stream().anyMatch(said::isIn)) {
      var one = lately.get().stream().map(window -> said.isIn(window) ? window.andOne() : window);
      tx.remember(LATELY_IN, where, one.toList());
    } else {
      tx.forget(LATELY_IN, where);
    }
  }

  private static void count(Transaction tx, List<Said> all) {
    var places = new LinkedHashMap<Where, List<Said>>();
    all.forEach(said -> places.computeIfAbsent(said.where(), x -> new ArrayList<>()).add(said));
    var first = places.values().stream().map(List::getFirst).toList();
    tx.writeKnowingly(
        SAID,
        Tuple.tuple()
            .addArrayOfString(first.stream().map(s -> s.where().estateId()).toArray(String[]::new))
            .addArrayOfString(first.stream().map(s -> s.where().channel()).toArray(String[]::new))
            .addArrayOfString(
                first.stream().map(s -> s.where().conversation()).toArray(String[]::new))
            .addArrayOfString(first.stream().map(Said::accountId).toArray(String[]::new))
            .addArrayOfOffsetDateTime(times(first, Said::at))
            .addArrayOfOffsetDateTime(times(first, Said::begin))
            .addArrayOfInteger(places.values().stream().map(List::size).toArray(Integer[]::new)));
  }

  private static OffsetDateTime[] times(List<Said> said, Function<Said, Instant> time) {
    return said.stream()
        .map(s -> time.apply(s).atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  private static final String HELD =
      """
      update answer_window set held_since = coalesce(held_since, $3)
      where estate_id = $1 and window_id = $2
      """;

  /** An answer is held back; at the end of the window people hear of it. */
  public void held(Transaction tx, Estate estate, Window full, Instant now) {
    tx.write(HELD, Tuple.of(full.estateId(), full.id(), now.atOffset(ZoneOffset.UTC)));
    var inGroup = full.accountId() == null;
    var end = full.since().plus(lasts(estate, !inGroup));
    due.schedule(
        tx,
        new DueItem(
            full.estateId(),
            inGroup ? END_IN_GROUP : END,
            Long.toString(full.id()),
            0,
            inGroup ? QuietHours.after(end) : end));
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
