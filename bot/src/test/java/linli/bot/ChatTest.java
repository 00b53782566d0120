package linli.bot;

import static linli.bot.TestService.request;
import static linli.bot.TestService.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import linli.bot.inbox.TestEvents;
import linli.bot.media.Samples;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The chat page")
class ChatTest {

  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();
  private static final String BUILDING = "3号楼邻里群";
  private static final String LIFT = "@小邻 3号楼2单元电梯又坏了";

  private final MovableClock wall = new MovableClock(TestEvents.NOW);
  private final HttpClient browser = HttpClient.newHttpClient();

  @TempDir Path data;
  private TestDatabase.Fresh database;
  private Service service;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    service = open(true);
  }

  private Service open(boolean demo) {
    var config = TestService.config(data, database.url(), null);
    var chosen =
        new LinliConfig(
            config.http(),
            config.data(),
            config.database(),
            demo,
            config.channels(),
            config.inbox(),
            config.media(),
            null,
            null);
    return ServeCommand.open(chosen, wall, () -> KNOWLEDGE);
  }

  @AfterEach
  void stop() {
    browser.shutdownNow();
    service.close();
    database.close();
  }

  private static String form(String... pairs) {
    var form = new ArrayList<String>();
    for (var i = 0; i < pairs.length; i += 2) {
      form.add(pairs[i] + "=" + URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return String.join("&", form);
  }

  private HttpRequest.Builder posting(String path, String... pairs) {
    return request(service, path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("HX-Request", "true")
        .POST(BodyPublishers.ofString(form(pairs)));
  }

  private HttpResponse<String> say(String room, String person, String text) {
    return send(posting("/chat/say", "in", room, "as", person, "text", text));
  }

  private String page(String room, String person) {
    return send(request(service, "/chat?" + form("in", room, "as", person))).body();
  }

  private String position(String room) {
    var found = Pattern.compile("data-from=\"([^\"]+)\"").matcher(page(room, "老陈"));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** Everything that a tab has been told so far; grows by itself. */
  private List<String> listen(String room, String person, String after) {
    var told = Collections.synchronizedList(new ArrayList<String>());
    var query = form("in", room, "as", person, "after", after);
    var lines = open(request(service, "/chat/stream?" + query).build());
    assertThat(lines.statusCode()).isEqualTo(200);
    Thread.startVirtualThread(() -> readInto(told, lines.body()));
    return told;
  }

  private static void readInto(List<String> told, Stream<String> lines) {
    try {
      lines.forEach(told::add);
    } catch (java.io.UncheckedIOException closed) {
      told.add("closed");
    }
    told.add("closed");
  }

  private HttpResponse<Stream<String>> open(HttpRequest request) {
    try {
      return browser.send(request, BodyHandlers.ofLines());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void untilTold(List<String> told, String pattern) {
    var wanted = Pattern.compile(pattern);
    Eventually.until(
        () -> {
          synchronized (told) {
            return told.stream().anyMatch(line -> wanted.matcher(line).find());
          }
        });
  }

  @Test
  void a_photo_is_seen_only_in_the_conversation_in_which_it_was_sent() {
    var sent =
        send(
            request(service, "/chat/photo")
                .header("HX-Request", "true")
                .POST(BodyPublishers.ofByteArray(Samples.jpeg())));
    var id = sent.body();
    assertThat(photo(id, "private:老陈", "老陈").statusCode()).as("not sent yet").isEqualTo(404);
    var words = "3号楼2单元电梯坏了";
    var said = posting("/chat/say", "in", "private:老陈", "as", "老陈", "text", words, "upload", id);
    assertThat(send(said).statusCode()).isEqualTo(204);
    assertThat(page("private:老陈", "老陈")).contains("/chat/photo/" + id);
    var seen = photo(id, "private:老陈", "老陈");
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(photo(id, "private:老陈", "阿梅").statusCode()).isEqualTo(404);
    assertThat(photo(id, "3号楼邻里群", "老陈").statusCode()).isEqualTo(404);
    Eventually.until(() -> count("select count(*) from media where sha256 is not null") == 1);
  }

  private int count(String sql) {
    var rows = database.database().pool().query(sql).execute().await();
    return rows.iterator().next().getInteger(0);
  }

  private HttpResponse<String> photo(String id, String room, String person) {
    return send(request(service, "/chat/photo/" + id + "?" + form("in", room, "as", person)));
  }

  @Test
  void opens_at_once_with_the_whole_cast() {
    var start = send(request(service, "/"));
    assertThat(start.statusCode()).isEqualTo(303);
    assertThat(start.headers().firstValue("Location")).contains("/chat");
    var page = send(request(service, "/chat"));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self'");
    assertThat(page.body())
        .contains(BUILDING, "幸福里业主群", "派单群")
        .contains("老陈 · 3号楼2单元", "小马 · 3号楼1单元,租户", "小周 · 维保周师傅", "游客Q · ", "新号 · ")
        .contains("11月23日 周一</span> <b>08:02</b>")
        .doesNotContain(" style=", "<script>");
    assertThat(send(request(service, "/chat/assets/htmx.min.js")).statusCode()).isEqualTo(200);
    assertThat(send(request(service, "/chat/assets/secret")).statusCode()).isEqualTo(404);
  }

  @Test
  void shows_the_answer_live_in_every_conversation() {
    var group = listen(BUILDING, "老陈", position(BUILDING));
    var staff = listen("派单群", "小周", position("派单群"));
    assertThat(say(BUILDING, "老陈", LIFT).statusCode()).isEqualTo(204);
    untilTold(group, "收到。已受理【1123-01】电梯故障·3号楼2单元");
    untilTold(staff, "加急【1123-01】");
    untilTold(staff, "data-say=\"接单 1123-01\"");
    assertThat(page(BUILDING, "老陈")).contains(LIFT, "收到。已受理【1123-01】", "line mine");
  }

  @Test
  void sends_a_pressed_button_as_such() {
    say(BUILDING, "老陈", LIFT);
    Eventually.until(() -> page("派单群", "小周").contains("value=\"接单 1123-01\""));
    var message = Pattern.compile("replyTo\" value=\"([0-9a-f-]{36})\"").matcher(page("派单群", "小周"));
    assertThat(message.find()).isTrue();
    var id = message.group(1);
    var room = new String[] {"in", "派单群", "as", "小周", "replyTo", id, "key", "接单 1123-01"};
    assertThat(send(posting("/chat/press", room)).statusCode()).isEqualTo(204);
    Eventually.until(() -> page("派单群", "小周").contains("✅已接单:1123-01"));
    assertThat(page("派单群", "小周")).contains("按了「接单」");
    room[7] = "别的";
    assertThat(send(posting("/chat/press", room)).statusCode()).isEqualTo(422);
  }

  @Test
  void shows_what_was_said_as_text() {
    var told = listen("private:老陈", "老陈", position("private:老陈"));
    say("private:老陈", "老陈", "<script>alert(1)</script>\r\nevent: reload\rdata: x");
    untilTold(told, "&lt;script&gt;alert\\(1\\)");
    assertThat(page("private:老陈", "老陈"))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
    assertThat(told).doesNotContain("event: reload", "data: x");
  }

  @Test
  void moves_the_clock_and_shows_what_became_due() {
    say(BUILDING, "老陈", LIFT);
    Eventually.until(() -> page(BUILDING, "老陈").contains("【1123-01】"));
    var staff = listen("派单群", "小周", position("派单群"));
    assertThat(send(posting("/chat/clock", "by", "30m")).statusCode()).isEqualTo(204);
    untilTold(staff, "⏰【1123-01】还没接单,08:32截止");
    untilTold(staff, "<b>08:32</b>");
    assertThat(send(posting("/chat/clock", "by", "morning")).statusCode()).isEqualTo(204);
    untilTold(staff, "11月24日 周二</span> <b>08:00</b>");
    assertThat(send(posting("/chat/clock", "by", "-1h")).statusCode()).isEqualTo(422);
  }

  @Test
  void shows_the_bots_lines_and_the_moved_clock_again_after_a_restart() {
    say(BUILDING, "老陈", LIFT);
    Eventually.until(() -> page(BUILDING, "老陈").contains("收到。已受理【1123-01】"));
    var before = position(BUILDING);
    send(posting("/chat/clock", "by", "1h"));
    service.close();
    service = open(true);
    assertThat(page(BUILDING, "老陈"))
        .contains("收到。已受理【1123-01】", "<b>09:02</b>")
        .doesNotContain("line mine");
    untilTold(listen(BUILDING, "老陈", before), "event: reload");
  }

  @Test
  void takes_nothing_from_another_page() {
    refuses("Origin", "http://elsewhere.example");
    refuses("Origin", "null");
    refuses("Sec-Fetch-Site", "cross-site");
    refuses("Sec-Fetch-Site", "same-site");
    var plain =
        request(service, "/chat/clock")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("by=3d"));
    assertThat(send(plain).statusCode()).isEqualTo(403);
    assertThat(page(BUILDING, "老陈")).doesNotContain("line mine").contains("<b>08:02</b>");
  }

  private void refuses(String header, String value) {
    var foreign = posting("/chat/say", "in", BUILDING, "as", "老陈", "text", LIFT);
    assertThat(send(foreign.header(header, value)).statusCode()).isEqualTo(403);
    var stream = request(service, "/chat/stream?after=x").header(header, value);
    assertThat(send(stream).statusCode()).isEqualTo(403);
  }

  /** Another site's name may be made to lead to this machine. */
  @Test
  void answers_only_to_this_machines_names() throws IOException {
    try (var socket = new java.net.Socket("127.0.0.1", service.port())) {
      var call = "GET /chat HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void says_what_is_wrong_with_a_message() {
    assertThat(say(BUILDING, "老陈", " ").body()).isEqualTo("先写一句话,或附一张照片。");
    assertThat(say(BUILDING, "老陈", "长".repeat(1001)).body()).isEqualTo("太长了:一条最多 1000 字。");
    assertThat(say(BUILDING, "路人", "x").statusCode()).isEqualTo(422);
    assertThat(say("private:阿梅", "老陈", "x").statusCode()).isEqualTo(422);
    assertThat(say(BUILDING, "老陈", "x".repeat(20_000)).statusCode()).isEqualTo(413);
    assertThat(send(request(service, "/chat?" + form("as", "路人"))).statusCode()).isEqualTo(404);
  }

  @Test
  void has_a_bounded_number_of_open_tabs_and_sends_them_away_when_it_stops() {
    var after = position(BUILDING);
    var tabs = new ArrayList<List<String>>();
    for (var i = 0; i < 32; i++) {
      tabs.add(listen(BUILDING, "老陈", after));
    }
    var query = form("in", BUILDING, "as", "老陈", "after", after);
    assertThat(send(request(service, "/chat/stream?" + query)).statusCode()).isEqualTo(503);
    var start = System.nanoTime();
    service.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    tabs.forEach(told -> untilTold(told, "closed"));
  }

  @Test
  void does_not_exist_without_the_demo() {
    service.close();
    database.close();
    database = TestDatabase.fresh();
    service = open(false);
    for (var path : List.of("/", "/chat", "/chat/stream", "/chat/assets/chat.css")) {
      assertThat(send(request(service, path)).statusCode()).isEqualTo(404);
    }
    assertThat(send(posting("/chat/clock", "by", "3d")).statusCode()).isEqualTo(404);
  }
}
