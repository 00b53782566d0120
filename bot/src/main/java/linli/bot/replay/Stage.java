package linli.bot.replay;

import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linli.adapters.InboundEvent;
import linli.adapters.OutboundMessage;
import linli.bot.Features;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.due.DueWork;
import linli.bot.due.MovableClock;
import linli.bot.due.TimeMachine;
import linli.bot.estates.EstateFile;
import linli.bot.inbox.LocalInbox;
import linli.bot.inbox.MediaIntake;
import linli.bot.media.Blobs;
import linli.bot.media.Fetch;
import linli.bot.media.Intake;
import linli.bot.outbox.Backoff;
import linli.bot.outbox.Messages;
import linli.bot.outbox.Messages.Cursor;
import linli.bot.outbox.Outbox;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.bot.store.Transactions;

/** A fresh service in this process, on an empty migrated database, with a clock to be moved. */
final class Stage {

  private static final String CHANNEL = "webhook";

  private static final Channel POLLED = new Channel(CHANNEL, null, null, null, 1);

  /** Old cases are numbered far above those that a script opens on the same day. */
  private static final int SEQ_OF_THE_PAST = 9000;

  /** Where scripts begin when they do not say. */
  private static final Instant BEGIN = Instant.parse("2026-11-23T00:00:00Z");

  private final io.vertx.sqlclient.Pool pool;
  private final Transactions transactions;
  private final Path scriptDirectory;
  private final MovableClock clock = new MovableClock(() -> BEGIN, Duration.ZERO);
  private final DueWork due;
  private final TimeMachine time;
  private final Features features;
  private final LocalInbox inbox;
  private final Messages messages;
  private Cursor heardUpTo = Cursor.BEGINNING;
  private String estateId;

  /**
   * @param scriptDirectory where {@code NAME.estate.yml} of other estates lies
   */
  Stage(
      io.vertx.sqlclient.Pool pool,
      Transactions transactions,
      Features.Knowledge knowledge,
      Path scriptDirectory,
      Blobs blobs,
      Fetch fetch) {
    this.pool = pool;
    this.transactions = transactions;
    this.scriptDirectory = scriptDirectory;
    var outbox =
        new Outbox(
            pool, new Channels(List.of(POLLED)), clock, new Backoff(new java.util.Random(1)));
    this.due = new DueWork(pool, transactions, clock);
    this.features = new Features(knowledge, outbox, due, Map.of(), false, clock);
    this.time = new TimeMachine(clock, due);
    this.messages = new Messages(pool);
    this.inbox =
        new LocalInbox(
            pool,
            transactions,
            clock,
            features.watch(),
            features::estatesOf,
            features.conversation(),
            new MediaIntake(
                transactions, new Intake(blobs, fetch, pool, clock), features::wantsMedia));
  }

  /** Where the script's clock stands when everything begins. */
  void begin(Instant at) {
    clock.moveTo(at);
  }

  void prepare(Script script) {
    var files = script.estates().stream().map(this::estateFile).toList();
    estateId = files.getFirst().id();
    files.forEach(file -> features.importEstate(transactions, file, CHANNEL));
    setSwitches(script);
    features.loadEstates(pool);
    transactions.run(
        tx -> {
          seed(tx, script);
          return null;
        });
  }

  private static final String OFFER =
      """
      update estate set offer_unaddressed = $2 where estate_id = $1
      """;

  private static final String RECEPTION =
      """
      update reception_rule set active = $2 where estate_id = $1
      """;

  private static final Map<String, String> SWITCHES =
      Map.of("offer", OFFER, "reception", RECEPTION);

  /** {@code with offer=off}: un-addressed reports are not offered. */
  private void setSwitches(Script script) {
    script
        .switches()
        .forEach(
            (name, on) -> {
              if (!SWITCHES.containsKey(name)) {
                throw new Script.BadScript(
                    "with " + name + ": expected the switch offer or reception");
              }
              pool.preparedQuery(SWITCHES.get(name)).execute(Tuple.of(estateId, on)).await();
            });
  }

  private EstateFile estateFile(String name) {
    for (var demo : EstateFile.shippedDemos()) {
      if (demo.name().equals(name)) {
        return demo;
      }
    }
    var file = scriptDirectory.resolve(name + ".estate.yml");
    try (var in = Files.newInputStream(file)) {
      return EstateFile.read(in, file.getFileName().toString());
    } catch (java.io.IOException missing) {
      throw new Script.BadScript("estate " + name + ": expected a file " + file.getFileName());
    }
  }

  private static final String OLD_CASE =
      """
      insert into cases (estate_id, opened_on, seq, issue_type, urgency, building, unit, summary,
                         state, outcome, grade, party_id, opened_at, respond_by, resolve_by,
                         closed_at)
      select $1, $2, $3, $4, 'P1', $5, $6, '', 'CLOSED', 'SOLVED', '小区级', party_id,
             $2::date + interval '4 hours', $2::date + interval '5 hours',
             $2::date + interval '9 hours', $2::date + interval '8 hours'
      from party where estate_id = $1 order by (kind = 'property') desc limit 1
      """;

  private static final String NEXT_NUMBER =
      """
      insert into case_number (estate_id, opened_on, last_seq) values ($1, $2, $3)
      on conflict (estate_id, opened_on) do update set last_seq = excluded.last_seq
      """;

  private void seed(Transaction tx, Script script) {
    int seq = SEQ_OF_THE_PAST;
    for (var old : script.past()) {
      tx.preparedQuery(OLD_CASE)
          .execute(
              Tuple.of(
                  estateId, old.openedOn(), ++seq, old.issueType(), old.building(), old.unit()))
          .await();
    }
    if (script.nextSeq() != null && script.nextSeq() > 1) {
      var year = ChinaTime.date(script.begin().orElse(BEGIN)).getYear();
      tx.preparedQuery(NEXT_NUMBER)
          .execute(Tuple.of(estateId, script.nextSeqDay().withYear(year), script.nextSeq() - 1))
          .await();
    }
  }

  /** Hands the event to the inbox and waits until everything that follows from it is done. */
  void say(InboundEvent event) {
    inbox.take(CHANNEL, event);
    features.refreshEstates(pool);
  }

  void advanceTo(Instant target) {
    time.advanceTo(target);
  }

  /** The service was down until then: everything that was due meanwhile is done at once. */
  void comeBackAt(Instant target) {
    clock.moveTo(target);
    due.runDue(target);
  }

  Instant now() {
    return clock.instant();
  }

  /** What was sent since the last call, oldest first. */
  List<OutboundMessage> heard() {
    var heard = new ArrayList<OutboundMessage>();
    do {
      for (var said : messages.after(CHANNEL, heardUpTo, 500)) {
        heard.add(said.message());
        heardUpTo = said.cursor();
      }
    } while (isMoreWritten());
    return heard;
  }

  private static final String MORE =
      """
      select from outbox
      where channel = $1 and (xact, seq) > ($2::text::xid8, $3)
      order by xact, seq limit 1
      """;

  /**
   * A page ends before the oldest open transaction: the server itself may be gathering statistics.
   */
  private boolean isMoreWritten() {
    var upTo = Tuple.of(CHANNEL, heardUpTo.transaction(), heardUpTo.number());
    return pool.preparedQuery(MORE).execute(upTo).await().rowCount() > 0;
  }

  static List<String> lines(Path file) throws java.io.IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }
}
