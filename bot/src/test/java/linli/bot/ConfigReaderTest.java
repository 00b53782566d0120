package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import linli.adapters.Secret;
import linli.bot.channels.Platform;
import linli.bot.media.S3Blobs;
import linli.bot.store.CannotStart;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The configuration")
class ConfigReaderTest {

  private static final Path EXAMPLE = Path.of("../config/linli.example.yml");

  @TempDir Path directory;

  private LinliConfig read(String yaml, Map<String, String> environment) {
    try {
      var file = Files.writeString(directory.resolve("linli.yml"), yaml);
      return new ConfigReader(environment::get).read(file);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void is_safe_without_a_file() {
    var config = new ConfigReader(name -> null).read(null);
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.demo()).isTrue();
    assertThat(config.channels()).containsOnlyKeys("webhook");
    assertThat(config.channels().get("webhook").secret()).isNull();
  }

  private LinliConfig.Previous previous(String previous) {
    var channel =
        "channels: {tg: {platform: telegram, botToken: '1:b', secretToken: new, previous: "
            + previous
            + "}}";
    return read(channel, Map.of()).channels().get("tg").previous();
  }

  @Test
  void hears_the_keys_of_before_until_a_time() {
    assertThat(previous("{secretToken: old, until: '2026-12-01T08:00:00+08:00'}"))
        .isEqualTo(
            new LinliConfig.Previous(
                Map.of("secretToken", new Secret("old")), Instant.parse("2026-12-01T00:00:00Z")));
    assertThat(previous("null")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {secretToken: old}                                   | until: expected a time
          {secretToken: old, until: soon}                      | until: expected a time
          {until: '2026-12-01T08:00:00+08:00'}                 | until: expected the keys of before
          {secretToken: '!', until: '2026-12-01T08:00:00+08:00'} | secretToken: expected letters
          {secret: old, until: '2026-12-01T08:00:00+08:00'}    | unknown key
          """)
  void refuses_keys_of_before_that_say_too_little(String previous, String expected) {
    assertThatThrownBy(() -> previous(previous))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("channels.tg.previous.")
        .hasMessageContaining(expected);
  }

  @Test
  void equals_its_own_example() {
    assertThat(new ConfigReader(name -> null).read(EXAMPLE))
        .isEqualTo(new ConfigReader(name -> null).read(null));
  }

  @Test
  void has_every_key_in_its_example() throws IOException {
    var example = new YAMLMapper().readTree(Files.readString(EXAMPLE));
    assertThat(keys(example)).containsExactlyInAnyOrderElementsOf(components(LinliConfig.class));
    assertThat(keys(example.at("/channels/webhook")))
        .containsExactlyInAnyOrderElementsOf(
            components(LinliConfig.ChannelSettings.class).stream()
                .filter(key -> !key.equals("keys")) // those of platforms stand in their own places
                .toList());
    assertThat(keys(example.at("/http")))
        .containsExactlyInAnyOrderElementsOf(components(LinliConfig.Http.class));
    assertThat(keys(example.at("/database")))
        .containsExactlyInAnyOrderElementsOf(components(LinliConfig.Database.class));
    assertThat(keys(example.at("/inbox")))
        .containsExactlyInAnyOrderElementsOf(components(LinliConfig.Inbox.class));
    assertThat(keys(example.at("/media")))
        .containsExactlyInAnyOrderElementsOf(components(LinliConfig.Media.class));
    assertThat(keys(example.at("/media/s3")))
        .containsExactlyInAnyOrderElementsOf(components(S3Blobs.Settings.class));
  }

  @ParameterizedTest
  @EnumSource
  void shows_every_platform_with_its_keys_in_its_example(Platform platform) throws IOException {
    var line =
        Files.readAllLines(EXAMPLE).stream()
            .filter(each -> each.contains("platform: " + platform.key() + ","))
            .findFirst()
            .orElseThrow();
    assertThat(platform.required()).allSatisfy(key -> assertThat(line).contains(key + ": "));
    assertThat(platform.optional()).allSatisfy(key -> assertThat(line).contains(key + ": "));
  }

  private static List<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(each -> each.getName()).toList();
  }

  private static List<String> keys(JsonNode node) {
    var keys = new ArrayList<String>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void takes_values_from_the_environment() {
    var yaml =
        """
        http: {port: "${PORT}"}
        channels:
          other: {platform: webhook, secret: "a${MIDDLE}c", callbackUrl: "http://${HOST}/in"}
        """;
    var config = read(yaml, Map.of("PORT", "99", "MIDDLE", "$1b", "HOST", "localhost"));
    assertThat(config.http().port()).isEqualTo(99);
    assertThat(config.channels().get("other").secret()).isEqualTo(new Secret("a$1bc"));
    assertThat(config.channels().get("other").callbackUrl())
        .isEqualTo(URI.create("http://localhost/in"));
  }

  @Test
  void lets_the_environment_stand_over_the_file() throws IOException {
    var yaml =
        """
        http: {port: 1}
        data: x
        channels: {webhook: {platform: webhook, secret: file}}
        """;
    var config =
        read(
            yaml,
            Map.of(
                "LINLI_PORT", "2",
                "LINLI_DATA", "y",
                "LINLI_WEBHOOK_SECRET", "environment",
                "LINLI_DATABASE_URL", "postgresql://u:p@h:1/d"));
    assertThat(config.http().port()).isEqualTo(2);
    assertThat(config.data()).isEqualTo(Path.of("y"));
    assertThat(config.channels().get("webhook").secret()).isEqualTo(new Secret("environment"));
    assertThat(config.database().url()).isEqualTo(new Secret("postgresql://u:p@h:1/d"));
    var named = directory.resolve("linli.yml").toString();
    assertThat(new ConfigReader(Map.of("LINLI_CONFIG", named)::get).read(null).http().port())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http: {port: eighty}                    | http.port: expected a whole number from 0 to 65535, got "eighty"
          http: {port: 70000}                     | http.port: expected a whole number from 0 to 65535, got 70000
          http: 7                                 | http: expected keys with values, got something else
          http: {prot: 1}                         | http.prot: unknown key; expected one of host, port, maxBodyBytes
          colour: red                             | colour: unknown key; expected one of http, data, database, demo, channels, subscriptions, inbox, media, estates, holidays, whistles, open311Public, opinion
          demo: yes please                        | demo: expected true or false, got "yes please"
          data: [a]                               | data: expected one value, got a list or keys
          database: {poolSize: 1}                 | database.poolSize: expected a whole number from 4 to 500, got 1
          inbox: {workers: 0}                     | inbox.workers: expected a whole number from 1 to 64, got 0
          channels: {UP: {platform: webhook}}     | channels: expected names of small letters, digits and hyphens, got "UP"
          channels: {a: {}}                       | channels.a.platform: expected a platform that exists here (webhook, open311, wecom-app, wecom-robot, wecom-kf, wechat-official, dingtalk-robot, feishu, telegram, slack, wecom-push, dingtalk-push), got nothing
          channels: {a: {platform: pigeon}}       | channels.a.platform: expected a platform that exists here (webhook, open311, wecom-app, wecom-robot, wecom-kf, wechat-official, dingtalk-robot, feishu, telegram, slack, wecom-push, dingtalk-push), got "pigeon"
          channels: {a: {platform: webhook, x: 1}}| channels.a.x: unknown key; expected one of platform, secret, previous, callbackUrl, apiBase, estate, messagesPerSecond
          channels: {a: {platform: webhook, callbackUrl: "file:///x"}} | channels.a.callbackUrl: expected an address that begins with http:// or https://, got something else
          channels: {a: {platform: slack, botToken: x}} | channels.a.signingSecret: expected the key of this name from slack, got nothing
          channels: {a: {platform: slack, botTokn: x}} | channels.a.botTokn: unknown key; expected one of platform, previous, signingSecret, botToken, window, apiBase, estate, messagesPerSecond
          channels: {a: {platform: telegram, botToken: x, secretToken: "no blanks"}} | channels.a.secretToken: expected letters, digits, _ and -, got something else
          channels: {a: {platform: wecom-app, token: x, encodingAesKey: short, corpId: w, agentId: 1, secret: s}} | channels.a.encodingAesKey: expected 43 letters and digits, got something else
          channels: {a: {platform: wechat-official, token: x, appId: w, secret: s}} | channels.a.encodingAesKey: expected the key of this name from wechat-official, got nothing
          channels: {a: {platform: feishu, appId: a, appSecret: b, verificationToken: c, window: soon}} | channels.a.window: expected a duration like PT10M, got something else
          subscriptions: {a: {secret: x}}         | subscriptions.a.url: expected an address that begins with http:// or https://, got nothing
          subscriptions: {a: {url: "http://h", party: p}} | subscriptions.a.estate: expected the id of the estate of that party, got nothing
          media: {fetchSeconds: 0}                | media.fetchSeconds: expected a whole number from 1 to 60, got 0
          media: {s3: {endpoint: "http://s3"}}    | media.s3.bucket: expected letters, digits and . _ - /, got nothing
          media: {s3: {endpoint: "http://s3", bucket: b}} | media.s3.accessKey: expected it and secretKey, with endpoint, got not both
          opinion: {endpoint: "http://llm/v1"}    | opinion.model: expected the name of a model, with endpoint, got nothing
          opinion: {patienceMillis: 9}            | opinion.patienceMillis: expected a whole number from 200 to 8000, got 9
          http: {host: 0.0.0.0}                   | demo: expected false while http.host is 0.0.0.0, got true; the demo is for this machine only (127.0.0.1)
          """)
  void says_which_key_is_wrong_what_it_expects_and_what_it_got(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml, Map.of()))
        .isInstanceOf(CannotStart.class)
        .hasMessage(message);
  }

