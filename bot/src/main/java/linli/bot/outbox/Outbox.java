package linli.bot.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import linli.adapters.Capabilities;
import linli.adapters.Capabilities.Can;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.OutboundMessage;
import linli.adapters.OutboundMessage.Button;
import linli.bot.channels.Callbacks.Outcome;
import linli.bot.channels.Channel;
import linli.bot.channels.ChannelStates;
import linli.bot.channels.Channels;
import linli.bot.channels.Replies;
import linli.bot.due.MovableClock;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;
import linli.bot.store.Transaction.RowWriter;

/**
 * Messages to send: written in the transaction of the change that causes them, sent after its
 * commit.
 */
public final class Outbox {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Predicate<Capabilities> CHANGES = can -> can.can(Can.CHANGE_CARDS);

  private final Pool pool;
  private final Channels channels;
  private final Clock clock;
  private final Backoff backoff;

  public Outbox(Pool pool, Channels channels, Clock clock, Backoff backoff) {
    this.pool = pool;
    this.channels = channels;
    this.clock = clock;
    this.backoff = backoff;
  }

  /** The channels that lines go to. */
  public Channels channels() {
    return channels;
  }

  /** How those channels are. */
  public ChannelStates states() {
    return new ChannelStates(pool, MovableClock.wallOf(clock));
  }

  /** When people there can be answered. */
  public Replies replies() {
    return new Replies(pool, MovableClock.wallOf(clock));
  }

  /** A message, the channel and the estate that it is about, or null. */
  private record Entry(String channel, String estateId, String state, OutboundMessage message) {}

  private final RowWriter<Entry> entries = Outbox::insert;

  /**
   * Adds a message behind those of this transaction; one whose id is there already is left out, and
   * one to a city's platform that files nothing there ({@link CityOrders}).
   *
   * @param estateId the estate that it is about, or null
   * @throws IllegalArgumentException when no such channel is configured
   */
  public void add(Transaction tx, String channel, String estateId, OutboundMessage message) {
    var to = channels.get(channel);
    if (to.city().isPresent() && !CityOrders.opens(tx, channel, estateId, message)) {
      return;
    }
    var state = to.posts() ? "pending" : "polled";
    tx.defer(entries, new Entry(channel, estateId, state, message));
  }

  /** Whether times of this channel are a platform's own, and not told by whoever sends. */
  public boolean isPlatform(String channel) {
    return channels.get(channel).mouth() != null;
  }

  private static final String INSERT =
      """
      insert into outbox (id, channel, conversation, conversation_type, recipient, text, buttons,
                          in_reply_to, case_no, estate_id, created_at, state)
      select id, channel, conversation, conversation_type, recipient, text, buttons,
             in_reply_to, case_no, estate_id, created_at, state
      from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                  $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::text[])
           with ordinality
           as entry (id, channel, conversation, conversation_type, recipient, text, buttons,
                     in_reply_to, case_no, estate_id, created_at, state, place)
      order by place
      on conflict (id) do nothing
      """;

  private static void insert(Transaction tx, List<Entry> entries) {
    var messages = entries.stream().map(Entry::message).toList();
    var row =
        Tuple.tuple()
            .addArrayOfUUID(messages.stream().map(OutboundMessage::id).toArray(UUID[]::new))
            .addArrayOfString(strings(entries, Entry::channel))
            .addArrayOfString(strings(messages, OutboundMessage::conversationId))
            .addArrayOfString(strings(messages, Outbox::typeOf))
            .addArrayOfString(strings(messages, OutboundMessage::to))
            .addArrayOfString(strings(messages, OutboundMessage::text))
            .addArrayOfString(strings(messages, message -> json(message.buttons())))
            .addArrayOfString(strings(messages, OutboundMessage::inReplyTo))
            .addArrayOfString(strings(messages, OutboundMessage::caseNo))
            .addArrayOfString(strings(entries, Entry::estateId))
            .addArrayOfOffsetDateTime(
                messages.stream()
                    .map(message -> message.createdAt().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new))
            .addArrayOfString(strings(entries, Entry::state));
    entries.forEach(e -> tx.forget(LINES, new Of(e.channel(), e.message().id())));
    tx.writeKnowingly(INSERT, row);
  }

