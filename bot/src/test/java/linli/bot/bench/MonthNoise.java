package linli.bot.bench;

import io.vertx.sqlclient.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import linli.bot.bench.MonthPlan.Said;
import linli.bot.inbox.EventKey;
import linli.bot.store.Database;

/**
 * How much the bot said, counted from what stands in the outbox.
 *
 * @param groupDays bot lines of each group and day, zero included, in ascending order
 * @param caseLines lines about one case that one resident had unasked, the receipt included, by how
 *     many people and cases had so many
 * @param spokeWrongly what was said to nobody in particular and answered in the group, by label
 * @param silentWrongly what was meant for the bot or was a danger and had no answer, by label
 * @param offers private questions about what was said to nobody in particular, by label
 * @param held messages of a flood whose answer waited for the summary
 * @param lost messages of a flood about a matter that no case has
 * @param longestBurst most lines to one person, or into one group, within a minute
 */
record MonthNoise(
    int messages,
    int cases,
    List<Integer> groupDays,
    Map<Integer, Integer> caseLines,
    Map<String, Integer> spokeWrongly,
    Map<String, Integer> silentWrongly,
    Map<String, Integer> offers,
    int held,
    int lost,
    int longestBurst,
    int failed) {

  private record Answers(Set<String> inGroup, Set<String> alone) {}

  static MonthNoise read(Database database, List<Said> plan, List<String> ids, int days) {
    var pool = database.pool();
    var answers = answers(rows(database, "select in_reply_to, conversation_type from outbox"));
    var spoke = new TreeMap<String, Integer>();
    var silent = new TreeMap<String, Integer>();
    var offers = new TreeMap<String, Integer>();
    var greeted = new HashSet<String>();
    var taken =
        new HashSet<>(
            rows(database, "select event_key from case_report").stream()
                .map(r -> r.getUUID(0))
                .toList());
    var held = 0;
    var lost = 0;
    for (var i = 0; i < plan.size(); i++) {
      var said = plan.get(i);
      var id = ids.get(i);
      var inGroup = answers.inGroup().contains(id);
      var answered = inGroup || answers.alone().contains(id);
      switch (said.kind()) {
        case OVERHEARD -> {
          if (inGroup) {
            spoke.merge(said.label(), 1, Integer::sum);
          } else if (answered) {
            offers.merge(said.label(), 1, Integer::sum);
          }
        }
        case GREETED -> {
          if (!answered && greeted.add(said.sender() + said.at().toString().substring(0, 10))) {
            silent.merge(said.label(), 1, Integer::sum);
          }
        }
        case ASKED, DANGER -> {
          if (!answered) {
            silent.merge(said.label(), 1, Integer::sum);
          }
        }
        case FLOOD -> {
          held += answered ? 0 : 1;
          lost += taken.contains(EventKey.of(LocalService.CHANNEL, id)) ? 0 : 1;
        }
      }
    }
    return new MonthNoise(
        plan.size(),
        number(database, "select count(*) from cases"),
        groupDays(rows(database, GROUP_DAYS), days),
        caseLines(rows(database, CASE_LINES)),
        spoke,
        silent,
        offers,
        held,
        lost,
        number(database, BURST),
        number(database, "select count(*) from inbox where attempts > 0 or parked_at is not null"));
  }

  private static Answers answers(List<Row> rows) {
    var answers = new Answers(new HashSet<>(), new HashSet<>());
    for (var row : rows) {
      if (row.getString(0) != null) {
        (row.getString(1).equals("group") ? answers.inGroup() : answers.alone())
            .add(row.getString(0));
      }
    }
    return answers;
  }

  private static final String GROUP_DAYS =
      """
      select count(*) as n from outbox
      join chat_group using (channel, conversation)
      where audience = 'residents'
      group by conversation, (created_at at time zone 'Asia/Shanghai')::date
      order by n
      """;

  private static List<Integer> groupDays(List<Row> spoken, int days) {
    var all = new java.util.ArrayList<Integer>();
    for (var quiet = (Town.BUILDINGS + 1) * days - spoken.size(); quiet > 0; quiet--) {
      all.add(0);
    }
    spoken.forEach(row -> all.add(row.getInteger("n")));
    return all;
  }

  /** Lines that answer nothing, to reporters alone and in the group where they reported. */
  private static final String CASE_LINES =
      """
      with unasked as (
        select channel, conversation, conversation_type, recipient, case_no, count(*) as n
        from outbox where in_reply_to is null and case_no is not null
        group by 1, 2, 3, 4, 5),
      reporter as (
        select distinct on (c.case_id, r.account_id) c.case_id, r.account_id, c.reopened,
               to_char(c.opened_on, 'MMDD') || '-' || lpad(c.seq::text, 2, '0') as no,
               case when r.conversation <> r.private_conversation then c.announced_in end as heard_in
        from case_report r join cases c using (estate_id, case_id)
        where c.hazard is null and r.kind <> 'left'
        order by c.case_id, r.account_id, r.report_no)
      select lines, count(*)::int as n from (
        select 1 + coalesce((select sum(u.n) from unasked u
                             where u.case_no = reporter.no and u.recipient = reporter.account_id), 0)
                 + coalesce((select sum(u.n) from unasked u
                             where u.case_no = reporter.no and u.conversation = reporter.heard_in), 0)
                 - 2 * reopened as lines
        from reporter) as counted
      group by 1 order by 1
      """;

  private static Map<Integer, Integer> caseLines(List<Row> rows) {
    var lines = new TreeMap<Integer, Integer>();
    rows.forEach(
        row ->
            lines.merge(
                Math.max(1, row.getNumeric("lines").intValue()),
                row.getInteger("n"),
                Integer::sum));
    return lines;
  }

  /** Staff hear of every task at once: that is no noise. */
  private static final String BURST =
      """
      select coalesce(max(n), 0) from (
        select count(*) as n from outbox
        where conversation <> '望江苑派单群' and (recipient is null or recipient like '住户%')
        group by conversation, date_trunc('minute', created_at)) as minutes
      """;

  /** For a table: what, and how much. */
  List<String> rows() {
    return List.of(
        "messages | %,d".formatted(messages),
        "cases | %,d".formatted(cases),
        "bot lines a group and day: median, 95 %%, largest | %d, %d, %d"
            .formatted(median(), groupDays.get(groupDays.size() * 95 / 100), largest()),
        "lines about a case to one person: people and cases that had so many | " + caseLines,
        "spoke in a group to nobody | " + spokeWrongly,
        "said nothing to who spoke to it, or to a danger | " + silentWrongly,
        "private lines about what was said to nobody, by kind | " + offers,
        "of a flood: answers that waited for the summary | " + held,
        "of a flood: matters that no case has | " + lost,
        "most lines to a person or group within a minute | " + longestBurst,
        "events that failed | " + failed);
  }

  int median() {
    return groupDays.get(groupDays.size() / 2);
  }

  int largest() {
    return groupDays.getLast();
  }

  int mostCaseLines() {
    return caseLines.keySet().stream().max(Integer::compare).orElse(0);
  }

  private static int number(Database database, String sql) {
    return rows(database, sql).getFirst().getInteger(0);
  }

  private static List<Row> rows(Database database, String sql) {
    return StreamSupport.stream(database.pool().query(sql).execute().await().spliterator(), false)
        .toList();
  }
}
