package linli.bot.bench;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import linli.adapters.InboundEvent;
import linli.adapters.InboundEvent.Conversation;
import linli.adapters.InboundEvent.Conversation.Type;
import linli.adapters.InboundEvent.Kind;
import linli.adapters.InboundEvent.Media;
import linli.adapters.InboundEvent.Sender;
import linli.bot.Features;
import linli.bot.bench.MonthPlan.Said;
import linli.bot.store.Database;

/**
 * Plays days of the {@link Town} through the service in this process. Staff work through their
 * cases once an hour, residents answer most of what they are asked.
 */
final class Month {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
  private static final Duration ROUND = Duration.ofHours(1);

  private final Database database;
  private final Pool pool;
  private final LocalService service;
  private final Random random;
  private int sent;

  Month(Vertx vertx, Path data, Database database, Features.Knowledge knowledge, long seed) {
    this.database = database;
    this.pool = database.pool();
    this.service =
        new LocalService(vertx, data, database, knowledge, FIRST.atStartOfDay(ZONE).toInstant());
    this.random = new Random(seed);
  }

  /** Plays the days; what came of them stands in the database. */
  MonthNoise play(long seed, int days) {
    service.importEstate(Town.file());
    var plan = MonthPlan.of(seed, FIRST, days);
    var ids = new ArrayList<String>(plan.size());
    var round = FIRST.atTime(8, 30).atZone(ZONE).toInstant();
    for (var said : plan) {
      while (round.isBefore(said.at())) {
        round(round);
        round = round.plus(ROUND);
      }
      service.advanceTo(said.at());
      ids.add(say(said));
    }
    service.advanceTo(FIRST.plusDays(days).atTime(9, 0).atZone(ZONE).toInstant());
    return MonthNoise.read(database, plan, ids, days);
  }

  private String say(Said said) {
    return said.group() == null
        ? say("private:" + said.sender(), Type.PRIVATE, said.sender(), said.text(), false)
        : say(said.group(), Type.GROUP, said.sender(), said.text(), false);
  }

  private String say(String conversation, Type type, String sender, String text, boolean photo) {
    var id = "m" + sent++;
    var media =
        photo
            ? List.of(
                new Media(
                    Media.Type.IMAGE,
                    "https://example.invalid/p.jpg",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null))
            : List.<Media>of();
    service.say(
        new InboundEvent(
            id,
            Kind.MESSAGE,
            new Conversation(conversation, type, null),
            new Sender(sender, sender),
            text,
            text.startsWith("@小邻"),
            null,
            media,
            null,
            null,
            null));
    return id;
  }

  // --- staff, and residents who are asked -------------------------------------------------------

  private void round(Instant now) {
    service.advanceTo(now);
    var hour = now.atZone(ZONE).getHour();
    if (hour < 8 || hour > 20) {
      return;
    }
    for (var open : rows(OPEN)) {
      work(open, now);
    }
    for (var asked : rows(ASKED)) {
      var part = random.nextDouble();
      var account = asked.getString("account_id");
      if (part < 0.4) {
        var answer = random.nextInt(12) == 0 ? "没好" : "好了";
        say("private:" + account, Type.PRIVATE, account, answer + " " + number(asked), false);
      }
    }
  }

  private static final String OPEN =
      """
      select opened_on, seq, state, hazard, responded_at from cases
      where closed_at is null and state in ('ASSIGNED', 'ACCEPTED') and party_id = 'property'
      order by case_id
      """;

  private static final String ASKED =
      """
      select q.account_id, c.opened_on, c.seq
      from question q join cases c using (estate_id, case_id)
      where q.kind = 'CLOSING' and q.answered_at is null order by question_id
      """;

  private void work(Row open, Instant now) {
    var no = number(open);
    if (open.getString("state").equals("ASSIGNED")) {
      if (random.nextDouble() < 0.7) {
        desk((open.getString("hazard") == null ? "接单 " : "到岗 ") + no, false);
      }
      return;
    }
    var since = Duration.between(open.getOffsetDateTime("responded_at").toInstant(), now);
    if (since.toHours() >= 2 && random.nextDouble() < 0.3) {
      var part = random.nextDouble();
      if (part < 0.05) {
        desk("缓 " + no + " 等配件 1天", false);
      } else {
        desk("办结 " + no + " 换了坏掉的部件,当场试过", true);
      }
    }
  }

  private void desk(String text, boolean photo) {
    say(Town.DESK, Type.GROUP, Town.HANDLER, text, photo);
  }

  private static String number(Row row) {
    var day = row.getLocalDate("opened_on");
    return "%02d%02d-%02d"
        .formatted(day.getMonthValue(), day.getDayOfMonth(), row.getInteger("seq"));
  }

  private List<Row> rows(String sql) {
    return StreamSupport.stream(pool.query(sql).execute().await().spliterator(), false).toList();
  }
}
