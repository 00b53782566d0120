package linli.bot.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import linli.adapters.Secret;
import linli.adapters.webhook.Signature;
import linli.bot.due.DueWork;
import linli.bot.store.TestDatabase;
import linli.bot.store.TestDatabase.Fresh;
import linli.bot.votes.Ballots;
import linli.bot.votes.NewPaper;
import linli.bot.votes.NewVote;
import linli.bot.votes.PaperResult;
import linli.bot.votes.Vote;
import linli.bot.votes.VoteProfile;
import linli.bot.votes.Votes;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.ExportFile.Read;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Policy;
import linli.bot.votes.tally.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real services in two processes over one database, of which one is killed with {@code kill -9}
 * while two hundred people vote through both, and while the vote closes. Runs with {@code -Pproof};
 * {@code VoteJourneyTest} does the same without the kill in one process.
 */
@DisplayName("Two hundred ballots at two nodes of which one is killed")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs kill -9")
@EnabledIfSystemProperty(named = "linli.proof", matches = "true")
@Timeout(400)
class VoteNodesTest {

  private static final Secret SECRET = new Secret("the secret of the proof");
  private static final int BALLOTS = 200;
  private static final int KILLED_AT = 90;

  /** So long the vote stays open after the first ballot: for more than half of them. */
  private static final Duration OPEN_FOR = Duration.ofSeconds(14);

  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final List<String> VOTERS =
      List.of("老陈", "阿梅", "小孙", "小孙爱人", "刘姨", "老李", "老周", "赵某", "王强", "老陈的平板");

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Process> nodes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void end_what_was_started() {
    nodes.forEach(Process::destroyForcibly);
  }

  @Test
  void are_counted_exactly_once_where_they_were_acknowledged() throws Exception {
    try (var fresh = TestDatabase.fresh()) {
      start(fresh);
      start(fresh);
      var vote = announce(fresh);
      burst();
      var pool = fresh.database().pool();
      Await.until(
          PATIENCE,
          "everything being processed",
          () -> count(pool, "select count(*) from inbox where processed_at is null") == 0);
      Await.until(
          PATIENCE,
          "the count",
          () -> count(pool, "select count(*) from vote where state = 'counted'") == 1);
      check(fresh, vote);
    }
  }

  // --- two nodes --------------------------------------------------------------------------------

  private void start(Fresh fresh) throws IOException {
    var name = "node" + nodes.size();
    var port = freePort();
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "linli.bot.Main",
            "serve",
            "--config",
            config(name).toString());
    command.environment().put("LINLI_PORT", Integer.toString(port));
    command.environment().put("LINLI_DATA", folder.resolve(name).toString());
    command.environment().put("LINLI_WEBHOOK_SECRET", "the secret of the proof");
    command.environment().put("LINLI_DATABASE_URL", fresh.url());
    var log = folder.resolve(name + ".log").toFile();
    nodes.add(command.redirectErrorStream(true).redirectOutput(log).start());
    ports.add(port);
    var ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
            .timeout(Duration.ofSeconds(5))
            .build();
    Await.until(PATIENCE, name + " being ready", () -> status(ready) == 200);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** People here say more in a second than others in a week, and each must have its answer. */
  private Path config(String name) throws IOException {
    var estates = Files.createDirectories(folder.resolve("estates"));
    Files.writeString(
        estates.resolve("limits.estate.yml"),
        """
        id: xingfuli
        name: 幸福里小区
        community: 幸福社区
        committee: 幸福社区居委会
        street: 幸福街道
        demo: true
        noise: {personAnswers: 1000000, groupAnswers: 1000000, personReports: 1000000}
        """);
    return Files.writeString(folder.resolve(name + ".yml"), "estates: %s\n".formatted(estates));
  }

  // --- one vote ---------------------------------------------------------------------------------

  /** It closes in the middle of the ballots; a paper of an owner who also votes waits. */
  private static Vote announce(Fresh fresh) {
    var transactions = fresh.database().transactions();
    var votes =
        new Votes(
            new DueWork(fresh.database().pool(), transactions, Clock.systemUTC()), new Random(7));
    var pool = fresh.database().pool();
    pool.query(
            """
            insert into account (channel, account_id, estate_id, person_id)
            select channel, '老陈的平板', estate_id, person_id from account where account_id = '老陈'
            """)
        .execute()
        .await();
    var now = Instant.now();
    var wanted =
        new NewVote(
            "xingfuli",
            Matter.USE_MAINTENANCE_FUND,
            "更换3号楼门禁",
            Scope.building("3"),
            rules(),
            now.minus(Duration.ofDays(1)),
            now.plus(OPEN_FOR),
            person(pool, "张书记"),
            List.of());
    return transactions.run(
        tx -> {
          var draft = votes.draft(tx, wanted, now.minus(Duration.ofDays(21)));
          votes.announce(
              tx, "xingfuli", draft.id(), person(pool, "马姐"), now.minus(Duration.ofDays(20)));
          var paper =
              new NewPaper(
                  "xingfuli",
                  draft.id(),
                  "3",
                  "2",
                  "1101",
                  null,
                  Choice.ABSTAIN,
                  now.minusSeconds(60),
                  "photo-1",
                  person(pool, "王芳"),
                  1);
          assertThat(new Ballots(new Random(8)).enter(tx, paper, now))
              .isInstanceOf(PaperResult.Entered.class);
          return votes.find(tx, "xingfuli", draft.id()).orElseThrow();
        });
  }