  private static final String RECORD =
      """
      with line as (
        select id, channel, conversation, parts_said from outbox
        where id = $1 and state = 'pending'
        for update),
      lost as (
        insert into due_work (estate_id, kind, subject, due_at)
        select estate_id, $8, id::text, $9
        from outbox
        where id = $1 and state = 'pending' and $2 = 'dead'
          and conversation_type = 'private' and estate_id is not null and changes is null
        on conflict do nothing),
      counted as (
        update reply_windows
        set said = said + greatest($7 - line.parts_said, 0)
        from line
        where reply_windows.channel = line.channel
          and reply_windows.conversation = line.conversation)
      update outbox
      set state = $2, last_error = $3, next_attempt_at = $4, sent_at = $5, platform_id = $6,
        parts_said = greatest(outbox.parts_said, $7)
      from line
      where outbox.id = line.id
      """;

  /**
   * The kind of due work that looks for another way to who did not get a line; its id is subject.
   */
  public static final String UNDELIVERED = "outbox.undelivered";

  /** Notes what became of an attempt; the message is sent, tried again later or given up. */
  public void record(UUID id, Outcome outcome) {
    var row =
        switch (outcome) {
          case Outcome.Delivered sent ->
              Tuple.of(id, "sent", null, null, now(), sent.messageId(), sent.parts());
          case Outcome.Rejected rejected ->
              Tuple.of(id, "dead", rejected.code(), null, null, null, 0);
          case Outcome.Failed failed -> again(id, failed);
        };
    row.addString(UNDELIVERED).addOffsetDateTime(now());
    pool.preparedQuery(RECORD).execute(row).await();
  }

