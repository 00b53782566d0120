package linli.bot.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.OutboundMessage;
import linli.adapters.OutboundMessage.Button;
import linli.adapters.Received.Handle;
import linli.adapters.Secret;
import linli.adapters.feishu.FeishuMouth;
import linli.bot.Eventually;
import linli.bot.channels.Callbacks.Outcome;
import linli.bot.channels.Callbacks.Outcome.Trouble;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A message to a platform")
class MouthsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:02:00Z");

  private final Vendor vendor = new Vendor(TestDatabase.vertx());
  private Instant now = NOW;

  @BeforeEach
  void empty() {
    TestDatabase.clean();
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  private InstantSource clock() {
    return () -> now;
  }

  private Channel channel(Platform platform) {
    Map<String, Secret> keys =
        Stream.of(platform.required(), platform.alsoRequired(Map.of()), List.of("mode"))
            .flatMap(List::stream)
            .distinct()
            .collect(Collectors.toMap(key -> key, key -> new Secret(value(key))));
    return new Channel(
        platform.key(),
        platform.ear(keys, clock()),
        platform.mouth(keys, clock()),
        vendor.address(),
        null,
        null,
        1000);
  }

  private static String value(String key) {
    return switch (key) {
      case "agentId" -> "7";
      case "mode" -> "plain";
      case "encodingAesKey" -> "a".repeat(43);
      default -> "the-" + key;
    };
  }

  private static OutboundMessage message(Type type, String text, Button... buttons) {
    var conversation = type == Type.PRIVATE ? "private:p1@wk1" : "g1";
    return new OutboundMessage(
        UUID.fromString("0f3b1c62-9a51-4e2b-8f55-7f2f1c9d1e08"),
        conversation,
        type,
        type == Type.PRIVATE ? "p1@wk1" : null,
        text,
        List.of(buttons),
        null,
        null,
        NOW);
  }

  private Replies replies() {
    return new Replies(TestDatabase.pool(), clock());
  }

  /** A node of the service: its memory is its own, the database everybody's. */
  private Callbacks node() {
    return new Callbacks(
        TestDatabase.vertx(), clock(), new Tokens(TestDatabase.pool(), clock()), replies());
  }

  private Outcome say(Callbacks node, Platform platform, OutboundMessage message) {
    return node.post(channel(platform), message).await();
  }

  @ParameterizedTest
  @EnumSource(names = "WECOM_ROBOT|.*_PUSH", mode = EnumSource.Mode.MATCH_NONE)
  void arrives_in_private_with_what_it_says(Platform platform) {
    try (var node = node()) {
      var outcome = say(node, platform, message(Type.PRIVATE, "修好了吗?"));
      assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
      assertThat(vendor.messages()).hasSize(1);
      assertThat(vendor.messages().getFirst().body().encode()).contains("修好了吗?").contains("p1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WECOM_APP, false",
    "WECOM_KF, false",
    "WECHAT_OFFICIAL, false",
    "DINGTALK_ROBOT, true",
    "FEISHU, true",
    "TELEGRAM, true",
    "SLACK, true"
  })
  void goes_into_a_group_only_where_the_platform_has_them(Platform platform, boolean has) {
    try (var node = node()) {
      var outcome = say(node, platform, message(Type.GROUP, "收到"));
      assertThat(outcome).isInstanceOf(has ? Outcome.Delivered.class : Outcome.Rejected.class);
      assertThat(vendor.messages()).hasSize(has ? 1 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"TELEGRAM, g1/1", "SLACK, g1/1795392120.000001", "FEISHU, om_1", "DINGTALK_ROBOT,"})
  void keeps_what_the_platform_calls_it(Platform platform, String id) {
    try (var node = node()) {
      assertThat(say(node, platform, message(Type.GROUP, "收到")))
          .isEqualTo(new Outcome.Delivered(id));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "DINGTALK_ROBOT|WECOM_ROBOT|.*_PUSH", mode = EnumSource.Mode.MATCH_NONE)
  void carries_its_buttons(Platform platform) {
    try (var node = node()) {
      say(node, platform, message(Type.PRIVATE, "满意吗?", new Button("1", "很好")));
      assertThat(vendor.messages().getLast().body().encode()).contains("很好");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"WECOM_APP", "WECOM_KF", "WECHAT_OFFICIAL"})
  void is_split_at_the_ends_of_sentences_when_it_is_long(Platform platform) {
    var text =
        IntStream.range(0, 60).mapToObj(i -> "这是第" + i + "句话,说得长一点。").collect(Collectors.joining());
    try (var node = node()) {
      assertThat(say(node, platform, message(Type.PRIVATE, text)))
          .isInstanceOf(Outcome.Delivered.class);
    }
    var parts =
        vendor.messages().stream()
            .map(each -> each.body().getJsonObject("text").getString("content"))
            .toList();
    assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> part.endsWith("。"));
    assertThat(String.join("", parts)).isEqualTo(text);
  }

  @Nested
  class When_it_needs_a_token {

    @Test
    void all_nodes_use_one() {
      try (var one = node();
          var two = node()) {
        for (var node : List.of(one, two, one, two)) {
          say(node, Platform.FEISHU, message(Type.GROUP, "一"));
        }
      }
      assertThat(vendor.tokensAskedFor()).isEqualTo(1);
      assertThat(vendor.messages()).allMatch(m -> m.authorization().equals("Bearer token1"));
    }

    @Test
    void many_at_once_ask_for_one() {
      try (var one = node();
          var two = node()) {
        var posts =
            IntStream.range(0, 20)
                .mapToObj(
                    i ->
                        (i % 2 == 0 ? one : two)
                            .post(channel(Platform.FEISHU), message(Type.GROUP, "一")))
                .toList();
        posts.forEach(post -> assertThat(post.await()).isInstanceOf(Outcome.Delivered.class));
      }
      assertThat(vendor.tokensAskedFor()).isEqualTo(1);
    }

    @Test
    void a_new_one_is_got_before_the_old_one_ends() {
      try (var node = node()) {
        say(node, Platform.WECOM_APP, message(Type.PRIVATE, "一"));
        now = NOW.plus(Duration.ofMinutes(114));
        say(node, Platform.WECOM_APP, message(Type.PRIVATE, "二"));
        assertThat(vendor.tokensAskedFor()).isEqualTo(1);
        now = NOW.plus(Duration.ofMinutes(116));
        say(node, Platform.WECOM_APP, message(Type.PRIVATE, "三"));
      }
      assertThat(vendor.tokensAskedFor()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            WECOM_APP       | 200 | {"errcode":42001}
            WECHAT_OFFICIAL | 200 | {"errcode":40001}
            FEISHU          | 400 | {"code":99991663}
            DINGTALK_ROBOT  | 401 | {"code":"InvalidAuthentication"}
            """)
    void one_that_is_refused_is_replaced_once(Platform platform, int status, String body) {
      try (var node = node()) {
        say(node, platform, message(Type.PRIVATE, "一"));
        vendor.tell(status, body);
        assertThat(say(node, platform, message(Type.PRIVATE, "二")))
            .isInstanceOf(Outcome.Delivered.class);
        assertThat(vendor.tokensAskedFor()).isEqualTo(2);
        vendor.tell(status, body);
        vendor.tell(status, body);
        assertThat(say(node, platform, message(Type.PRIVATE, "三")))
            .isEqualTo(new Outcome.Failed("token refused", Duration.ofMinutes(1)).of(Trouble.KEY));
        assertThat(vendor.tokensAskedFor()).isEqualTo(3);
      }
    }

    @Test
    void one_of_other_keys_is_none() {
      try (var one = node();
          var two = node()) {
        say(one, Platform.FEISHU, message(Type.GROUP, "一"));
        var channel = channel(Platform.FEISHU);
        var changed =
            new Channel(
                channel.name(),
                channel.webhook(),
                new FeishuMouth("another", new Secret("another")),
                channel.apiBase(),
                null,
                null,
                1000);
        assertThat(two.post(changed, message(Type.GROUP, "二")).await())
            .isInstanceOf(Outcome.Delivered.class);
      }
      assertThat(vendor.messages().getLast().authorization()).isEqualTo("Bearer token2");
    }

    @Test
    void another_node_that_hears_the_refusal_takes_the_replacement() {
      try (var one = node();
          var two = node()) {
        say(one, Platform.FEISHU, message(Type.GROUP, "一"));
        say(two, Platform.FEISHU, message(Type.GROUP, "一"));
        for (var node : List.of(one, two)) {
          vendor.tell(400, "{\"code\":99991663}");
          say(node, Platform.FEISHU, message(Type.GROUP, "二"));
        }
      }
      assertThat(vendor.tokensAskedFor()).isEqualTo(2);
    }
  }

  @Nested
  class When_nobody_gives_a_token {

    private static final Outcome NO_TOKEN =
        new Outcome.Failed("no token", Duration.ofMinutes(1)).of(Trouble.PLATFORM);

    @Test
    void many_wait_together_and_hold_no_connection() {
      vendor.answerTokensWith(Vendor.SILENCE);
      try (var node = node()) {
        var posts =
            IntStream.range(0, 32)
                .mapToObj(i -> node.post(channel(Platform.FEISHU), message(Type.GROUP, "一")))
                .toList();
        Eventually.until(() -> vendor.tokensAskedFor() == 1);
        assertThat(openTransactions()).isZero();
        posts.forEach(post -> assertThat(post.await()).isEqualTo(NO_TOKEN));
      }
      assertThat(vendor.tokensAskedFor()).isEqualTo(1);
    }

    private static long openTransactions() {
      return TestDatabase.pool()
          .query("select count(*) from pg_stat_activity where state = 'idle in transaction'")
          .execute()
          .await()
          .iterator()
          .next()
          .getLong(0);
    }

    @Test
    void it_is_not_asked_again_for_half_a_minute() {
      vendor.answerTokensWith(500);
      try (var node = node()) {
        assertThat(say(node, Platform.FEISHU, message(Type.GROUP, "一"))).isEqualTo(NO_TOKEN);
        now = NOW.plusSeconds(29);
        assertThat(say(node, Platform.FEISHU, message(Type.GROUP, "二"))).isEqualTo(NO_TOKEN);
        assertThat(vendor.tokensAskedFor()).isEqualTo(1);
        now = NOW.plusSeconds(30);
        vendor.answerTokensWith(200);
        assertThat(say(node, Platform.FEISHU, message(Type.GROUP, "三")))
            .isInstanceOf(Outcome.Delivered.class);
      }
    }

    @Test
    void what_another_node_is_asking_for_is_waited_for() {
      try (var one = node();
          var two = node()) {
        say(one, Platform.FEISHU, message(Type.GROUP, "一"));
        change(NOW, NOW.plusSeconds(10));
        var post = two.post(channel(Platform.FEISHU), message(Type.GROUP, "二"));
        change(NOW.plusSeconds(3600), null);
        assertThat(post.await()).isInstanceOf(Outcome.Delivered.class);
      }
      assertThat(vendor.tokensAskedFor()).isEqualTo(1);
    }

    @Test
    void a_node_that_died_asking_is_not_waited_for_longer_than_it_could_have_asked() {
      try (var one = node();
          var two = node()) {
        say(one, Platform.FEISHU, message(Type.GROUP, "一"));
        change(NOW, NOW);
        assertThat(say(two, Platform.FEISHU, message(Type.GROUP, "二")))
            .isInstanceOf(Outcome.Delivered.class);
      }
      assertThat(vendor.tokensAskedFor()).isEqualTo(2);
    }

    private static void change(Instant goodUntil, Instant askingUntil) {
      var times =
          Tuple.of(
              goodUntil.atOffset(ZoneOffset.UTC),
              askingUntil == null ? null : askingUntil.atOffset(ZoneOffset.UTC));
      TestDatabase.pool()
          .preparedQuery("update channel_tokens set good_until = $1, asking_until = $2")
          .execute(times)
          .await();
    }
  }

  @Nested
  class With_a_handle_for_each_answer {

    private static final String ADDRESS =
        "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=c1";

    private void hears(String code, Duration good) {
      var handle = new Secret(ADDRESS.replace("c1", code));
      replies()
          .heard(
              channel(Platform.WECOM_ROBOT),
              List.of(),
              List.of(new Handle("g1", handle, NOW.plus(good))))
          .await();
    }

    private Outcome answer(Callbacks node) {
      return say(node, Platform.WECOM_ROBOT, message(Type.GROUP, "收到"));
    }

    @Test
    void goes_once_to_the_path_that_came_with_the_message_and_to_no_other_host() {
      hears("c1", Duration.ofHours(1));
      try (var node = node()) {
        assertThat(answer(node)).isInstanceOf(Outcome.Delivered.class);
        assertThat(answer(node)).isEqualTo(new Outcome.Rejected(Replies.CLOSED));
      }
      assertThat(vendor.messages()).hasSize(1);
      var asked = vendor.messages().getFirst();
      assertThat(asked.path()).isEqualTo("/cgi-bin/aibot/response?response_code=c1");
      assertThat(asked.body().getJsonObject("markdown").getString("content")).isEqualTo("收到");
    }

    @Test
    void takes_the_handle_that_ends_first_and_none_that_ended() {
      hears("late", Duration.ofMinutes(50));
      hears("soon", Duration.ofMinutes(20));
      hears("over", Duration.ZERO);
      try (var node = node()) {
        answer(node);
      }
      assertThat(vendor.messages().getFirst().path()).endsWith("=soon");
    }

    @Test
    void keeps_the_handle_when_the_platform_wants_it_later() {
      hears("c1", Duration.ofHours(1));
      vendor.tell(502, "oops");
      try (var node = node()) {
        assertThat(answer(node)).isInstanceOf(Outcome.Failed.class);
        assertThat(answer(node)).isInstanceOf(Outcome.Delivered.class);
      }
    }
  }

  @Test
  void begins_nothing_that_could_not_end_in_time() {
    var client = WebClient.create(TestDatabase.vertx());
    var tokens = new Tokens(TestDatabase.pool(), clock());
    // A call is given five seconds.
    var mouths = new Mouths(client, tokens, replies(), new Connections(), Duration.ofSeconds(4));
    assertThat(mouths.say(channel(Platform.TELEGRAM), message(Type.GROUP, "一"), 0))
        .isEqualTo(new Outcome.Failed("slow", Duration.ZERO));
    assertThat(vendor.messages()).isEmpty();
    client.close();
  }

  @Test
  void needs_no_database_to_get_a_token() {
    try (var fresh = TestDatabase.fresh()) {
      TestDatabase.stopAnswering(fresh);
      var tokens = new Tokens(fresh.database().pool(), clock());
      try (var node = new Callbacks(TestDatabase.vertx(), clock(), tokens, replies())) {
        assertThat(say(node, Platform.FEISHU, message(Type.GROUP, "一")))
            .isInstanceOf(Outcome.Delivered.class);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WECOM_APP       | 200 | {"errcode":45009}                        | PT60S
          WECOM_APP       | 200 | {"errcode":-1}                           | PT0S
          WECOM_APP       | 502 | bad gateway                              | PT0S
          WECHAT_OFFICIAL | 200 | {"errcode":45011}                        | PT60S
          WECOM_KF        | 200 | {"errcode":45009}                        | PT60S
          DINGTALK_ROBOT  | 429 | {"code":"Throttling"}                    | PT1S
          DINGTALK_ROBOT  | 503 | {}                                       | PT1S
          DINGTALK_ROBOT  | 200 | {"flowControlledStaffIdList":["p1"]}     | PT60S
          FEISHU          | 400 | {"code":99991400}                        | PT5S
          FEISHU          | 500 | oops                                     | PT0S
          TELEGRAM        | 429 | {"ok":false,"parameters":{"retry_after":7}} | PT7S
          TELEGRAM        | 429 | {"parameters":{"retry_after":86400}}     | PT1H
          TELEGRAM        | 502 | oops                                     | PT0S
          TELEGRAM        | 401 | {"ok":false}                             | PT10M
          SLACK           | 429 | {"ok":false,"error":"ratelimited"}       | PT1S
          SLACK           | 200 | {"ok":false,"error":"internal_error"}    | PT0S
          SLACK           | 200 | {"ok":false,"error":"token_revoked"}     | PT10M
          """)
  void is_tried_again_when_the_platform_says_so(
      Platform platform, int status, String body, Duration pause) {
    vendor.tell(status, body);
    try (var node = node()) {
      assertThat(say(node, platform, message(Type.PRIVATE, "一")))
          .isInstanceOfSatisfying(
              Outcome.Failed.class, failed -> assertThat(failed.pause()).isEqualTo(pause));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WECOM_APP       | 200 | {"errcode":60111}
          WECOM_APP       | 200 | {"errcode":0,"invaliduser":"p1"}
          WECHAT_OFFICIAL | 200 | {"errcode":45015}
          WECOM_KF        | 200 | {"errcode":95001}
          WECOM_KF        | 200 | {"errcode":95018}
          DINGTALK_ROBOT  | 400 | {"code":"staffId.notExisted"}
          FEISHU          | 400 | {"code":230002}
          TELEGRAM        | 403 | {"ok":false}
          SLACK           | 200 | {"ok":false,"error":"channel_not_found"}
          """)
  void is_given_up_when_the_platform_will_never_take_it(
      Platform platform, int status, String body) {
    vendor.tell(status, body);
    try (var node = node()) {
      assertThat(say(node, platform, message(Type.PRIVATE, "一")))
          .isInstanceOf(Outcome.Rejected.class);
    }
  }

  @Test
  void is_tried_again_when_nobody_listens() {
    vendor.close();
    try (var node = node()) {
      assertThat(say(node, Platform.TELEGRAM, message(Type.PRIVATE, "一")))
          .isEqualTo(new Outcome.Failed("connection", Duration.ZERO).of(Trouble.PLATFORM));
    }
  }
}
