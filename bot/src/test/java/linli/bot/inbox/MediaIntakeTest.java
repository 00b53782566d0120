package linli.bot.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Media;
import linli.bot.MovableClock;
import linli.bot.media.Attachment;
import linli.bot.media.Attachment.Refusal;
import linli.bot.media.Fetch;
import linli.bot.media.FileBlobs;
import linli.bot.media.Intake;
import linli.bot.media.MediaSweep;
import linli.bot.media.Samples;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What comes with an event")
class MediaIntakeTest {

  @TempDir Path data;

  private final MovableClock clock = new MovableClock(TestEvents.NOW);
  private final List<ReceivedEvent> handled = new ArrayList<>();
  private FileBlobs blobs;
  private Fetch fetch;
  private HttpServer server;

  @BeforeEach
  void start() {
    TestDatabase.clean();
    blobs = FileBlobs.in(data);
    fetch = new Fetch(TestDatabase.vertx(), Duration.ofSeconds(5), true);
    server =
        TestDatabase.vertx()
            .createHttpServer()
            .requestHandler(
                request ->
                    request.response().end(io.vertx.core.buffer.Buffer.buffer(Samples.jpeg())));
    server.listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void stop() {
    fetch.close();
    server.close().await();
  }

  private MediaIntake intake(WantsMedia wanted) {
    var intake = new Intake(blobs, fetch, TestDatabase.pool(), clock);
    return new MediaIntake(TestDatabase.transactions(), intake, wanted);
  }

  private void process() {
    new Processing(
            TestDatabase.transactions(),
            clock,
            (tx, events) -> events.stream().map(event -> Optional.of("e1")).toList(),
            (tx, estate, received) -> {
              handled.add(received);
              return "noted";
            })
        .drain();
  }

  private static void store(String id, String conversation, Media... media) {
    var plain = TestEvents.message(id, conversation, id);
    var event =
        new InboundEvent(
            id,
            plain.kind(),
            plain.conversation(),
            plain.sender(),
            id,
            false,
            null,
            List.of(media),
            null,
            null,
            TestEvents.NOW);
    var arrival =
        new Arrival(
            EventKey.of(TestEvents.CHANNEL, id),
            TestEvents.CHANNEL,
            event,
            TestEvents.NOW,
            null,
            null,
            false);
    new Arrivals(TestDatabase.pool()).insert(List.of(arrival));
  }

  private static Media sent(Media.Type type, String url, byte[] bytes) {
    var base64 = bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    return new Media(type, url, base64, null, null, null, null, null);
  }

  private static Media photo() {
    return sent(Media.Type.IMAGE, null, Samples.jpeg());
  }

  private Attachment only() {
    return handled.getFirst().attachments().getFirst();
  }

  @Test
  void is_waited_for_and_with_it_its_conversation_but_no_other() {
    store("1", "g");
    store("2", "g", photo());
    store("3", "g");
    store("4", "h");
    process();
    assertThat(handled).extracting(e -> e.event().id()).containsExactlyInAnyOrder("1", "4");
    assertThat(intake((channel, event) -> true).takeOne(false)).isTrue();
    assertThat(intake((channel, event) -> true).takeOne(false)).isFalse();
    process();
    assertThat(handled).extracting(e -> e.event().id()).endsWith("2", "3").hasSize(4);
  }

  @Test
  void is_kept_without_what_the_device_wrote_and_leaves_the_event() {
    store("1", "g", photo());
    intake((channel, event) -> true).takeOne(false);
    process();
    assertThat(only().isPhoto()).isTrue();
    assertThat(blobs.get(only().sha256()).orElseThrow())
        .hasSize(only().bytes())
        .asString(java.nio.charset.StandardCharsets.ISO_8859_1)
        .doesNotContain("36.0671");
    assertThat(handled.getFirst().event().media().getFirst().base64()).isNull();
  }

  @Test
  void is_fetched_where_there_is_a_link() {
    var link = "http://127.0.0.1:" + server.actualPort() + "/photo.exe";
    store("1", "g", sent(Media.Type.IMAGE, link, null));
    intake((channel, event) -> true).takeOne(false);
    process();
    assertThat(only().isPhoto()).isTrue();
    assertThat(handled.getFirst().event().media().getFirst().url()).isNull();
  }

  @Test
  void is_refused_when_its_content_is_something_else() {
    store(
        "1",
        "g",
        sent(Media.Type.IMAGE, null, new byte[] {'M', 'Z', 0, 0, 0, 0}),
        sent(Media.Type.VOICE, null, Samples.jpeg()),
        sent(Media.Type.FILE, null, Samples.jpeg()),
        sent(Media.Type.IMAGE, "http://127.0.0.1:1/gone", null));
    intake((channel, event) -> true).takeOne(false);
    process();
    assertThat(handled.getFirst().attachments())
        .extracting(Attachment::refusal)
        .containsExactly(Refusal.NOT_MEDIA, Refusal.NOT_MEDIA, null, Refusal.NOT_FETCHED);
  }

  @Test
  void of_a_danger_comes_first() {
    store("1", "g", photo());
    store("2", "h", photo());
    TestDatabase.pool().query("update inbox set hazard = 'gas' where seq = 2").execute().await();
    assertThat(intake((channel, event) -> true).takeOne(true)).isTrue();
    assertThat(intake((channel, event) -> true).takeOne(true)).isFalse();
    process();
    assertThat(handled).extracting(e -> e.event().id()).containsExactly("2");
  }

  @Test
  void is_left_where_it_is_when_it_is_not_wanted() {
    var link = "http://127.0.0.1:" + server.actualPort() + "/photo";
    store("1", "g", sent(Media.Type.IMAGE, link, null));
    intake((channel, event) -> false).takeOne(false);
    process();
    assertThat(handled.getFirst().attachments()).isEmpty();
    assertThat(count("media_blob")).isZero();
  }

  @Test
  void is_deleted_when_nothing_took_it_but_not_before_the_event_was_processed() {
    store("1", "g", photo());
    intake((channel, event) -> true).takeOne(false);
    var sweep = new MediaSweep(TestDatabase.transactions(), blobs, clock);
    clock.forward(Duration.ofHours(5));
    assertThat(sweep.run()).as("its event waits").isZero();
    process();
    assertThat(sweep.run()).isEqualTo(1);
    assertThat(blobs.get(only().sha256())).isEmpty();
    assertThat(count("media_blob")).isZero();
  }

  @Test
  void a_link_that_nobody_can_follow_holds_up_nothing() {
    store("1", "g", sent(Media.Type.IMAGE, "http://127.0.0.1:70000/x", null));
    store("2", "h", photo());
    var intake = intake((channel, event) -> true);
    assertThat(intake.takeOne(false)).isTrue();
    assertThat(intake.takeOne(false)).isTrue();
    process();
    assertThat(handled).extracting(e -> e.event().id()).containsExactly("1", "2");
    assertThat(handled.getFirst().attachments().getFirst().isKept()).isFalse();
  }

  @Test
  void a_danger_does_not_wait_for_the_pictures_of_others() {
    store("1", "g", photo());
    store("2", "g");
    TestDatabase.pool().query("update inbox set hazard = 'fire' where seq = 2").execute().await();
    process();
    assertThat(handled).extracting(e -> e.event().id()).containsExactly("2");
  }

  private static int count(String table) {
    return TestDatabase.pool()
        .query("select count(*) from " + table)
        .execute()
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }
}
