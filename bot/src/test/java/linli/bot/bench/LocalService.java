package linli.bot.bench;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import linli.adapters.InboundEvent;
import linli.bot.Features;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.due.DueWork;
import linli.bot.due.MovableClock;
import linli.bot.due.TimeMachine;
import linli.bot.estates.EstateFile;
import linli.bot.inbox.LocalInbox;
import linli.bot.inbox.MediaIntake;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.media.Intake;
import linli.bot.outbox.Backoff;
import linli.bot.outbox.Outbox;
import linli.bot.store.Database;

/** The service's features in this process, one event at a time, with a clock to be moved. */
final class LocalService {

  static final String CHANNEL = "webhook";

  private final Database database;
  private final MovableClock clock;
  private final TimeMachine time;
  private final Features features;
  private final LocalInbox inbox;

  LocalService(
      Vertx vertx, Path data, Database database, Features.Knowledge knowledge, Instant begin) {
    this.database = database;
    this.clock = new MovableClock(() -> begin, Duration.ZERO);
    var channel = new Channel(CHANNEL, null, null, null, 1);
    var pool = database.pool();
    var outbox =
        new Outbox(pool, new Channels(List.of(channel)), clock, new Backoff(new Random(1)));
    var due = new DueWork(pool, database.transactions(), clock);
    this.features = new Features(knowledge, outbox, due, Map.of(), false, clock);
    this.time = new TimeMachine(clock, due);
    this.inbox =
        new LocalInbox(
            pool,
            database.transactions(),
            clock,
            features.watch(),
            features::estatesOf,
            features.conversation(),
            new MediaIntake(
                database.transactions(),
                new Intake(
                    FileBlobs.in(data),
                    new Fetch(vertx, Duration.ofSeconds(1), false),
                    pool,
                    clock),
                features::wantsMedia));
  }

  void importEstate(EstateFile file) {
    features.importEstate(database.transactions(), file, CHANNEL);
    features.loadEstates(database.pool());
  }

  void loadEstates() {
    features.loadEstates(database.pool());
  }

  void say(InboundEvent event) {
    inbox.take(CHANNEL, event);
  }

  void sayAll(List<InboundEvent> events) {
    inbox.takeAll(CHANNEL, events);
  }

  /** Everything due until then has happened when this returns. */
  void advanceTo(Instant target) {
    if (target.isAfter(clock.instant())) {
      time.advanceTo(target);
    }
  }
}
