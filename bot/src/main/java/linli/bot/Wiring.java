package linli.bot;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import linli.adapters.RotatingWebhook;
import linli.adapters.Secret;
import linli.adapters.StreamEar;
import linli.adapters.Webhook;
import linli.adapters.open311.Open311Ear;
import linli.adapters.open311.Open311Mouth;
import linli.adapters.webhook.Signature;
import linli.adapters.webhook.SignedWebhook;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.LinliConfig.SubscriptionSettings;
import linli.bot.channels.Callbacks;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.channels.Platform;
import linli.bot.channels.Proofs;
import linli.bot.channels.Replies;
import linli.bot.channels.Subscription;
import linli.bot.channels.Tokens;
import linli.bot.due.DueWork;
import linli.bot.due.MovableClock;
import linli.bot.inbox.Inbox;
import linli.bot.inbox.Ingress;
import linli.bot.inbox.MediaIntake;
import linli.bot.inbox.MediaWorkers;
import linli.bot.inbox.OpinionHold;
import linli.bot.inbox.OpinionIntake;
import linli.bot.inbox.OpinionWorkers;
import linli.bot.inbox.Processing;
import linli.bot.jobs.Jobs;
import linli.bot.media.Blobs;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.media.Intake;
import linli.bot.media.MediaSweep;
import linli.bot.media.PlatformFiles;
import linli.bot.media.S3Blobs;
import linli.bot.metrics.Metrics;
import linli.bot.opinion.OpinionBudget;
import linli.bot.opinion.SecondOpinion;
import linli.bot.outbox.Backoff;
import linli.bot.outbox.Leases;
import linli.bot.outbox.Messages;
import linli.bot.outbox.Outbox;
import linli.bot.outbox.Sender;
import linli.bot.store.Database;
import linli.bot.store.PrivateFiles;
import linli.bot.store.Transactions;
import linli.nlp.Catalogue;
import linli.schedules.quartz.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together by hand. Nothing runs before {@link Service#start}. */
public final class Wiring {

  private static final Logger log = LoggerFactory.getLogger(Wiring.class);

  private final Vertx vertx;
  private final LinliConfig config;
  private final Database database;
  private final Clock clock;
  private final Transactions transactions;
  private final Channels channels;
  private final Callbacks callbacks;
  private final Outbox outbox;
  private final DueWork due;
  private final Jobs jobs;
  private final Metrics metrics;
  private final Blobs blobs;
  private final Fetch fetch;
  private final Optional<SecondOpinion> opinion;
  private final List<Work> works = new ArrayList<>();

  /** Parts of one service over a migrated database. */
  public Wiring(Vertx vertx, LinliConfig config, Database database, Clock clock) {
    this.vertx = vertx;
    this.config = config;
    this.database = database;
    this.clock = clock;
    this.transactions = database.transactions();
    this.channels = channels();
    this.callbacks =
        new Callbacks(
            vertx,
            MovableClock.wallOf(clock),
            new Tokens(database.pool(), MovableClock.wallOf(clock)),
            replies());
    this.outbox = new Outbox(database.pool(), channels, clock, new Backoff(new SecureRandom()));
    this.due = new DueWork(database.pool(), transactions, clock);
    this.jobs = new Jobs(database.pool(), MovableClock.wallOf(clock));
    this.metrics = new Metrics(database.pool(), clock);
    this.blobs = storeOfBytes();
    this.fetch =
        new Fetch(
            vertx,
            Duration.ofSeconds(config.media().fetchSeconds()),
            config.media().fetchPrivateNetworks());
    this.opinion =
        Optional.ofNullable(config.opinion())
            .map(
                asked ->
                    new SecondOpinion(
                        vertx, asked, Catalogue.load(), metrics.registry(), System::nanoTime));
  }

  public Vertx vertx() {
    return vertx;
  }

  public LinliConfig config() {
    return config;
  }

  public Database database() {
    return database;
  }

  public Clock clock() {
    return clock;
  }

  /** The one that tells its listeners about commits: everybody uses this one. */
  public Transactions transactions() {
    return transactions;
  }

  public Channels configuredChannels() {
    return channels;
  }

  public Outbox outbox() {
    return outbox;
  }

  public DueWork due() {
    return due;
  }

  public Jobs jobs() {
    return jobs;
  }

  public Metrics metrics() {
    return metrics;
  }

  public Messages messages() {
    return new Messages(database.pool());
  }

  /**
   * A new inbox; close it before the database.
   *
   * @param stored is called after each commit that stored something new
   */
  public Inbox inbox(Runnable stored) {
    return Inbox.over(
        vertx,
        database.pool(),
        config.inbox().queue(),
        () -> {
          stored.run();
          transactions.committed();
        });
  }

  /** The way into this inbox, with the domain's hazard gate in front of it. */
  public Ingress ingress(Inbox inbox, Domain domain) {
    return Ingress.into(
        inbox,
        vertx,
        clock,
        MovableClock.wallOf(clock),
        domain.hazards(),
        database.pool(),
        callbacks,
        outbox,
        opinion
            .map(asked -> new OpinionHold(domain.wantsOpinion(), asked::isAvailable, longestHold()))
            .orElse(OpinionHold.NONE));
  }

  private Duration longestHold() {
    return config.opinion().longestHold();
  }

  /** What gets second opinions, and tells {@code taken} of each event that can be processed now. */
  Optional<OpinionWorkers> opinionWorkers(Domain domain, Runnable taken) {
    return opinion.map(
        asked ->
            new OpinionWorkers(
                new OpinionIntake(
                    transactions,
                    domain.estates(),
                    domain.wantsOpinion(),
                    asked,
                    new OpinionBudget(config.opinion().perEstateAndDay()),
                    clock),
                taken));
  }

  /** What takes events out of the inbox. */
  public Processing processing(Domain domain) {
    return new Processing(transactions, clock, domain.estates(), domain.handler());
  }

  /** What takes attachments in, and tells {@code taken} of each event that can be processed now. */
  MediaWorkers mediaWorkers(Domain domain, Runnable taken) {
    return new MediaWorkers(new MediaIntake(transactions, intake(), domain.wantsMedia()), taken);
  }

  /** What takes pictures and recordings into the store. */
  Intake intake() {
    return new Intake(
        blobs, fetch, new PlatformFiles(fetch, channels, callbacks), database.pool(), clock);
  }

  /** What deletes bytes that nothing names. */
  MediaSweep mediaSweep() {
    return new MediaSweep(transactions, blobs, clock);
  }

  /** Where pictures and recordings lie. */
  public Blobs blobs() {
    return blobs;
  }

  void closeClients() {
    fetch.close();
    opinion.ifPresent(SecondOpinion::close);
    if (blobs instanceof S3Blobs s3) {
      s3.close();
    }
  }

  private Blobs storeOfBytes() {
    var s3 = config.media().s3();
    return s3 == null
        ? FileBlobs.in(config.data())
        : new S3Blobs(vertx, s3, MovableClock.wallOf(clock));
  }

  Sender sender() {
    return new Sender(database.pool(), channels, callbacks, outbox, replies(), clock);
  }

  /** From the start on this is done again and again, by one node at a time. */
  void again(Work work) {
    works.add(work);
  }

  List<Work> works() {
    return List.copyOf(works);
  }

  /** Who takes lines out of the outbox. */
  Leases leases() {
    return new Leases(database.pool(), clock);
  }

  /** Who asks platforms whether they take our credentials. */
  Proofs proofs() {
    return callbacks.proofs(database.pool(), channels);
  }

  /** When people on platforms with a window can be answered. */
  Replies replies() {
    return new Replies(database.pool(), MovableClock.wallOf(clock));
  }

  Callbacks callbacks() {
    return callbacks;
  }

  /** The bearer token of {@code /metrics} and {@code /api/v1}. */
  Secret apiToken() {
    return generated("api token", config.data().resolve("api.token"));
  }

  private Channels channels() {
    var people =
        config.channels().entrySet().stream()
            .map(entry -> channel(entry.getKey(), entry.getValue()));
    var systems =
        config.subscriptions().entrySet().stream()
            .map(entry -> subscriber(entry.getKey(), entry.getValue()));
    return new Channels(Stream.concat(people, systems).toList());
  }

  private Channel subscriber(String name, SubscriptionSettings settings) {
    var secret =
        settings.secret() != null
            ? settings.secret()
            : generated("secret of subscription " + name, subscriptionSecret(name));
    var signature = new Signature(secret, MovableClock.wallOf(clock));
    return Channel.subscriber(
        name,
        settings.url(),
        settings.messagesPerSecond(),
        new Subscription(signature, settings.estate(), settings.party()));
  }

  /** Not the place of a channel's secret of the same name: channels have no full stop in theirs. */
  private Path subscriptionSecret(String name) {
    return config.data().resolve(name + ".events.secret");
  }

  private Channel channel(String name, ChannelSettings settings) {
    if (settings.platform().equals(ChannelReader.CITY)) {
      return city(name, settings);
    }
    return Platform.of(settings.platform())
        .map(platform -> ofOthers(name, platform, settings))
        .orElseGet(() -> own(name, settings));
  }

  private Channel ofOthers(String name, Platform platform, ChannelSettings settings) {
    var mouth = platform.mouth(settings.keys(), MovableClock.wallOf(clock));
    return new Channel(
        name,
        rotating(settings, keys -> platform.ear(keys, MovableClock.wallOf(clock))),
        mouth,
        settings.apiBase() != null ? settings.apiBase() : mouth.vendor(),
        null,
        settings.estate(),
        settings.messagesPerSecond());
  }

  private static Channel city(String name, ChannelSettings settings) {
    var keys = settings.keys();
    var jurisdiction = keys.get("jurisdictionId");
    var mouth =
        new Open311Mouth(
            settings.apiBase(),
            keys.get("apiKey"),
            jurisdiction == null ? null : jurisdiction.value(),
            keys.get("serviceCode").value(),
            keys.get("address").value());
    return new Channel(
        name,
        new Open311Ear(),
        mouth,
        settings.apiBase(),
        null,
        null,
        settings.messagesPerSecond());
  }

  /** What was signed with the keys of before is heard for some time. */
  private Webhook rotating(ChannelSettings settings, Function<Map<String, Secret>, Webhook> ear) {
    var previous = settings.previous();
    var current = ear.apply(settings.keys());
    if (previous == null || current == null || current instanceof StreamEar) { // one key calls
      return current;
    }
    var before = new HashMap<>(settings.keys());
    before.putAll(previous.keys());
    return new RotatingWebhook(
        current, ear.apply(before), previous.until(), MovableClock.wallOf(clock));
  }

  private Channel own(String name, ChannelSettings settings) {
    var secret =
        settings.secret() != null
            ? settings.secret()
            : generated("secret of channel " + name, config.data().resolve(name + ".secret"));
    var wall = MovableClock.wallOf(clock);
    return new Channel(
        name,
        rotating(settings, keys -> new SignedWebhook(keys.getOrDefault("secret", secret), wall)),
        settings.callbackUrl(),
        settings.estate(),
        settings.messagesPerSecond());
  }

  private static Secret generated(String what, Path file) {
    PrivateFiles.prepare(file.toAbsolutePath().getParent());
    var secret = new Secret(PrivateFiles.secretIn(file));
    log.atInfo()
        .addKeyValue("what", what)
        .addKeyValue("file", file.toAbsolutePath())
        .log("secret kept in a file");
    return secret;
  }
}
