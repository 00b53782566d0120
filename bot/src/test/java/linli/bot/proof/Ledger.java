package linli.bot.proof;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import linli.bot.proof.Message.Kind;

/** Compares what was acknowledged with what the database holds and with what others received. */
final class Ledger {

  private final Pool pool;
  private final List<Message> sent;
  private final Map<UUID, Message> byKey;
  private final Set<UUID> advices = new HashSet<>();

  /**
   * @param sent everything that was acknowledged; inside a conversation in the order of sending
   */
  Ledger(Pool pool, List<Message> sent) {
    this.pool = pool;
    this.sent = sent;
    this.byKey = sent.stream().collect(toMap(Message::key, message -> message));
    sent.forEach(message -> advices.add(message.adviceId()));
  }

  private List<Row> rows(String sql) {
    return StreamSupport.stream(pool.query(sql).execute().await().spliterator(), false).toList();
  }

  private List<String> texts(String sql) {
    return rows(sql).stream().map(row -> row.getString(0)).toList();
  }

  /** Lifts the limits on answers: here one person says more in a second than others in a week. */
  static void answerEverything(Pool pool) {
    pool.query(
            """
            update estate
            set person_answers = 1000000, group_answers = 1000000, person_reports = 1000000
            """)
        .execute()
        .await();
  }

  /** Nothing is lost, nothing is there twice. */
  void check() {
    pool.query("create index on outbox (case_no)").execute().await();
    everyEventIsStoredOnceAndProcessed();
    everyReportOpensOneCase();
    everyNumberIsGivenOnce();
    everyMessageHasItsAnswers();
    everyCaseIsHandedOutAndTakenOnce();
    everyCaseHasItsClocks();
    everythingDueHappensOnce();
  }

  private void everyEventIsStoredOnceAndProcessed() {
    var seq = arrivals();
    assertThat(seq.keySet()).as("stored events").isEqualTo(byKey.keySet());
    assertThat(texts("select event_key::text from inbox where processed_at is null"))
        .as("not processed")
        .isEmpty();
  }

  private Map<UUID, Long> arrivals() {
    return rows("select event_key, seq from inbox").stream()
        .collect(toMap(row -> row.getUUID(0), row -> row.getLong(1)));
  }

  /**
   * Messages of a conversation, each sent after the one before was acknowledged, arrived and were
   * answered in that order. Of messages that are under way at the same time nobody can say that.
   */
  void checkOrder() {
    everyConversationIsAnsweredInItsOrder();
    var seq = arrivals();
    sent.stream()
        .collect(groupingBy(Message::place))
        .forEach(
            (place, messages) ->
                assertThat(messages.stream().map(m -> seq.get(m.key())).toList())
                    .as("order of arrival in " + place)
                    .isSorted());
  }

  private void everyReportOpensOneCase() {
    var kinds =
        rows("select event_key, kind from case_report").stream()
            .collect(
                groupingBy(
                    row -> row.getUUID(0),
                    collectingAndThen(
                        toList(), all -> all.stream().map(row -> row.getString(1)).toList())));
    for (var message : sent) {
      var effects = kinds.getOrDefault(message.key(), List.of());
      switch (message.kind()) {
        case REPORT -> assertThat(effects).as(message.id()).containsExactly("report");
        case PLUS_ONE -> assertThat(effects).as(message.id()).containsExactly("plus_one");
        case HAZARD -> assertThat(effects).as(message.id()).hasSize(1);
        case CHAT, CHATTER, PROGRESS, ACCEPT -> assertThat(effects).as(message.id()).isEmpty();
      }
    }
    assertThat(
            texts(
                """
                select case_id::text from cases
                where 1 <> (select count(*) from case_report
                            where case_report.case_id = cases.case_id and kind = 'report')
                """))
        .as("cases without exactly one report")
        .isEmpty();
  }

  private void everyNumberIsGivenOnce() {
    assertThat(
            texts(
                """
                select opened_on::text from cases join case_number using (estate_id, opened_on)
                group by estate_id, opened_on, last_seq
                having count(*) <> last_seq or max(seq) <> last_seq
                """))
        .as("days whose numbers are not 1, 2, 3 …")
        .isEmpty();
  }

