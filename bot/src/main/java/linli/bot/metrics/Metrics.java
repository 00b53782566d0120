package linli.bot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.ToDoubleFunction;

/** Numbers about the service for Prometheus: what waits, what is stuck, how long requests take. */
public final class Metrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Pool pool;
  private final Clock clock;
  private volatile Backlog backlog = Backlog.UNKNOWN;

  /** Not a number = the database did not answer. */
  private record Backlog(
      double inboxPending,
      double inboxLagSeconds,
      double inboxParked,
      double outboxPending,
      double outboxDead,
      double channelsFailing,
      double dueOverdue,
      double dueParked) {

    private static final double NONE = Double.NaN;
    static final Backlog UNKNOWN = new Backlog(NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
  }

  public Metrics(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
    gauge("linli.inbox.pending", "events to process", Backlog::inboxPending);
    gauge("linli.inbox.lag.seconds", "age of the oldest of them", Backlog::inboxLagSeconds);
    gauge("linli.inbox.parked", "events given up; a person must look", Backlog::inboxParked);
    gauge("linli.outbox.pending", "messages to send", Backlog::outboxPending);
    gauge("linli.outbox.dead", "messages given up; a person must look", Backlog::outboxDead);
    gauge("linli.channels.failing", "channels to which nothing goes out", Backlog::channelsFailing);
    gauge("linli.due.overdue", "due work that is not done", Backlog::dueOverdue);
    gauge("linli.due.parked", "due work given up; a person must look", Backlog::dueParked);
  }

  /** For the features' own numbers; never a person, a text or a platform's id as a tag. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  public void request(String route, int status, Duration took) {
    Timer.builder("linli.http.requests")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(took);
  }

  /** Prometheus' text form, with fresh numbers of the database. Must not run on an event loop. */
  public String scrape() {
    backlog = read();
    return registry.scrape();
  }

  private static final String READ =
      """
      select
        (select count(*) from inbox
         where processed_at is null and parked_at is null) as inbox_pending,
        (select coalesce(extract(epoch from $1 - min(received_at)), 0)::float8 from inbox
         where processed_at is null and parked_at is null) as inbox_lag,
        (select count(*) from inbox where parked_at is not null) as inbox_parked,
        (select count(*) from outbox where state = 'pending') as outbox_pending,
        (select count(*) from outbox where state = 'dead') as outbox_dead,
        (select count(*) from channel_state where failing_since is not null) as channels_failing,
        (select count(*) from due_work
         where done_at is null and parked_at is null and due_at <= $1) as due_overdue,
        (select count(*) from due_work where parked_at is not null) as due_parked
      """;

  private Backlog read() {
    try {
      var now = clock.instant().atOffset(ZoneOffset.UTC);
      return backlog(pool.preparedQuery(READ).execute(Tuple.of(now)).await().iterator().next());
    } catch (Exception databaseDown) { // the other numbers are wanted all the more
      return Backlog.UNKNOWN;
    }
  }

  private static Backlog backlog(Row row) {
    return new Backlog(
        row.getLong("inbox_pending"),
        row.getDouble("inbox_lag"),
        row.getLong("inbox_parked"),
        row.getLong("outbox_pending"),
        row.getLong("outbox_dead"),
        row.getLong("channels_failing"),
        row.getLong("due_overdue"),
        row.getLong("due_parked"));
  }

  private void gauge(String name, String description, ToDoubleFunction<Backlog> number) {
    Gauge.builder(name, this, self -> number.applyAsDouble(self.backlog))
        .description(description)
        .register(registry);
  }
}
