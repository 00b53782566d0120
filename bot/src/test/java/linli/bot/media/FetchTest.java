package linli.bot.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import linli.bot.media.Attachment.Refusal;
import linli.bot.media.Fetch.NotGot;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a link leads to")
class FetchTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private Fetch inside;
  private Fetch outside;

  @BeforeEach
  void start() {
    server = TestDatabase.vertx().createHttpServer().requestHandler(this::answer);
    server.listen(0, "127.0.0.1").await();
    inside = new Fetch(TestDatabase.vertx(), Duration.ofSeconds(20), true);
    outside = new Fetch(TestDatabase.vertx(), Duration.ofSeconds(5), false);
  }

  @AfterEach
  void stop() {
    inside.close();
    outside.close();
    server.close().await();
  }

  private void answer(HttpServerRequest request) {
    asked.incrementAndGet();
    switch (request.path()) {
      case "/photo" -> request.response().end("bytes of " + request.getParam("id"));
      case "/moved" -> request.response().setStatusCode(302).putHeader("Location", "/photo").end();
      case "/large" -> request.response().setChunked(true).end(Buffer.buffer(new byte[101]));
      case "/silent" -> {} // never answers
      case "/half" -> request.response().setChunked(true).write("half");
      default -> request.response().setStatusCode(410).end();
    }
  }

  private String link(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  private static void refused(Fetch by, String link, Refusal why) {
    assertThatThrownBy(() -> by.get(link, 100, LONG))
        .isInstanceOfSatisfying(NotGot.class, not -> assertThat(not.why()).isEqualTo(why));
  }

  @Test
  void is_got() throws NotGot {
    assertThat(inside.get(link("/photo?id=7"), 100, LONG)).asString().isEqualTo("bytes of 7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/gone", "/moved"})
  void is_given_up_when_it_is_gone_or_elsewhere(String path) {
    refused(inside, link(path), Refusal.NOT_FETCHED);
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/silent", "/half"})
  void is_given_up_when_it_takes_too_long(String path) {
    assertThatThrownBy(() -> inside.get(link(path), 100, Duration.ofMillis(300)))
        .isInstanceOf(NotGot.class);
  }

  /** Often: an answer that is over at once must not be missed. */
  @RepeatedTest(60)
  void is_given_up_when_it_is_too_large() {
    refused(inside, link("/large"), Refusal.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0"})
  void is_not_asked_for_inside_our_own_network(String host) {
    refused(
        outside, "http://%s:%d/photo".formatted(host, server.actualPort()), Refusal.NOT_FETCHED);
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "http://user:key@127.0.0.1/",
        "http:///x",
        "://",
        "/photo",
        "gopher://127.0.0.1/",
        "jar:http://127.0.0.1!/x"
      })
  void is_nothing_when_the_link_is_none(String link) {
    refused(inside, link, Refusal.NOT_FETCHED);
  }
}
