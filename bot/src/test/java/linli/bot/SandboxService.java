package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.adapters.Secret;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.channels.Platform;
import linli.bot.estates.EstateFile;
import linli.bot.sandbox.Sandbox;
import linli.bot.sandbox.Sandbox.Played;
import linli.bot.store.TestDatabase;

/**
 * The service between stand-ins for two platforms: staff are on Telegram, residents on the one that
 * is tried.
 */
final class SandboxService implements AutoCloseable {

  static final String GROUP = "3号楼邻里群";
  static final String STAFF = "派单群";
  static final String STAFF_CHANNEL = "staff";
  static final String RESIDENTS = "residents";

  static final Instant START = Instant.parse("2026-11-23T00:02:00Z");

  final MovableClock clock = new MovableClock(START);
  final Sandbox sandbox;
  private final Wiring wiring;
  private final Service service;
  private final LinliConfig config;

  /**
   * @param more keys besides the required ones
   */
  SandboxService(Path data, Platform platform, Map<String, String> more) {
    this(data, platform, more, Platform.TELEGRAM);
  }

  /** As the other one, with staff on a platform of their own. */
  SandboxService(Path data, Platform platform, Map<String, String> more, Platform staff) {
    this(data, platform, more, staff, UnaryOperator.identity());
  }

  /**
   * As the other one.
   *
   * @param settings of the residents' channel, made of those that have the platform's keys
   */
  SandboxService(
      Path data,
      Platform platform,
      Map<String, String> more,
      Platform staff,
      UnaryOperator<ChannelSettings> settings) {
    TestDatabase.clean();
    var keys = new HashMap<>(keys(platform));
    more.forEach((key, value) -> keys.put(key, new Secret(value)));
    var played =
        Map.of(
            STAFF_CHANNEL, new Played(staff, keys(staff)), RESIDENTS, new Played(platform, keys));
    sandbox = Sandbox.start(TestService.vertx(), "127.0.0.1", 0, clock, played);
    config = config(data, played, settings);
    wiring = new Wiring(TestService.vertx(), config, TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), STAFF_CHANNEL);
    moveResidents(platform);
    if (!sandbox.hasGroups(STAFF_CHANNEL)) {
      execute("update party set conversation = 'private:小周' where conversation = '派单群'");
    }
    features.loadEstates(wiring.database().pool());
    service = Service.start(wiring, features.domain(router -> {}));
    sandbox.tells(URI.create("http://127.0.0.1:" + service.port()));
  }

  private static Map<String, Secret> keys(Platform platform) {
    return Stream.concat(platform.required().stream(), platform.alsoRequired(Map.of()).stream())
        .collect(Collectors.toMap(key -> key, key -> new Secret(value(key))));
  }

  private static String value(String key) {
    return switch (key) {
      case "agentId" -> "7";
      case "encodingAesKey" -> "a".repeat(43);
      default -> "the-" + key;
    };
  }

  private LinliConfig config(
      Path data, Map<String, Played> played, UnaryOperator<ChannelSettings> settings) {
    var channels = new TreeMap<String, ChannelSettings>();
    played.forEach(
        (name, one) ->
            channels.put(
                name,
                new ChannelSettings(
                    one.platform().key(), null, null, sandbox.base(name), null, 1000, one.keys())));
    channels.computeIfPresent(RESIDENTS, (name, own) -> settings.apply(own));
    var base = TestService.config(data, TestDatabase.url(), null);
    return new LinliConfig(
        base.http(), data, base.database(), true, channels, base.inbox(), base.media(), null, null);
  }

  /** In customer service people are somebody of a service account. */
  private static void moveResidents(Platform platform) {
    var suffix = platform == Platform.WECOM_KF ? "@wk-sandbox" : "";
    execute(
        "update account set channel = 'residents', account_id = account_id || '"
            + suffix
            + "' where not exists (select from staff_role where staff_role.estate_id ="
            + " account.estate_id and staff_role.person_id = account.person_id)");
    execute("update chat_group set channel = 'residents' where audience = 'residents'");
  }

  private static void execute(String sql) {
    TestDatabase.pool().query(sql).execute().await();
  }

  /** In the neighbours' group where the platform has some, else alone. */
  void says(String person, String text, String quoted) {
    var group = sandbox.hasGroups(RESIDENTS) ? GROUP : null;
    assertThat(sandbox.say(RESIDENTS, group, person, text, quoted)).isEqualTo(200);
    settled();
  }

  void says(String person, String text) {
    says(person, text, null);
  }

  void alone(String person, String text) {
    assertThat(sandbox.say(RESIDENTS, null, person, text, null)).isEqualTo(200);
    settled();
  }

  void staff(String person, String text) {
    assertThat(sandbox.say(STAFF_CHANNEL, staffGroup(), person, text, null)).isEqualTo(200);
    settled();
  }

  /** Null where their platform has no groups: then each works alone. */
  String staffGroup() {
    return sandbox.hasGroups(STAFF_CHANNEL) ? STAFF : null;
  }

  /** Presses a button under what is read there. */
  void press(String channel, String where, String person, String label) {
    assertThat(sandbox.press(channel, where, person, label)).isEqualTo(200);
    settled();
  }

  /** Everything that was heard is done, and everything that was to be said is said. */
  void settled() {
    Eventually.until(
        () -> {
          wiring.due().runDue(clock.instant());
          return count("channel_pulls where announced > fetched") == 0
              && count("inbox where processed_at is null") == 0
              && count("outbox where state = 'pending'") == 0;
        });
  }

  static long count(String rows) {
    var sql = "select count(*) from " + rows;
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  void forward(Duration time) {
    clock.forward(time);
    settled();
  }

  List<String> read(String channel, String where) {
    return sandbox.read(channel).stream()
        .filter(each -> each.where().equals(where))
        .map(Sandbox.Read::text)
        .toList();
  }

  /** Another node of the same service. */
  Service secondNode() {
    var other = new Wiring(TestService.vertx(), config, TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, other.outbox(), other.due(), Map.of(), false, clock);
    features.loadEstates(other.database().pool());
    return Service.start(other, features.domain(router -> {}));
  }

  @Override
  public void close() {
    service.close();
    sandbox.close();
  }
}