  @Test
  void says_in_which_line_the_file_is_no_yaml_without_quoting_it() {
    assertThatThrownBy(() -> read("a: 1\nsecret: 'hunter2\n", Map.of()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("expected YAML")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void names_a_file_that_is_not_there() {
    assertThatThrownBy(() -> new ConfigReader(name -> null).read(directory.resolve("none.yml")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("none.yml");
  }

  @Test
  void may_listen_anywhere_without_the_demo() {
    var config = read("http: {host: 0.0.0.0}\ndemo: false", Map.of());
    assertThat(config.http().host()).isEqualTo("0.0.0.0");
  }

  @Test
  void reads_the_keys_of_a_platform_without_showing_them() {
    var config =
        read(
            """
            channels:
              official:
                platform: wechat-official
                token: ${T}
                appId: wx1
                secret: hunter2
                mode: plain
            """,
            Map.of("T", "hunter3"));
    var keys = config.channels().get("official").keys();
    assertThat(keys).containsEntry("token", new Secret("hunter3"));
    assertThat(config.toString()).doesNotContain("hunter");
  }

  @Test
  void shows_no_secret_when_printed() {
    var config =
        read(
            "channels: {a: {platform: webhook, secret: hunter2, callbackUrl: 'http://h/?key=hunter2'}}",
            Map.of("LINLI_DATABASE_URL", "postgresql://u:hunter2@h/d"));
    assertThat(config.toString()).doesNotContain("hunter2");
  }
}
