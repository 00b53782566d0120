package linli.bot;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import linli.bot.http.HttpServers;
import linli.bot.inbox.Ingress;
import linli.bot.inbox.Processing;
import linli.bot.inbox.Workers;
import linli.bot.store.Database;
import linli.schedules.quartz.Scheduling;
import linli.schedules.quartz.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running node. */
public final class Service implements AutoCloseable {

  private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(2);
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEEP_LASTS = Duration.ofSeconds(2);
  private static final Duration MEDIA_SWEEP_EVERY = Duration.ofMinutes(1);
  private static final Duration SMALL_SWEEP_EVERY = Duration.ofMinutes(10);
  private static final Duration PROOFS_EVERY = Duration.ofHours(1);

  /** Two segments of the embedded database's log, 16 MiB each: less is no space to recover in. */
  private static final long LEAST_SPACE = 32L << 20;

  private static final Logger log = LoggerFactory.getLogger(Service.class);

  private final Ingress ingress;
  private final Processing processing;
  private final Deque<Runnable> closing = new ArrayDeque<>();
  private HttpServers http;
  private volatile boolean closed;

  private Service(Wiring wiring, Domain domain) {
    // What stops last comes first.
    closing.push(wiring::closeClients);
    closing.push(wiring.callbacks()::close);
    var sender = wiring.sender();
    Runnable wakeSender = sender::wake;
    wiring.transactions().onCommit(wakeSender);
    closing.push(() -> wiring.transactions().forget(wakeSender));
    closing.push(sender::close);
    this.processing = wiring.processing(domain);
    var workers = new Workers(processing, wiring.config().inbox().workers());
    closing.push(workers::close);
    var media = wiring.mediaWorkers(domain, workers::wake);
    closing.push(media::close);
    wiring
        .opinionWorkers(domain, workers::wake)
        .ifPresent(opinions -> closing.push(opinions::close));
    var inbox = wiring.inbox(workers::wake);
    closing.push(inbox::close);
    this.ingress = wiring.ingress(inbox, domain);
    closing.push(ingress.pull(wiring.configuredChannels())::close);
    closing.push(ingress.listen(wiring.configuredChannels())::close);
  }

  /** Starts everything over a migrated database; the caller closes the database afterwards. */
  public static Service start(Wiring wiring, Domain domain) {
    var service = new Service(wiring, domain);
    try {
      service.listen(wiring, domain);
      return service;
    } catch (RuntimeException failed) {
      service.close();
      throw failed;
    }
  }

  /**
   * Opens the database that the configuration names, brings it up to date and starts everything.
   *
   * @param domain makes what is done with events from the parts that exist before it
   */
  public static Service open(LinliConfig config, Clock clock, Function<Wiring, Domain> domain) {
    var vertx = Vertx.vertx();
    Deque<Runnable> opened = new ArrayDeque<>();
    opened.push(() -> vertx.close().await());
    try {
      var database = openDatabase(vertx, config);
      opened.push(database::close);
      database.migrate();
      var wiring = new Wiring(vertx, config, database, clock);
      var service = start(wiring, domain.apply(wiring));
      opened.push(service::close);
      service.sweep(wiring);
      opened.remove(); // it closes the others itself from here on
      service.closing.addAll(opened);
      return service;
    } catch (RuntimeException failed) {
      opened.forEach(Runnable::run);
      throw failed;
    }
  }