  /** Without the word to the person alone that a group should not know their home. */
  private static final String ANSWERS =
      """
      select id, channel, in_reply_to from outbox
      where in_reply_to is not null and not (case_no is null and text like '您在群里发了电话或房号%')
      """;

  private void everyMessageHasItsAnswers() {
    var answers = new HashMap<String, Integer>();
    for (var row : rows(ANSWERS)) {
      if (!advices.contains(row.getUUID(0))) {
        answers.merge(row.getString(1) + " " + row.getString(2), 1, Integer::sum);
      }
    }
    for (var message : sent) {
      assertThat(answers.getOrDefault(message.channel() + " " + message.id(), 0))
          .as("answers to " + message.id())
          .isEqualTo(message.kind().answers);
    }
    assertThat(
            texts(
                """
                select min(id::text) from outbox where in_reply_to is null
                group by channel, conversation, text having count(*) > 1
                """))
        .as("said twice")
        .isEmpty();
  }

  private void everyConversationIsAnsweredInItsOrder() {
    var seq = arrivals();
    var places = new HashMap<String, Message>();
    sent.forEach(message -> places.put(message.place() + " " + message.id(), message));
    var answered = new HashMap<String, List<Long>>();
    for (var row : rows(ANSWERED)) {
      var message = places.get(row.getString(1));
      if (message != null && !advices.contains(row.getUUID(0))) {
        answered
            .computeIfAbsent(message.place(), x -> new ArrayList<>())
            .add(seq.get(message.key()));
      }
    }
    answered.forEach((place, seqs) -> assertThat(seqs).as("answers in " + place).isSorted());
  }

  private static final String ANSWERED =
      """
      select id, channel || ' ' || conversation || ' ' || in_reply_to
      from outbox where in_reply_to is not null
      order by xact, seq
      """;

  private void everyCaseIsHandedOutAndTakenOnce() {
    assertThat(
            texts(
                NUMBERED
                    + """
                    select no from numbered
                    where 1 <> (select count(*) from outbox
                                where case_no = no and text ~ ('(新单|加急|紧急)【' || no || '】'))
                    """))
        .as("not handed out exactly once")
        .isEmpty();
    var accepted =
        texts(
            NUMBERED
                + """
                select no from numbered join case_history using (estate_id, case_id)
                where verb = 'accept'
                """);
    var wanted = sent.stream().filter(m -> m.kind() == Kind.ACCEPT).map(Message::caseNo).toList();
    assertThat(accepted).as("accepted cases").containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(
            texts(
                "select case_id::text from case_history where verb = 'open' group by 1 having count(*) > 1"))
        .as("opened twice")
        .isEmpty();
  }

  private static final String NUMBERED =
      """
      with numbered as (
        select *, to_char(opened_on, 'MMDD') || '-' || lpad(seq::text, greatest(2, length(seq::text)), '0') as no
        from cases)
      """;

  private void everyCaseHasItsClocks() {
    assertThat(
            texts(
                """
                select case_id || ' ' || kind || ' ' || occurrence
                from (select estate_id, case_id, kind, 0 as occurrence from cases,
                             unnest('{case.respond-half,case.respond-missed}'::text[]) as kind
                      where hazard is null
                      union all
                      select estate_id, case_id, kind, 0 from cases,
                             unnest('{case.resolve-half,case.resolve-missed}'::text[]) as kind
                      union all
                      select estate_id, case_id, 'hazard.unacknowledged', step from cases,
                             generate_series(1, 4) as step
                      where hazard is not null) as wanted
                where not exists (
                  select from due_work as due
                  where due.estate_id = wanted.estate_id and due.subject = case_id::text
                    and due.kind = wanted.kind and due.occurrence = wanted.occurrence)
                """))
        .as("missing clocks")
        .isEmpty();
  }

