package linli.bot.channels;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import linli.bot.channels.Proofs.Proof;
import linli.bot.store.Transaction;

/** How the channels are, for all nodes: what was proved, what fails, what waits. */
public final class ChannelStates {

  private final Pool pool;
  private final InstantSource clock;

  public ChannelStates(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * One channel.
   *
   * @param proof null until somebody asked
   * @param failingSince null while messages go out
   * @param keyRefused it fails because the platform does not take our key
   * @param waiting messages to send
   * @param lost messages of the last day that nobody took
   */
  public record State(
      String channel,
      Proof proof,
      String proofCode,
      Instant provedAt,
      Instant failingSince,
      String failingCode,
      boolean keyRefused,
      long waiting,
      Instant oldestWaiting,
      long lost) {}

  private static final String READ =
      """
      select named.channel, state.*, coalesce(lines.waiting, 0) as waiting, lines.oldest,
        coalesce(dead.lost, 0) as lost
      from unnest($1::text[]) as named (channel)
      left join channel_state state using (channel)
      left join (
        select channel, count(*) as waiting, min(created_at) as oldest
        from outbox where state = 'pending' group by channel) lines using (channel)
      left join (
        select channel, count(*) as lost
        from outbox where state = 'dead' and changes is null and created_at > $2
        group by channel) dead using (channel)
      order by named.channel
      """;

  /** All configured channels by name. */
  public List<State> read(Channels channels) {
    return read(channels, pool);
  }

  /** As {@link #read(Channels)}, inside the transaction. */
  public List<State> read(Channels channels, Transaction tx) {
    return states(tx.preparedQuery(READ).execute(asked(channels)).await());
  }

  private List<State> read(Channels channels, SqlClient client) {
    return states(client.preparedQuery(READ).execute(asked(channels)).await());
  }

  private Tuple asked(Channels channels) {
    var names = channels.all().stream().map(Channel::name).sorted().toArray(String[]::new);
    return Tuple.of(names, now().minusDays(1));
  }

  private static List<State> states(Iterable<Row> rows) {
    var states = new ArrayList<State>();
    for (var row : rows) {
      var proof = row.getString("proof");
      states.add(
          new State(
              row.getString(0),
              proof == null ? null : Proof.valueOf(proof),
              row.getString("proof_code"),
              instant(row.getOffsetDateTime("proved_at")),
              instant(row.getOffsetDateTime("failing_since")),
              row.getString("failing_code"),
              Boolean.TRUE.equals(row.getBoolean("key_refused")),
              row.getLong("waiting"),
              instant(row.getOffsetDateTime("oldest")),
              row.getLong("lost")));
    }
    return states;
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static final String FAILS =
      """
      insert into channel_state as kept (channel, failing_since, failing_code, key_refused)
      values ($1, $2, $3, $4)
      on conflict (channel) do update
      set failing_since = coalesce(kept.failing_since, $2), failing_code = $3, key_refused = $4
      """;

  /** Nothing goes out there from now on. */
  public void fails(String channel, String code, boolean keyRefused) {
    pool.preparedQuery(FAILS).execute(Tuple.of(channel, now(), code, keyRefused)).await();
  }

  private static final String WORKS =
      """
      update channel_state
      set failing_since = null, failing_code = null, key_refused = false
      where channel = $1 and failing_since is not null
      """;

  /** Messages go out there. */
  public void works(String channel) {
    pool.preparedQuery(WORKS).execute(Tuple.of(channel)).await();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
