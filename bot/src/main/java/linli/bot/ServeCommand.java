package linli.bot;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import linli.bot.channels.Channel;
import linli.bot.chat.Chat;
import linli.bot.due.DemoTime;
import linli.bot.due.MovableClock;
import linli.bot.estates.Estate;
import linli.bot.estates.EstateClaims;
import linli.bot.estates.EstateFile;
import linli.bot.estates.Estates;
import linli.bot.store.CannotStart;
import linli.bot.whistles.WhistleRules;
import linli.schedules.CalendarRefused;
import linli.schedules.CurrentCalendar;
import linli.schedules.WorkCalendar;
import linli.schedules.quartz.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./linli serve}: the whole service until it is told to stop. */
@Command(name = "serve", description = "run the whole service", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private static final Duration CITIES_EVERY = Duration.ofMinutes(1);
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; see config/linli.example.yml")
  private Path file;

  @Override
  public Integer call() throws InterruptedException {
    var config = new ConfigReader(System::getenv).read(file);
    var calendar = calendar(config.holidays());
    // Models load while the database starts.
    var rules = whistleRules(config.whistles());
    var knowledge =
        CompletableFuture.supplyAsync(
            () -> Features.Knowledge.load(calendar, rules, AdoptedModels.in(config.data())));
    var opening = new CompletableFuture<Service>();
    // Before anything runs: who is told to stop while it starts must not leave a database behind.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(opening), "stop"));
    try {
      opening.complete(open(config, Clock.system(Main.ZONE), knowledge::join));
    } finally {
      opening.complete(null);
    }
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return 0;
  }

  private static void stop(CompletableFuture<Service> opening) {
    var service = opening.join();
    if (service != null) {
      service.close();
    }
  }

  static WhistleRules whistleRules(Path whistles) {
    if (whistles == null) {
      return WhistleRules.shipped();
    }
    try {
      return WhistleRules.read(whistles);
    } catch (IOException | WhistleRules.BadRules wrong) {
      throw new CannotStart(
          "whistles: expected a file of rules, got %s: %s".formatted(whistles, wrong.getMessage()));
    }
  }

  static Supplier<WorkCalendar> calendar(Path holidays) {
    if (holidays == null) {
      return CurrentCalendar.shipped();
    }
    try {
      return CurrentCalendar.following(holidays);
    } catch (IOException | CalendarRefused wrong) {
      throw new CannotStart(
          "holidays: expected a calendar file, got " + holidays + ": " + wrong.getMessage());
    }
  }

  /**
   * Opens the service; the demo's clock can be moved, any other is the machine's.
   *
   * @param wall the machine's clock
   */
  static Service open(LinliConfig config, Clock wall, Supplier<Features.Knowledge> knowledge) {
    var clock = config.demo() ? new MovableClock(wall, Duration.ZERO) : wall;
    var chat = new AtomicReference<Chat>();
    var watch = new AtomicReference<EstateWatch>();
    var service =
        Service.open(
            config, clock, wiring -> domain(wiring, knowledge.get(), chat::set, watch::set));
    service.beforeStop(watch.get()::close);
    watch.get().begin();
    if (chat.get() != null) {
      service.beforeStop(chat.get()::close);
      chat.get().begin(service.ingress());
    }
    return service;
  }

  private static Domain domain(
      Wiring wiring,
      Features.Knowledge knowledge,
      Consumer<Chat> made,
      Consumer<EstateWatch> watch) {
    var config = wiring.config();
    var channelName = peopleChannel(config);
    var estateOfChannel = new HashMap<String, String>();
    config
        .channels()
        .forEach(
            (name, channel) -> {
              if (channel.estate() != null) {
                estateOfChannel.put(name, channel.estate());
              }
            });
    var features =
        new Features(
            knowledge,
            wiring.outbox(),
            wiring.due(),
            estateOfChannel,
            config.channels().containsKey("pager"),
            wiring.clock());
    watch.accept(new EstateWatch(features, wiring.database().pool()));
    var open311 = features.open311(wiring);
    Consumer<Router> api = features.api(wiring)::mount;
    api = api.andThen(open311::mount);
    followCities(wiring, features);
    prepareEstates(wiring, features, channelName, estateOfChannel);
    if (!(wiring.clock() instanceof MovableClock demoClock)) {
      return features.domain(api);
    }
    var time = new DemoTime(wiring.database().pool(), demoClock, wiring.due());
    time.restore();
    var channel = wiring.configuredChannels().find(channelName);
    if (channel.isEmpty()) {
      return features.domain(api);
    }
    var chat = chat(wiring, channel.get(), features, time);
    made.accept(chat);
    return features.domain(api.andThen(chat::mount));
  }

  private static void followCities(Wiring wiring, Features features) {
    var watch = features.cityWatch(wiring);
    if (watch.hasWork()) {
      var every = new Work.Every(CITIES_EVERY);
      wiring.again(wiring.jobs().noted("cities", every, Work.Missed.LEAVE_OUT, watch::run));
    }
  }

  /** The demo's estates as they are shipped; others are read once, then the database stands. */
  private static void prepareEstates(
      Wiring wiring, Features features, String channel, Map<String, String> estateOfChannel) {
    var pool = wiring.database().pool();
    var stored = new Estates();
    stored.load(pool);
    if (wiring.config().demo()) {
      EstateFile.shippedDemos().forEach(file -> importDemo(wiring, features, file, channel));
    } else {
      refuseDemoData(stored);
    }
    EstateFiles.of(wiring.config()).stream()
        .filter(file -> stored.all().stream().noneMatch(known -> known.id().equals(file.id())))
        .forEach(file -> importEstate(wiring, features, file, channel));
    features.loadEstates(pool);
    checkChannelEstates(estateOfChannel, features);
    checkSubscriptions(wiring.config(), features);
    if (features.estates().all().isEmpty()) {
      log.warn("there is no estate yet: ./linli estate add FILE makes one, also while this runs");
    }
  }

  /** Who has an estate of that name, or people of those names, keeps them. */
  private static void importDemo(
      Wiring wiring, Features features, EstateFile file, String channel) {
    if (claims(wiring, file, channel).isEmpty()) {
      features.importEstate(wiring.transactions(), file, channel);
    } else {
      log.atWarn()
          .addKeyValue("estate", file.id())
          .log("an estate of the demo is left out: another one has its name, groups or people");
    }
  }

  private static List<String> claims(Wiring wiring, EstateFile file, String channel) {
    return wiring.transactions().run(tx -> EstateClaims.problems(tx, file, channel));
  }

  /** Its people have no passwords, its cases are invented. */
  private static void refuseDemoData(Estates stored) {
    stored.all().stream()
        .filter(Estate::demo)
        .findAny()
        .ifPresent(
            estate -> {
              throw new CannotStart(
                  "demo: expected a database without the demo while demo is false, got %s; ./linli estate remove-demo --yes removes it"
                      .formatted(estate.name()));
            });
  }

  /** Where the people of an estate file are: {@code webhook}, else the first channel by name. */
  static String peopleChannel(LinliConfig config) {
    var names = new TreeSet<>(config.channels().keySet());
    names.removeIf(name -> config.channels().get(name).platform().equals(ChannelReader.CITY));
    return names.contains("webhook")
        ? "webhook"
        : names.stream()
            .findFirst()
            .orElseThrow(() -> new CannotStart("channels: expected one that people write in"));
  }

  private static void importEstate(
      Wiring wiring, Features features, EstateFile estate, String channelName) {
    var claims = claims(wiring, estate, channelName);
    if (!claims.isEmpty()) {
      throw new CannotStart("estates: " + estate.name() + ": " + String.join("; ", claims));
    }
    try {
      features.importEstate(wiring.transactions(), estate, channelName);
    } catch (EstateFile.BadEstateFile bad) {
      throw new CannotStart("estates: " + estate.name() + ": " + bad.getMessage());
    }
  }

  /** An estate that a channel names has to exist. */
  private static void checkChannelEstates(Map<String, String> estateOfChannel, Features features) {
    estateOfChannel.forEach(
        (channel, estate) -> {
          if (features.estates().byName(estate).isEmpty()) {
            throw new CannotStart(
                "channels.%s.estate: expected the name of an estate that exists, got \"%s\""
                    .formatted(channel, estate));
          }
        });
  }

  /** Who is told of the cases of an estate or a party that does not exist would hear nothing. */
  private static void checkSubscriptions(LinliConfig config, Features features) {
    config
        .subscriptions()
        .forEach(
            (name, wanted) -> {
              if (wanted.estate() == null) {
                return;
              }
              var estate =
                  features.estates().all().stream()
                      .filter(known -> known.id().equals(wanted.estate()))
                      .findFirst()
                      .orElseThrow(() -> unknown(name, "estate", wanted.estate()));
              if (wanted.party() != null && !estate.parties().containsKey(wanted.party())) {
                throw unknown(name, "party", wanted.party());
              }
            });
  }

  private static CannotStart unknown(String subscription, String key, String got) {
    return new CannotStart(
        "subscriptions.%s.%s: expected the id of one that exists, got \"%s\""
            .formatted(subscription, key, got));
  }

  private static Chat chat(Wiring wiring, Channel channel, Features features, DemoTime time) {
    return Chat.over(
        wiring.vertx(),
        wiring.database().pool(),
        wiring.transactions(),
        channel,
        features.estates(),
        wiring.messages(),
        time);
  }
}