  private void everythingDueHappensOnce() {
    assertThat(texts("select kind from due_work where parked_at is not null")).isEmpty();
    happened("case.respond-half", "⏰【' || no || '】还没接单", "not " + ACCEPTED, before("respond_by"));
    happened("case.respond-missed", "⏰【' || no || '】响应已超时", "not " + ACCEPTED, "1");
    happened("case.resolve-half", "⏰【' || no || '】办理时间过半", "true", before("resolve_by"));
    happened("case.resolve-missed", "⏰【' || no || '】办理已超时", "true", "1");
    happened(
        "hazard.unacknowledged",
        "【' || no || '】.*[^0-9]' || 5 * occurrence || '分钟无人到岗",
        "true",
        "1");
    assertThat(
            texts(
                """
                select subject from due_work
                where kind = 'case.resolve-missed' and done_at is not null
                  and 1 <> (select count(*) from case_history
                            where case_id::text = subject and verb = 'raise')
                """))
        .as("not raised exactly once")
        .isEmpty();
  }

  private static final String ACCEPTED =
      """
      exists (select from case_history
              where case_history.case_id = numbered.case_id and verb = 'accept')
      """;

  /** Half of a time is over: said once, but not when all of it is over already. */
  private static String before(String deadline) {
    return "(due.done_at < numbered.%s)::int".formatted(deadline);
  }

  /** Each such item that is done has said its line exactly so many times. */
  private void happened(String kind, String line, String cases, String times) {
    assertThat(
            texts(
                NUMBERED
                    + """
                    select no || ' ' || occurrence
                    from numbered join due_work as due
                      on due.estate_id = numbered.estate_id and subject = case_id::text
                    where kind = '%s' and due.done_at is not null and %s
                      and %s <> (select count(*) from outbox
                                 where case_no = no and in_reply_to is null and text ~ ('%s'))
                    """
                        .formatted(kind, cases, times, line)))
        .as("lines of " + kind)
        .isEmpty();
  }

  /** How much of the work that was due is done. */
  int dueDone() {
    return rows("select count(*) from due_work where done_at is not null").getFirst().getInteger(0);
  }

  int casesOpened() {
    return rows("select count(*) from cases").getFirst().getInteger(0);
  }

  /** A reader must have seen every line once, and those of a conversation in their order. */
  void checkRead(String channel, List<JsonObject> lines) {
    var order = order(channel);
    var ids = lines.stream().map(line -> UUID.fromString(line.getString("id"))).toList();
    assertThat(ids).as("lines read").doesNotHaveDuplicates();
    assertThat(new HashSet<>(ids)).as("lines read").isEqualTo(order.keySet());
    inOrder("read", lines, order);
  }

  /** A receiver must have got every line at least once, first in the order of its conversation. */
  void checkReceived(String channel, List<JsonObject> lines) {
    var order = order(channel);
    var seen = new HashSet<String>();
    var first = lines.stream().filter(line -> seen.add(line.getString("id"))).toList();
    assertThat(seen.stream().map(UUID::fromString)).containsAll(order.keySet());
    inOrder("received", first, order);
    assertThat(
            texts(
                """
            select concat_ws(' ', id, state, attempts, last_error) from outbox
            where state in ('pending', 'dead')
            """))
        .as("not delivered")
        .isEmpty();
  }

  private Map<UUID, Long> order(String channel) {
    return rows("select id, seq from outbox where channel = '" + channel + "'").stream()
        .collect(toMap(row -> row.getUUID(0), row -> row.getLong(1)));
  }

  /** An advice leaves at once, outside of the order. */
  private void inOrder(String how, List<JsonObject> lines, Map<UUID, Long> order) {
    var byConversation = new HashMap<String, List<Long>>();
    for (var line : lines) {
      var id = UUID.fromString(line.getString("id"));
      if (order.containsKey(id) && !advices.contains(id)) {
        var conversation = line.getJsonObject("conversation").getString("id");
        byConversation.computeIfAbsent(conversation, x -> new ArrayList<>()).add(order.get(id));
      }
    }
    byConversation.forEach(
        (conversation, seqs) -> assertThat(seqs).as(how + " in " + conversation).isSorted());
  }
}
