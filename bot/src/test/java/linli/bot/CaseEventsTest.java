package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import linli.adapters.Secret;
import linli.adapters.webhook.Signature;
import linli.bot.LinliConfig.SubscriptionSettings;
import linli.bot.outbox.Receiver;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A system that is told of cases")
class CaseEventsTest {

  private static final Secret SECRET = new Secret("a secret of the receiver");

  @TempDir Path data;
  private final List<Receiver> receivers = new ArrayList<>();
  private ApiService api;

  @AfterEach
  void stop() {
    if (api != null) {
      api.close();
    }
    receivers.forEach(Receiver::close);
  }

  /** Takes only what is signed with its secret. */
  private Receiver receiver(BiConsumer<HttpServerRequest, JsonObject> answer) {
    var receiver = new Receiver(TestDatabase.vertx(), SECRET, () -> api.clock.instant(), answer);
    receivers.add(receiver);
    return receiver;
  }

  private static SubscriptionSettings to(Receiver receiver, String estate, String party) {
    return new SubscriptionSettings(receiver.address(), SECRET, estate, party, 1000);
  }

  private static void end(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }

  private static List<String> verbs(Receiver receiver) {
    return receiver.received().stream()
        .map(event -> event.getJsonObject("change", new JsonObject().put("verb", "left")))
        .map(change -> change.getString("verb"))
        .toList();
  }

  private static int history() {
    return ApiService.count("select count(*) as n from case_history");
  }

  private static void allSent() {
    Eventually.until(
        () -> ApiService.count("select count(*) as n from outbox where state = 'pending'") == 0);
  }

  private static void fitsTheDocument(Receiver receiver) {
    var schema =
        ApiService.schema(
            ApiService.DOCUMENT.at(
                "/webhooks/caseEvent/post/requestBody/content/application~1json/schema"));
    assertThat(receiver.received())
        .isNotEmpty()
        .allSatisfy(
            event -> assertThat(schema.validate(ApiService.read(event.encode()))).isEmpty());
  }

  @Test
  void hears_every_change_once_signed_in_its_order_and_nothing_of_a_person() {
    var city = receiver((request, event) -> end(request, 200));
    var east = receiver((request, event) -> end(request, 200));
    api =
        new ApiService(
            data, Map.of("city", to(city, null, null), "east", to(east, "xingfuli-east", null)));
    api.say("1", "老陈", "@小邻 我家3号楼2单元1101卫生间漏水漏到楼下了 电话13800138000");
    api.sayAlone("2", "李经理", "接单 1123-01");
    api.sayAlone("3", "李经理", "办结 1123-01 换了1101的水管,老陈家电话13800138000");
    api.sayAlone("4", "老陈", "好了");
    allSent();
    assertThat(verbs(city)).startsWith("open").hasSize(history());
    assertThat(city.received().getLast().getJsonObject("change").getString("to"))
        .isEqualTo(
            TestDatabase.pool()
                .query("select state from cases")
                .execute()
                .await()
                .iterator()
                .next()
                .getString(0));
    fitsTheDocument(city);
    assertThat(city.received().toString())
        .doesNotContain("1101", "老陈", "13800138000", "水管", "private:", "webhook");
    assertThat(city.received().getFirst().getJsonObject("case").getString("no"))
        .isEqualTo("1123-01");
    assertThat(east.received()).isEmpty();
  }

  @Test
  void of_a_party_hears_of_its_cases_and_that_one_left_and_of_no_complaint_about_it() {
    var wanjia = receiver((request, event) -> end(request, 200));
    var city = receiver((request, event) -> end(request, 200));
    api =
        new ApiService(
            data, Map.of("wanjia", to(wanjia, "xingfuli", "wanjia"), "city", to(city, null, null)));
    api.say("1", "老陈", "@小邻 3号楼2单元电梯又坏了");
    api.say("2", "老陈", "@小邻 投诉物业保安态度恶劣,骂人");
    api.sayAlone("3", "王芳", "转 1123-01 社区 由居委会协调");
    allSent();
    assertThat(verbs(wanjia)).containsExactly("open", "left");
    assertThat(wanjia.received().getLast().getString("event")).isEqualTo("case.left");
    assertThat(wanjia.received().getLast().getJsonObject("case").getString("no"))
        .isEqualTo("1123-01");
    fitsTheDocument(wanjia);
    assertThat(wanjia.received().toString()).doesNotContain("1123-02", "service_quality");
    assertThat(verbs(city)).containsExactly("open", "open", "decide");
    var complaint = city.received().get(1).getJsonObject("case");
    assertThat(complaint.getBoolean("anonymous")).isTrue();
    assertThat(complaint.getJsonObject("place").getString("unit")).isNull();
  }

  @Test
  void gets_again_in_order_what_it_did_not_take_and_goes_on_after_a_dead_letter() {
    var failures = new AtomicInteger(1);
    var city =
        receiver(
            (request, event) -> {
              var verb = event.getJsonObject("change").getString("verb");
              end(request, failures.getAndDecrement() > 0 ? 503 : verb.equals("open") ? 410 : 200);
            });
    api = new ApiService(data, Map.of("city", to(city, null, null)));
    api.say("1", "老陈", "@小邻 3号楼2单元电梯又坏了");
    Eventually.until(() -> city.received().size() == 1);
    api.sayAlone("2", "李经理", "接单 1123-01");
    assertThat(verbs(city)).containsExactly("open");
    Eventually.until(
        () -> {
          api.forward(Duration.ofSeconds(2));
          return city.received().size() == 3;
        });
    assertThat(verbs(city)).containsExactly("open", "open", "accept");
    assertThat(city.received().get(1)).isEqualTo(city.received().get(0));
    allSent();
    assertThat(
            ApiService.count(
                "select count(*) as n from outbox where channel = 'events:city' and state = 'dead'"))
        .isEqualTo(1);
    var shown = api.get("/api/v1/channels", api.operator()).text();
    assertThat(shown).contains("\"name\":\"events:city\"", "\"lostInADay\":1");
  }

  @Test
  void cannot_say_anything_to_the_bot_nor_read_what_it_says() {
    var city = receiver((request, event) -> end(request, 200));
    api = new ApiService(data, Map.of("city", to(city, null, null)));
    var body = TestService.event("1", "@小邻 3号楼2单元电梯又坏了");
    var signed = new Signature(SECRET, api.clock).sign(body.getBytes());
    for (var name : List.of("city", "events:city")) {
      var said =
          TestService.request(api.service(), "/hooks/" + name)
              .header(Signature.HEADER, signed)
              .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body));
      assertThat(TestService.send(said).statusCode()).isEqualTo(404);
      var asked = TestService.request(api.service(), "/hooks/" + name + "/messages");
      assertThat(TestService.send(asked).statusCode()).isEqualTo(404);
    }
  }
}
