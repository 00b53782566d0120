package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import linli.bot.channels.Channels;
import linli.bot.due.DueWork;
import linli.bot.outbox.Backoff;
import linli.bot.outbox.Outbox;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The watch over estates")
class EstateWatchTest {

  private static final String ESTATE =
      """
      insert into estate (estate_id, name, community, committee, street, offer_unaddressed, demo)
      values ('nan', '南苑', '幸福社区', '南苑居委会', '幸福街道', true, false)
      """;

  @Test
  void goes_on_after_the_database_could_not_be_reached() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var closed = closedPort();
      var open = new AtomicBoolean();
      var refused = new AtomicInteger();
      var options = PgConnectOptions.fromUri(fresh.url());
      Pool pool =
          PgBuilder.pool()
              .using(TestDatabase.vertx())
              .connectingTo(
                  () -> {
                    if (open.get()) {
                      return Future.succeededFuture(options);
                    }
                    refused.incrementAndGet();
                    return Future.succeededFuture(new PgConnectOptions(options).setPort(closed));
                  })
              .build();
      var features = features(fresh);
      try (var watch = new EstateWatch(features, pool)) {
        watch.begin();
        Eventually.until(() -> refused.get() > 0);
        fresh.database().pool().query(ESTATE).execute().await();
        open.set(true);
        Eventually.until(() -> features.estates().byName("南苑").isPresent());
        assertThat(refused).hasPositiveValue();
      } finally {
        pool.close().await();
      }
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Features features(TestDatabase.Fresh fresh) {
    var clock = Clock.systemUTC();
    var outbox =
        new Outbox(
            fresh.database().pool(), new Channels(List.of()), clock, new Backoff(new Random(1)));
    var due = new DueWork(fresh.database().pool(), fresh.database().transactions(), clock);
    return new Features(Features.Knowledge.load(), outbox, due, Map.of(), false, clock);
  }
}
