package linli.bot.channels;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import linli.adapters.InboundEvent;
import linli.adapters.OutboundMessage;
import linli.adapters.Received.Handle;
import linli.adapters.Secret;

/**
 * When people of platforms with a window can be answered: for so long after they wrote, and so many
 * times. One account of it for all nodes.
 */
public final class Replies {

  /** Why a message has no way to its reader: nobody wrote lately enough to be answered. */
  public static final String CLOSED = "no reply window";

  /** No platform's window is longer. */
  private static final Duration LONGEST = Duration.ofDays(3);

  private final Pool pool;
  private final InstantSource clock;

  public Replies(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  private static final String OPEN =
      """
      insert into reply_windows as kept (channel, conversation, opened_at)
      select $1, conversation, opened_at
      from unnest($2::text[], $3::timestamptz[]) as heard (conversation, opened_at)
      on conflict (channel, conversation) do update
      set opened_at = excluded.opened_at, said = 0
      where kept.opened_at < excluded.opened_at
      """;

  private static final String KEEP =
      """
      insert into reply_handles (channel, handle, conversation, good_until)
      select $1, handle, conversation, good_until
      from unnest($2::text[], $3::text[], $4::timestamptz[])
           as heard (handle, conversation, good_until)
      on conflict do nothing
      """;

  /** Notes that these people can be answered; nothing where that is always so. Never blocks. */
  public Future<?> heard(Channel channel, List<InboundEvent> events, List<Handle> handles) {
    if (!handles.isEmpty()) {
      var row =
          Tuple.of(
              channel.name(),
              handles.stream().map(each -> each.value().value()).toArray(String[]::new),
              handles.stream().map(Handle::conversation).toArray(String[]::new),
              times(handles.stream().map(Handle::until).toList()));
      return pool.preparedQuery(KEEP).execute(row);
    }
    if (events.isEmpty() || !counted(channel)) {
      return Future.succeededFuture();
    }
    var latest = new LinkedHashMap<String, Instant>();
    events.forEach(
        event ->
            latest.merge(
                event.conversation().id(), event.sentAt(), (a, b) -> a.isAfter(b) ? a : b));
    var row =
        Tuple.of(
            channel.name(),
            latest.keySet().toArray(String[]::new),
            times(List.copyOf(latest.values())));
    return pool.preparedQuery(OPEN).execute(row);
  }

  private static OffsetDateTime[] times(List<Instant> times) {
    return times.stream().map(time -> time.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
  }

  private static boolean counted(Channel channel) {
    return channel.hasWindow() && !channel.mouth().needsHandle();
  }

  private static final String LEFT =
      """
      select said from reply_windows where channel = $1 and conversation = $2 and opened_at > $3
      """;

  private static final String HANDLES_LEFT =
      """
      select 1 from reply_handles where channel = $1 and conversation = $2 and good_until > $3 limit 1
      """;

  /** Whether something can be said there now, as far as the platform's window goes. */
  public boolean open(Channel channel, String conversation) {
    if (!channel.hasWindow()) {
      return true;
    }
    var can = channel.capabilities().orElseThrow();
    if (channel.mouth().needsHandle()) {
      return pool.preparedQuery(HANDLES_LEFT)
              .execute(Tuple.of(channel.name(), conversation, now()))
              .await()
              .size()
          > 0;
    }
    var since = now().minus(can.replyWindow());
    for (var row :
        pool.preparedQuery(LEFT).execute(Tuple.of(channel.name(), conversation, since)).await()) {
      return row.getInteger("said") < can.repliesInWindow();
    }
    return false;
  }

  /** As {@link #open(Channel, String)}, of the conversation that the message is for. */
  public boolean open(Channel channel, OutboundMessage message) {
    return open(channel, message.conversationId());
  }

  private static final String TAKE =
      """
      delete from reply_handles
      where channel = $1 and handle = (
        select handle from reply_handles
        where channel = $1 and conversation = $2 and good_until > $3
        order by good_until
        limit 1
        for update skip locked)
      returning handle, good_until
      """;

  /** The handle that ends first, for one use; empty when nothing can be said there. */
  Optional<Handle> takeHandle(String channel, String conversation) {
    var row = Tuple.of(channel, conversation, now());
    for (var taken : pool.preparedQuery(TAKE).execute(row).await()) {
      var until = taken.getOffsetDateTime("good_until").toInstant();
      return Optional.of(new Handle(conversation, new Secret(taken.getString("handle")), until));
    }
    return Optional.empty();
  }

  /** It was not used. */
  void putBack(String channel, Handle handle) {
    var row =
        Tuple.of(
            channel,
            new String[] {handle.value().value()},
            new String[] {handle.conversation()},
            times(List.of(handle.until())));
    pool.preparedQuery(KEEP).execute(row).await();
  }

  private static final String FORGET =
      """
      with windows as (delete from reply_windows where opened_at < $1)
      delete from reply_handles where good_until < $2
      """;

  /** Forgets what is over; says how many handles that were. */
  public int sweep() {
    var row = Tuple.of(now().minus(LONGEST), now());
    return pool.preparedQuery(FORGET).execute(row).await().rowCount();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