  /** Quartz drives what is due: one sweep a second, on one node of the cluster at a time. */
  private void sweep(Wiring wiring) {
    var due = wiring.due();
    // After a long night there may be work for minutes: a stop does not wait for all of it.
    var jobs = wiring.jobs();
    var sweep =
        jobs.noted(
            "sweep",
            new Work.Every(SWEEP_EVERY),
            Work.Missed.LEAVE_OUT,
            () -> {
              // Not longer: what is dangerous and falls due meanwhile must not wait for all of it.
              var end = System.nanoTime() + SWEEP_LASTS.toNanos();
              return due.sweep(
                  wiring.clock().instant(), () -> !closed && System.nanoTime() - end < 0);
            });
    var media =
        jobs.noted(
            "media",
            new Work.Every(MEDIA_SWEEP_EVERY),
            Work.Missed.LEAVE_OUT,
            wiring.mediaSweep()::run);
    var works = new ArrayList<>(List.of(sweep, media, jobs.forgetting()));
    works.addAll(channelWorks(wiring));
    works.addAll(wiring.works());
    var embedded = wiring.config().database().url() == null;
    var source = wiring.database().dataSource();
    var scheduling =
        embedded
            ? Scheduling.startAlone(source, works.size(), works)
            : Scheduling.start(source, works.size(), works);
    jobs.runBy(scheduling, works);
    closing.push(scheduling::close);
  }

  /** What channels need from time to time; their credentials are proved at the start, too. */
  private static List<Work> channelWorks(Wiring wiring) {
    var jobs = wiring.jobs();
    var proofs = wiring.proofs();
    return List.of(
        jobs.noted(
            "replies",
            new Work.Every(SMALL_SWEEP_EVERY),
            Work.Missed.LEAVE_OUT,
            wiring.replies()::sweep),
        jobs.noted(
            "pace",
            new Work.Every(SMALL_SWEEP_EVERY),
            Work.Missed.LEAVE_OUT,
            wiring.leases()::sweep),
        jobs.noted(
            "proofs",
            new Work.Every(PROOFS_EVERY),
            Work.Missed.LEAVE_OUT,
            () -> proofs.run().size()));
  }

  /** The port of the HTTP side. */
  public int port() {
    return http.port();
  }

  /** The way in that does not go through HTTP. */
  public Ingress ingress() {
    return ingress;
  }

  /** Processing on the caller's thread, beside the workers. */
  public Processing processing() {
    return processing;
  }

  /** Lets a part that was added to the routes end before the HTTP side does. */
  public synchronized void beforeStop(Runnable stop) {
    closing.push(stop);
  }

  /** Takes nothing new, finishes what was taken, then ends. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!closing.isEmpty()) {
      try {
        closing.pop().run();
      } catch (Exception failed) {
        log.atError().setCause(failed).log("a part did not stop as it should");
      }
    }
    log.info("stopped");
  }

  /** The database that the configuration names, not yet brought up to date. */
  static Database openDatabase(Vertx vertx, LinliConfig config) {
    var settings = config.database();
    return settings.url() == null
        ? Database.embedded(vertx, config.data(), settings.poolSize())
        : Database.at(vertx, settings.url().value(), settings.poolSize());
  }

  private void listen(Wiring wiring, Domain domain) {
    var config = wiring.config().http();
    http =
        HttpServers.start(
            wiring.vertx(),
            config.host(),
            config.port(),
            new HttpServers.Routes(
                wiring.configuredChannels(),
                ingress,
                wiring.messages(),
                wiring.metrics(),
                wiring.apiToken(),
                config.maxBodyBytes(),
                checks(wiring, domain),
                domain.routes()));
    closing.push(http::close);
    log.atInfo()
        .addKeyValue("address", "http://%s:%d".formatted(config.host(), http.port()))
        .log("listening");
  }

  private static Map<String, BooleanSupplier> checks(Wiring wiring, Domain domain) {
    var database = wiring.database();
    var checks = new LinkedHashMap<String, BooleanSupplier>();
    checks.put("database", () -> database.answers(DATABASE_PATIENCE));
    checks.put("migrations", database::isMigrated);
    if (wiring.config().database().url() == null) {
      checks.put("disk", () -> hasSpace(wiring.config().data()));
    }
    checks.putAll(domain.ready());
    return checks;
  }

  private static boolean hasSpace(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() >= LEAST_SPACE;
    } catch (IOException away) {
      return false;
    }
  }
}