  private static VoteProfile rules() {
    var usual = Policy.standard();
    var policy =
        new Policy(
            usual.silence(),
            usual.invalid(),
            usual.precedence(),
            usual.elevatorProfile(),
            usual.proxyLimit(),
            usual.coOwnerKey(),
            GRACE);
    return new VoteProfile("proof", "proof", false, 15, 1, 60, 7, policy);
  }

  private static long person(Pool pool, String account) {
    return pool.preparedQuery("select person_id from account where account_id = $1")
        .execute(Tuple.of(account))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  // --- two hundred ballots ----------------------------------------------------------------------

  private void burst() throws Exception {
    var start = Instant.now();
    var work = new ArrayList<Callable<Void>>();
    for (var i = 0; i < BALLOTS; i++) {
      var n = i;
      work.add(
          () -> {
            Await.pause(Duration.between(Instant.now(), start.plus(BETWEEN.multipliedBy(n))));
            if (n == KILLED_AT) {
              nodes.getLast().destroyForcibly();
            }
            deliver(n);
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(16)) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  /** As a platform does: again and again until one of the nodes has acknowledged it. */
  private void deliver(int n) {
    var who = n == KILLED_AT ? "孙工" : VOTERS.get(n % VOTERS.size());
    var text = n == KILLED_AT ? "复核 0001" : n / VOTERS.size() % 2 == 0 ? "同意" : "反对";
    var body =
        new JsonObject()
            .put("id", "v" + n)
            .put(
                "conversation", new JsonObject().put("id", "private:" + who).put("type", "private"))
            .put("sender", new JsonObject().put("id", who))
            .put("text", text)
            .put("time", OffsetDateTime.now(ZoneOffset.UTC).withNano(0).toString())
            .encode()
            .getBytes(StandardCharsets.UTF_8);
    for (var attempt = n; ; attempt++) {
      var port = ports.get(attempt % ports.size());
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/webhook"))
              .timeout(Duration.ofSeconds(15))
              .header(Signature.HEADER, new Signature(SECRET, Clock.systemUTC()).sign(body))
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      if (status(request) == 200) {
        return;
      }
      assertThat(attempt - n).as("tries to deliver").isLessThan(1000);
      Await.pause(Duration.ofMillis(20));
    }
  }

  /** 0 when nobody answers. */
  private int status(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException notThere) {
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  // --- what must have come of it ----------------------------------------------------------------

  private static void check(Fresh fresh, Vote vote) {
    var pool = fresh.database().pool();
    assertThat(count(pool, "select count(*) from inbox where parked_at is not null")).isZero();
    assertThat(
            column(
                pool,
                """
                select v.id from (select 'v' || n as id from generate_series(0, %d) as n) v
                where (select count(*) from outbox o where o.in_reply_to = v.id) <> 1
                """
                    .formatted(BALLOTS - 1)))
        .as("messages that do not have exactly one answer")
        .isEmpty();
    var told =
        column(
            pool,
            """
            select substring(text from '[A-Z2-9]{4}-[A-Z2-9]{4}') from outbox
            where text ~ '回执码 [A-Z2-9]{4}-[A-Z2-9]{4}' order by 1
            """);
    var logged =
        column(pool, "select receipt from vote_log where kind = 'ballot' order by receipt");
    assertThat(logged).doesNotHaveDuplicates().isEqualTo(told).hasSizeGreaterThan(20);
    assertThat(column(pool, "select text from outbox where text like '%不再收票%'"))
        .as("who came after the closing heard so")
        .isNotEmpty();
    assertThat(
            count(
                pool,
                """
                select count(*) from vote_log l join vote v using (estate_id, vote_id)
                where l.kind = 'ballot' and l.at >= v.closes_at
                """))
        .isZero();
    var file =
        fresh
            .database()
            .transactions()
            .run(tx -> Votes.export(tx, vote.estateId(), vote.id()))
            .orElseThrow();
    var poll = ((Read.Sound) ExportFile.read(file)).vote().poll();
    assertThat(poll.households().stream().mapToInt(h -> h.ballots().size()).sum())
        .isEqualTo(logged.size());
    System.out.printf("proof: %d ballots of %d messages counted%n", logged.size(), BALLOTS);
  }

  private static long count(Pool pool, String sql) {
    return pool.query(sql).execute().await().iterator().next().getLong(0);
  }

  private static List<String> column(Pool pool, String sql) {
    var values = new ArrayList<String>();
    pool.query(sql).execute().await().forEach(row -> values.add(row.getString(0)));
    return values;
  }
}
