package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import linli.adapters.Secret;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.channels.Vendor;
import linli.bot.estates.EstateFile;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("./linli doctor")
class DoctorCommandTest {

  private static final Secret KEY = new Secret("secret");

  @TempDir Path data;
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T00:02:00Z"));
  private final Vendor vendor = new Vendor(TestService.vertx());
  private Wiring wiring;
  private Service service;

  private record Ran(int status, String out) {}

  @BeforeEach
  void start() {
    TestDatabase.clean();
    wiring = new Wiring(TestService.vertx(), config(), TestDatabase.database(), clock);
    var features =
        new Features(ApiService.KNOWLEDGE, wiring.outbox(), wiring.due(), Map.of(), false, clock);
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), "telegram");
    features.loadEstates(wiring.database().pool());
    var api = features.api(wiring);
    service = Service.start(wiring, features.domain(api::mount));
  }

  private LinliConfig config() {
    var base = TestService.config(data, TestDatabase.url(), null);
    var telegram =
        new ChannelSettings(
            "telegram",
            null,
            null,
            vendor.address(),
            null,
            1000,
            Map.of("botToken", KEY, "secretToken", KEY));
    var kf =
        new ChannelSettings(
            "wecom-kf",
            null,
            null,
            vendor.address(),
            null,
            1000,
            Map.of(
                "token",
                KEY,
                "encodingAesKey",
                new Secret("a".repeat(43)),
                "corpId",
                KEY,
                "secret",
                KEY));
    return new LinliConfig(
        base.http(),
        data,
        base.database(),
        true,
        Map.of("telegram", telegram, "kf", kf),
        base.inbox(),
        base.media(),
        null,
        null);
  }

  @AfterEach
  void stop() {
    service.close();
    vendor.close();
  }

  private Ran doctor(String url) throws IOException {
    var config = data.resolve("linli.yml");
    Files.writeString(config, "data: %s\n".formatted(data));
    var out = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      var status =
          Main.commandLine()
              .setErr(new PrintWriter(new StringWriter(), true))
              .execute("doctor", "--config", config.toString(), "--url", url);
      return new Ran(status, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private String url() {
    return "http://127.0.0.1:" + service.port();
  }

  @Test
  void says_that_all_is_well_and_what_people_in_each_channel_notice() throws IOException {
    wiring.proofs().run();
    var ran = doctor(url());
    assertThat(ran.out())
        .contains("ok    alive")
        .contains("ok    database")
        .contains("ok    migrations")
        .contains("ok    channel telegram")
        .contains("群里只听得到@我的话")
        .contains("ok    channel kf")
        .contains("对方说话后48小时内最多回5条,过后不能主动找人")
        .contains("11月23日08:02密钥验证通过")
        .doesNotContain("WRONG");
    assertThat(ran.status()).isZero();
  }

  @Test
  void says_which_key_a_platform_does_not_take() throws IOException {
    vendor.tell(401, "{\"ok\":false,\"error_code\":401}");
    wiring.proofs().run();
    var ran = doctor(url());
    assertThat(ran.out())
        .contains("WRONG channel telegram: its platform does not take the key (401)")
        .contains("ok    channel kf");
    assertThat(ran.status()).isEqualTo(1);
  }

  @Test
  void says_which_platform_is_away() throws IOException {
    vendor.answerTokensWith(503);
    wiring.proofs().run();
    assertThat(doctor(url()).out()).contains("WRONG channel kf: its platform could not be reached");
  }

  @Test
  void says_that_nobody_answers() throws IOException {
    service.close();
    var ran = doctor("http://127.0.0.1:1");
    assertThat(ran.out()).isEqualTo("WRONG alive: nobody answers at http://127.0.0.1:1\n");
    assertThat(ran.status()).isEqualTo(1);
  }
}
