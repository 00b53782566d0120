package linli.bot.receptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import linli.bot.Features;
import linli.bot.channels.Channel;
import linli.bot.channels.Channels;
import linli.bot.due.DueWork;
import linli.bot.due.MovableClock;
import linli.bot.due.TimeMachine;
import linli.bot.estates.EstateFile;
import linli.bot.outbox.Backoff;
import linli.bot.outbox.Outbox;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reception days that left the estate's file")
class DroppedRuleTest {

  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load();
  private static final Instant BEGIN = at("2026-12-12T11:00");
  private static final Instant SET_UP = at("2026-12-10T09:00");

  private final MovableClock clock = new MovableClock(() -> SET_UP, Duration.ZERO);
  private final DueWork due = new DueWork(TestDatabase.pool(), TestDatabase.transactions(), clock);
  private final TimeMachine time = new TimeMachine(clock, due);
  private Features features;

  @BeforeEach
  void begin() {
    TestDatabase.clean();
    var channels = new Channels(List.of(new Channel("webhook", null, null, null, 1)));
    var outbox = new Outbox(TestDatabase.pool(), channels, clock, new Backoff(new Random(1)));
    features = new Features(KNOWLEDGE, outbox, due, Map.of(), false, clock);
    add(EstateFile.shippedDemo());
    features.loadEstates(TestDatabase.pool());
    due.runDue(SET_UP);
    time.advanceTo(BEGIN);
  }

  private void add(EstateFile file) {
    features.importEstate(TestDatabase.transactions(), file, "webhook");
  }

  private static Instant at(String local) {
    return OffsetDateTime.parse(local + ":00+08:00").toInstant();
  }

  private static EstateFile without() {
    try (var in = EstateFile.class.getResourceAsStream("/linli/estates/xingfuli.estate.yml")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var rest = text.replaceFirst("(?m)^reception:.*\\n(?: .*\\n)+", "");
      var bytes = new ByteArrayInputStream(rest.getBytes(StandardCharsets.UTF_8));
      return EstateFile.read(bytes, "without reception days");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static final String SIGN_UP =
      """
      insert into reception_entry (estate_id, reception_id, number, origin, channel, account_id,
                                   entered_at)
      select estate_id, reception_id, 1, 'sign_up', 'webhook', '老陈', '2026-12-12T11:00:00+08:00'
      from reception where nominal_on = '2026-12-15'
      """;

  private static List<String> said(String conversation) {
    var rows =
        TestDatabase.pool()
            .preparedQuery("select text from outbox where conversation = $1 order by seq")
            .execute(Tuple.of(conversation))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(r -> r.getString(0)).toList();
  }

  @Test
  void are_cancelled_with_a_line_to_those_who_signed_up_and_say_nothing_more() {
    TestDatabase.pool().query(SIGN_UP).execute().await();
    var before = said("幸福里业主群").size();
    clock.moveTo(at("2026-12-12T22:00"));
    add(without());
    due.runDue(clock.instant());
    assertThat(said("private:老陈")).isEmpty();
    time.advanceTo(at("2026-12-13T08:00"));
    assertThat(said("private:老陈"))
        .singleElement()
        .asString()
        .startsWith("12月15日(周二)19:00-20:30的接待日取消了,您的1号也一并取消。");
    time.advanceTo(at("2027-01-10T08:00"));
    assertThat(said("private:老陈")).hasSize(1);
    assertThat(said("幸福里业主群").subList(before, said("幸福里业主群").size()))
        .containsExactly("12月15日(周二)19:00-20:30的接待日取消。有事随时@我。");
  }

  @Test
  void begin_again_with_days_for_which_nobody_had_signed_up() {
    clock.moveTo(at("2026-12-12T12:00"));
    add(without());
    due.runDue(clock.instant());
    clock.moveTo(at("2026-12-12T12:30"));
    add(EstateFile.shippedDemo());
    due.runDue(clock.instant());
    var planned =
        TestDatabase.pool()
            .query("select count(*) from reception where dropped_at is null")
            .execute()
            .await();
    assertThat(planned.iterator().next().getLong(0)).isEqualTo(3);
  }
}