  private Tuple again(UUID id, Outcome.Failed failed) {
    var said = failed.partsSaid();
    var tried = tried(id);
    var age = Duration.between(tried.createdAt(), clock.instant());
    return backoff
        .after(tried.attempts(), failed.pause(), age)
        .map(delay -> Tuple.of(id, "pending", failed.code(), now().plus(delay), null, null, said))
        .orElseGet(() -> Tuple.of(id, "dead", failed.code(), null, null, null, said));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static final String FORGET =
      """
      update outbox set text = case when state = 'pending' then text else $3 end
      where estate_id = $1 and (id = $2 or stands_in_for = $2)
      returning state = 'pending' as waits
      """;

  /**
   * Puts other words where the text was, there and in the lines that stand in for it, once it is
   * sent or can be polled.
   *
   * @return whether one of them waits for being sent and keeps its words
   */
  public boolean forgetText(Transaction tx, String estateId, UUID id, String instead) {
    tx.flush();
    var waits = false;
    for (var row : tx.preparedQuery(FORGET).execute(Tuple.of(estateId, id, instead)).await()) {
      waits |= row.getBoolean("waits");
    }
    return waits;
  }

  /** Older cards are left alone: platforms do not change them any more. */
  private static final Duration CHANGED_FOR = Duration.ofDays(14);

  /** With $3: the channels, $4: the note, $5: now; the button that only shows something stays. */
  private static final String CHANGE =
      """
        returning *)
      insert into outbox (id, channel, conversation, conversation_type, recipient, text, buttons,
                          case_no, estate_id, created_at, state, changes)
      select gen_random_uuid(), channel, conversation, conversation_type, recipient, $4,
             (select coalesce(jsonb_agg(button), '[]')
              from jsonb_array_elements(card.buttons::jsonb) as button
              where button ->> 'label' = '详情')::text,
             case_no, estate_id, $5, 'pending', id
      from card
      """;

  private static final String CHANGE_LINE =
      """
      with card as (
        update outbox set settled = true
        where id = $1 and estate_id = $2 and channel = any($3) and created_at > $6
          and buttons <> '[]' and not settled and changes is null
          and state <> 'polled' and state <> 'dead'
      """
          + CHANGE;

  private static final String CHANGE_OF_CASE =
      """
      with card as (
        update outbox set settled = true
        where case_no = $1 and estate_id = $2 and channel = any($3) and created_at > $6
          and buttons <> '[]' and not settled and changes is null
          and state <> 'polled' and state <> 'dead'
          and strpos(buttons, $7) > 0
      """
          + CHANGE;

  /**
   * One of this line's buttons was used: they go, where its platform can take them away.
   *
   * @param note what came of it, in few words
   */
  public void settle(Transaction tx, String estateId, UUID line, String note) {
    settle(tx, CHANGE_LINE, Tuple.of(line, estateId), note, null);
  }

  /**
   * As {@link #settle}, of every card that asked somebody to do something about the case.
   *
   * @param verb only those with a button of this verb; null: all that name the case
   */
  public void settleOfCase(
      Transaction tx, String estateId, String caseNo, String verb, String note) {
    var key = (verb == null ? " " : '"' + verb + " ") + caseNo + '"';
    settle(tx, CHANGE_OF_CASE, Tuple.of(caseNo, estateId), note, key);
  }

  private void settle(Transaction tx, String sql, Tuple what, String note, String key) {
    var changing =
        channels.all().stream()
            .filter(channel -> channel.capabilities().filter(CHANGES).isPresent())
            .map(Channel::name)
            .toArray(String[]::new);
    if (changing.length > 0) {
      var since = now().minus(CHANGED_FOR);
      what.addArrayOfString(changing).addString(note).addOffsetDateTime(now());
      what.addOffsetDateTime(since);
      tx.writeKnowingly(sql, key == null ? what : what.addString(key));
    }
  }

  private record Tried(int attempts, Instant createdAt) {}

  private static final String TRIED =
      """
      select attempts, created_at from outbox where id = $1
      """;

  private Tried tried(UUID id) {
    for (var row : pool.preparedQuery(TRIED).execute(Tuple.of(id)).await()) {
      var createdAt = row.getOffsetDateTime("created_at").toInstant();
      return new Tried(Math.max(1, row.getInteger("attempts")), createdAt);
    }
    return new Tried(1, clock.instant());
  }

  /** Reads the columns of a row of {@code outbox} by their names. */
  static OutboundMessage message(Row row) {
    return new OutboundMessage(
        row.getUUID("id"),
        row.getString("conversation"),
        Conversation.Type.valueOf(row.getString("conversation_type").toUpperCase(Locale.ROOT)),
        row.getString("recipient"),
        row.getString("text"),
        buttons(row.getString("buttons")),
        row.getString("in_reply_to"),
        row.getString("case_no"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static String typeOf(OutboundMessage message) {
    return message.conversationType().name().toLowerCase(Locale.ROOT);
  }

  private static <T> String[] strings(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private static String json(List<Button> buttons) {
    try {
      return JSON.writeValueAsString(buttons);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("buttons can always be written", impossible);
    }
  }

  /** Reads the column {@code buttons}. */
  public static List<Button> buttons(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<Button>>() {});
    } catch (JsonProcessingException quotesTheText) {
      throw new IllegalStateException("stored buttons are not readable");
    }
  }

  private static final String OURS =
      """
      select id from outbox where channel = $1 and platform_id = $2
      """;

  /** Our id of the line that the platform calls so; empty when it is not one of ours. */
  public Optional<UUID> idOf(Transaction tx, String channel, String platformId) {
    for (var row : tx.preparedQuery(OURS).execute(Tuple.of(channel, platformId)).await()) {
      return Optional.of(row.getUUID("id"));
    }
    return Optional.empty();
  }

  /**
   * A line that we said.
   *
   * @param caseNo the number of the case it was about, or null
   */
  public record Line(String caseNo, List<Button> buttons) {

    /** Whether it asked for one of its buttons. */
    public boolean asks() {
      return !buttons.isEmpty();
    }
  }

  private record Of(String channel, UUID id) {}

  private static final Memory<Of, Optional<Line>> LINES = new Memory<>("outbox");

  private static final String FIND =
      """
      select id, case_no, buttons from outbox where channel = $1 and id = any($2)
      """;

  /** Looks up together what will be {@linkplain #find asked for} in this transaction. */
  public void prepare(Transaction tx, String channel, Set<UUID> wanted) {
    var ids =
        wanted.stream()
            .filter(id -> tx.recall(LINES, new Of(channel, id)).isEmpty())
            .collect(Collectors.toSet());
    if (ids.isEmpty()) {
      return;
    }
    tx.flush();
    var found = new HashMap<UUID, Line>();
    for (var row :
        tx.preparedQuery(FIND)
            .execute(Tuple.of(channel).addArrayOfUUID(ids.toArray(UUID[]::new)))
            .await()) {
      found.put(
          row.getUUID("id"), new Line(row.getString("case_no"), buttons(row.getString("buttons"))));
    }
    for (var id : ids) {
      tx.remember(LINES, new Of(channel, id), Optional.ofNullable(found.get(id)));
    }
  }

  /** The line with this id in this channel. */
  public Optional<Line> find(Transaction tx, String channel, UUID id) {
    var line = new Of(channel, id);
    if (tx.recall(LINES, line).isEmpty()) {
      prepare(tx, channel, Set.of(id));
    }
    return tx.recall(LINES, line).orElseThrow();
  }
}
