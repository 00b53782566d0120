package linli.bot.bench;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import linli.bot.bench.Quarter.Estate;
import linli.bot.estates.EstateImport;

/** Messages through the whole service until their replies stand in the outbox. */
final class EndToEnd {

  private static final int ESTATES = 7;
  private static final int CONNECTIONS = 64;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** At night the service answers differently; then its demo clock is put to the next morning. */
  private static final int MORNING = 9;

  private static final int EVENING = 17;

  private final Path corpus;
  private final Server server;
  private final Pool pool;
  private final Map<String, Integer> verbs = new HashMap<>();
  private int runs;

  EndToEnd(Path corpus, Server server, Pool pool) {
    this.corpus = corpus;
    this.server = server;
    this.pool = pool;
  }

  /** What one run showed. */
  record Result(
      int messages,
      int refused,
      double seconds,
      double serviceProcessor,
      double databaseProcessor,
      long replies,
      String outcomes) {
    double perSecond() {
      return messages / seconds;
    }
  }

  /** Imports the invented estates and makes it daytime; the service reads both when it starts. */
  static void prepare(Server server, Vertx vertx) {
    try (var database = server.database(vertx)) {
      for (var i = 0; i < ESTATES; i++) {
        var file = Quarter.file(i);
        database
            .transactions()
            .run(
                tx -> {
                  EstateImport.run(tx, file, Post.CHANNEL, Instant.EPOCH);
                  return null;
                });
      }
      database
          .pool()
          .query(
              "insert into demo_clock (ahead_seconds) values (%d)"
                  .formatted(untilDay().toSeconds()))
          .execute()
          .await();
      answerEverything(database.pool());
    }
  }

  /** Lifts the limits on answers: here one person says more in a second than others in a week. */
  static void answerEverything(Pool pool) {
    pool.query(
            """
            update estate
            set person_answers = 1000000, group_answers = 1000000, person_reports = 1000000
            """)
        .execute()
        .await();
  }

  /** Until the next hour at which people are answered in their groups. */
  static Duration untilDay() {
    var now = Instant.now().atZone(ZONE);
    if (now.getHour() >= MORNING && now.getHour() < EVENING) {
      return Duration.ZERO;
    }
    var morning = now.withHour(MORNING).withMinute(30);
    return Duration.between(now, morning.isAfter(now) ? morning : morning.plusDays(1));
  }

  static List<Estate> importedEstates() {
    return IntStream.range(0, ESTATES).mapToObj(Quarter::estate).toList();
  }

  static List<Estate> allEstates() {
    return IntStream.rangeClosed(0, ESTATES)
        .mapToObj(i -> i == ESTATES ? Quarter.DEMO : Quarter.estate(i))
        .toList();
  }

  /** Sends as fast as answers come; ends when nothing waits in the inbox. */
  Result drain(List<Estate> estates, int count) {
    var before = outcomes();
    var repliesBefore = count("select count(*) from outbox");
    var requests = requests(estates, count);
    var service = server.processorSeconds();
    var database = server.databaseProcessorSeconds();
    var start = System.nanoTime();
    var sent = Load.asFastAsPossible(requests, server.port("service"), CONNECTIONS);
    awaitEmptyInbox();
    var seconds = (System.nanoTime() - start) / 1e9;
    service = server.processorSeconds() - service;
    database = server.databaseProcessorSeconds() - database;
    var outcomes = outcomes();
    before.forEach((outcome, n) -> outcomes.merge(outcome, -n, Long::sum));
    return new Result(
        count,
        sent.refused(),
        seconds,
        service,
        database,
        count("select count(*) from outbox") - repliesBefore,
        text(outcomes));
  }

  /** At a fixed rate, for the time that an acknowledgement takes. */
  Load.Result atRate(List<Estate> estates, double perSecond, int seconds) {
    var requests = requests(estates, (int) (perSecond * seconds));
    var result = Load.atRate(requests, perSecond, server.port("service"), CONNECTIONS);
    awaitEmptyInbox();
    return result;
  }

  private List<byte[]> requests(List<Estate> estates, int count) {
    var cases = new HashMap<String, Integer>();
    var day =
        DateTimeFormatter.ofPattern("MMdd").format(Instant.now().plus(untilDay()).atZone(ZONE));
    for (var row :
        pool.query("select estate_id, max(last_seq) as n from case_number group by 1")
            .execute()
            .await()) {
      cases.put(row.getString("estate_id"), row.getInteger("n"));
    }
    return new Mix(corpus, runs++, estates, cases, day, verbs)
        .messages(count).stream().map(Post::of).toList();
  }

  private void awaitEmptyInbox() {
    while (count(
            "select count(*) from (select from inbox where processed_at is null and parked_at is null order by seq limit 1) as one")
        > 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(25);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private long count(String sql) {
    return pool.query(sql).execute().await().iterator().next().getLong(0);
  }

  private Map<String, Long> outcomes() {
    var rows =
        pool.query(
                "select coalesce(outcome, 'parked') as word, count(*) as n from inbox group by 1")
            .execute()
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .collect(Collectors.toMap(r -> r.getString("word"), r -> r.getLong("n")));
  }

  private static String text(Map<String, Long> outcomes) {
    return outcomes.entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
