package linli.bot.receptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
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
import linli.schedules.WorkCalendar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The reception of Tuesday, 15 December 2026, 19:00, in an estate whose service was down. */
@DisplayName("What was due while the service was down")
class MissedRunTest {

  private static final AtomicReference<WorkCalendar> CALENDAR =
      new AtomicReference<>(WorkCalendar.shipped());
  private static final Features.Knowledge KNOWLEDGE = Features.Knowledge.load(CALENDAR::get);
  private static final Instant BEGIN = at("2026-12-10T09:00");

  private final MovableClock clock = new MovableClock(() -> BEGIN, Duration.ZERO);
  private final DueWork due = new DueWork(TestDatabase.pool(), TestDatabase.transactions(), clock);
  private final TimeMachine time = new TimeMachine(clock, due);

  @BeforeEach
  void begin() {
    CALENDAR.set(WorkCalendar.shipped());
    TestDatabase.clean();
    var channels = new Channels(List.of(new Channel("webhook", null, null, null, 1)));
    var outbox = new Outbox(TestDatabase.pool(), channels, clock, new Backoff(new Random(1)));
    var features = new Features(KNOWLEDGE, outbox, due, Map.of(), false, clock);
    features.importEstate(TestDatabase.transactions(), EstateFile.shippedDemo(), "webhook");
    features.loadEstates(TestDatabase.pool());
    due.runDue(BEGIN);
  }

  private static Instant at(String local) {
    return OffsetDateTime.parse(local + ":00+08:00").toInstant();
  }

  /** The service was down until then; everything overdue runs at once. */
  private void comesBack(String local) {
    clock.moveTo(at(local));
    due.runDue(clock.instant());
  }

  private static List<String> said(String conversation) {
    var rows =
        TestDatabase.pool()
            .preparedQuery("select text from outbox where conversation = $1 order by seq")
            .execute(io.vertx.sqlclient.Tuple.of(conversation))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(r -> r.getString(0)).toList();
  }

  private static List<String> inGroup() {
    return said("幸福里业主群");
  }

  @Test
  void is_said_once_when_it_is_of_use_still() {
    comesBack("2026-12-13T12:00");
    assertThat(inGroup()).singleElement().asString().startsWith("12月15日(周二)19:00-20:30");
    assertThat(said("private:张书记")).hasSize(2).last().asString().startsWith("接待日安排");

    due.runDue(clock.instant());
    assertThat(inGroup()).hasSize(1);
  }

  @Test
  void is_left_to_what_came_after_it() {
    comesBack("2026-12-14T20:05");
    assertThat(inGroup()).singleElement().asString().startsWith("明天12月15日");
    assertThat(said("private:李经理")).singleElement().asString().startsWith("明天19:00-20:30的接待日还没收到");
  }

  @Test
  void is_not_said_after_the_session_has_begun() {
    comesBack("2026-12-15T19:10");
    assertThat(inGroup()).isEmpty();
    assertThat(said("private:马姐")).isEmpty();

    time.advanceTo(at("2026-12-15T20:45"));
    assertThat(said("private:张书记")).anySatisfy(line -> assertThat(line).contains("还没有接待记录"));
  }

  @Test
  void waits_for_the_morning_when_the_service_comes_back_at_night() {
    comesBack("2026-12-14T23:30");
    assertThat(inGroup()).isEmpty();
    assertThat(said("private:马姐")).isEmpty();

    time.advanceTo(at("2026-12-15T07:59"));
    assertThat(inGroup()).isEmpty();
    time.advanceTo(at("2026-12-15T08:00"));
    assertThat(inGroup()).hasSize(2).first().asString().contains("12月15日");
    assertThat(said("private:马姐")).hasSize(1);
  }

  @Test
  void does_not_hold_up_the_planning_of_the_days_that_follow() {
    comesBack("2027-02-20T12:00");
    assertThat(days()).contains("2027-02-25").doesNotContain("2027-01-15");

    comesBack("2027-02-20T12:01");
    assertThat(days()).doesNotHaveDuplicates();
  }

  private static final String SIGN_UP =
      """
      insert into reception_entry (estate_id, reception_id, number, origin, channel, account_id,
                                   entered_at)
      select estate_id, reception_id, 1, 'sign_up', 'webhook', '老陈', '2026-12-10T09:00:00+08:00'
      from reception where nominal_on = '2027-01-05'
      """;

  @Test
  void follows_a_calendar_that_was_replaced_before_anybody_was_told() throws Exception {
    assertThat(days()).contains("2027-01-05");
    TestDatabase.pool().query(SIGN_UP).execute().await();
    var file = java.nio.file.Files.createTempFile("holidays", ".tsv");
    java.nio.file.Files.writeString(file, "2027 official n s\n2027-01-05 off 元旦 s\n");
    CALENDAR.set(WorkCalendar.shipped().replacedBy(WorkCalendar.read(file)));
    java.nio.file.Files.delete(file);

    time.advanceTo(at("2026-12-11T00:05"));
    assertThat(days()).contains("2027-01-06").doesNotContain("2027-01-05");
    time.advanceTo(at("2026-12-11T08:00"));
    assertThat(said("private:老陈"))
        .singleElement()
        .asString()
        .startsWith("您的报名改到1月6日(周三)19:00-20:30");
    time.advanceTo(at("2027-01-03T10:00"));
    assertThat(inGroup())
        .anySatisfy(line -> assertThat(line).startsWith("接待日原定1月5日(周二),遇元旦改到1月6日(周三)"));
  }

  @Test
  void forgets_who_signed_up_for_a_day_that_became_part_of_another() {
    TestDatabase.pool().query(SIGN_UP).execute().await();
    TestDatabase.pool().query(MERGE).execute().await();

    comesBack("2027-04-10T12:00");
    assertThat(signedUp()).isEmpty();
  }

  private static final String MERGE =
      """
      update reception r set merged_into = i.reception_id
      from reception i
      where r.nominal_on = '2027-01-05' and i.nominal_on = '2026-12-25'
      """;

  private static List<String> signedUp() {
    var rows =
        TestDatabase.pool()
            .query("select account_id from reception_entry where account_id is not null")
            .execute()
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(r -> r.getString(0)).toList();
  }

  private static List<String> days() {
    var rows =
        TestDatabase.pool()
            .query("select held_on from reception order by held_on")
            .execute()
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map((Row row) -> row.getLocalDate(0).toString())
        .toList();
  }
}
