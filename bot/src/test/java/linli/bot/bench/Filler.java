package linli.bot.bench;

import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;

/**
 * Years of cases, written by SQL: many estates, two years, most of them closed, with their reports,
 * history, questions, timers and lines. The same whenever it runs, but for the ids of messages.
 */
final class Filler {

  /** Cases of one estate; about seven a day in two years. */
  private static final int CASES_OF_AN_ESTATE = 5000;

  private final Pool pool;

  Filler(Pool pool) {
    this.pool = pool;
  }

  /**
   * Fills the estates that are there, and as many more as the number of cases needs.
   *
   * <p>Reporters are {@code fill-0 … fill-1999} on the channel {@code webhook}, in each estate.
   */
  void write(int cases) {
    var estates = Math.max(1, cases / CASES_OF_AN_ESTATE);
    var each = Math.min(cases, CASES_OF_AN_ESTATE);
    run(ESTATES, estates);
    var indexes = dropIndexes();
    fill(CASES, estates, each);
    for (var sql : List.of(NUMBERS, REPORTS, HISTORY, QUESTIONS, TIMERS, LINES, EVENTS)) {
      fill(sql);
    }
    indexes.values().forEach(index -> run(WITH_MEMORY + index));
    run("analyze");
  }

  private void run(String sql, Object... numbers) {
    pool.query(numbers.length == 0 ? sql : sql.formatted(numbers)).execute().await();
  }

  private static final String WITH_MEMORY = "set local maintenance_work_mem = '1GB';\n";

  /** Millions of rows that refer to each other by how they are made: nobody looks each one up. */
  private static final String UNCHECKED =
      """
      set local session_replication_role = replica;
      set local synchronous_commit = off;
      set local work_mem = '256MB';
      """;

  private void fill(String sql, Object... numbers) {
    run(UNCHECKED + sql, numbers);
  }

  private static final String INDEXES =
      """
      select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i
      join pg_class c on c.oid = i.indexrelid
      where i.indrelid in ('cases'::regclass, 'case_report'::regclass, 'case_history'::regclass,
                           'question'::regclass, 'due_work'::regclass, 'outbox'::regclass,
                           'inbox'::regclass)
        and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      """;

  /** Building an index at the end is faster than keeping it right row by row. */
  private Map<String, String> dropIndexes() {
    var indexes = new java.util.TreeMap<String, String>();
    for (var row : pool.query(INDEXES).execute().await()) {
      indexes.put(row.getString("name"), row.getString("definition"));
    }
    indexes.keySet().forEach(name -> run("drop index " + name));
    return indexes;
  }

  private static final String ESTATES =
      """
      insert into estate (estate_id, name, community, committee, street)
      select 'fill' || n, '充数' || n || '小区', '社区', '居委会', '街道'
      from generate_series(1, %d - (select count(*) from estate)) as n;
      insert into party (estate_id, party_id, kind, name)
      select estate_id, 'committee', 'committee', '居委会' from estate
      on conflict do nothing;
      """;

  /**
   * Of the youngest forty cases of an estate every second one is open, of the rest one in fifty.
   */
  private static final String CASES =
      """
      with types (n, issue_type, urgency) as (values
        (0, 'elevator', 'P1'), (1, 'water_supply', 'P1'), (2, 'drainage', 'P2'), (3, 'leak', 'P2'),
        (4, 'power_supply', 'P1'), (5, 'heating', 'P2'), (6, 'lighting', 'P2'),
        (7, 'access_control', 'P2'), (8, 'garbage', 'P3'), (9, 'cleaning', 'P3'),
        (10, 'noise', 'P2'), (11, 'parking', 'P3'), (12, 'public_facility', 'P2'),
        (13, 'greening', 'P3'), (14, 'fire_safety', 'P1')),
      chosen as (
        select e.estate_id, e.party_id, k, t.issue_type, t.urgency,
               current_date - (k / 7) as opened_on, k %% 7 + 1 as seq,
               (current_date - (k / 7))::timestamp at time zone 'Asia/Shanghai'
                 + interval '8 hours' + (k %% 7) * interval '70 minutes' as opened_at,
               not (k < 40 and k %% 2 = 0 or k %% 50 = 7) as over
        from (select estate_id, min(party_id) as party_id from party group by 1
              order by 1 limit %d) as e
        cross join generate_series(0, %d - 1) as k
        join types t on t.n = (k * 7 + length(e.estate_id)) %% 15)
      insert into cases (estate_id, opened_on, seq, issue_type, nature, urgency, building, unit,
                         summary, state, outcome, grade, party_id, announced_on, announced_in,
                         opened_at, respond_by, resolve_by, responded_at, done_at, done_text,
                         closed_at)
      select estate_id, opened_on, seq, issue_type, '报修', urgency, (k %% 20 + 1)::text,
             (k %% 2 + 1)::text, '门口的东西坏了,麻烦派人来看看 ' || k,
             case when over then 'CLOSED' when k %% 4 = 0 then 'ASSIGNED' else 'ACCEPTED' end,
             case when over then case when k %% 5 = 0 then 'NO_ANSWER' else 'SOLVED' end end,
             '小区级', party_id,
             case when k %% 3 = 0 then 'webhook' end,
             case when k %% 3 = 0 then estate_id || '充数群' end,
             opened_at, opened_at + interval '2 hours', opened_at + interval '1 day',
             case when over or k %% 4 <> 0 then opened_at + interval '1 hour' end,
             case when over then opened_at + interval '9 hours' end,
             case when over then '换了坏的部件,试过正常' end,
             case when over then opened_at + interval '20 hours' end
      from chosen
      order by opened_at
      """;

  private static final String NUMBERS =
      """
      insert into case_number (estate_id, opened_on, last_seq)
      select estate_id, opened_on, max(seq) from cases group by 1, 2
      """;

  /** Two in five cases have neighbours who joined, up to three. */
  private static final String REPORTS =
      """
      insert into case_report (estate_id, case_id, kind, channel, account_id, conversation,
                               private_conversation, building, unit, room, event_key, ordinal,
                               public_text, raw_text, at)
      select estate_id, case_id, case when n = 0 then 'report' else 'join' end, 'webhook',
             'fill-' || (case_id * 13 + n) % 2000,
             case when case_id % 2 = 0 then 'private:fill-' || (case_id * 13 + n) % 2000
                  else estate_id || '充数群' end,
             'private:fill-' || (case_id * 13 + n) % 2000,
             building, unit, ((case_id + n) % 15 + 1) || '01', gen_random_uuid(), 0, summary,
             case when closed_at is null then summary end, opened_at + n * interval '20 minutes'
      from cases
      cross join lateral generate_series(0, case when case_id % 5 < 2 then case_id % 3 + 1 else 0 end)
        as n
      order by case_id
      """;

  private static final String HISTORY =
      """
      insert into case_history (estate_id, case_id, n, at, verb, from_state, to_state, actor_role)
      select estate_id, case_id, step.n, opened_at + step.n * interval '1 hour', step.verb,
             step.from_state, step.to_state, step.actor_role
      from cases
      join (values (1, 'open', null, 'ASSIGNED', 'resident'),
                   (2, 'accept', 'ASSIGNED', 'ACCEPTED', 'repair'),
                   (3, 'done', 'ACCEPTED', 'DONE', 'repair'),
                   (4, 'confirm', 'DONE', 'CLOSED', 'resident'))
        as step (n, verb, from_state, to_state, actor_role)
        on step.n <= case cases.state when 'CLOSED' then 4 when 'ACCEPTED' then 2 else 1 end
      order by case_id, step.n
      """;

  private static final String QUESTIONS =
      """
      insert into question (estate_id, channel, conversation, account_id, kind, case_id, choices,
                            message_id, asked_at, answered_at, answer)
      select estate_id, 'webhook', private_conversation, account_id, 'CLOSING', case_id, 2,
             gen_random_uuid(), at + interval '9 hours', at + interval '20 hours', '1'
      from case_report join cases using (estate_id, case_id)
      where cases.state = 'CLOSED'
      """;

  /** What is over is done, what watches open cases and forgets contacts of the last month waits. */
  private static final String TIMERS =
      """
      insert into due_work (estate_id, kind, subject, occurrence, due_at, done_at)
      select estate_id, timer.kind, case_id::text, 0, opened_at + timer.after,
             case when opened_at + timer.after < now() then opened_at + timer.after end
      from cases
      join (values ('case.respond-half', interval '1 hour'), ('case.respond-missed', interval '2 hours'),
                   ('case.resolve-missed', interval '1 day'), ('case.closing-end', interval '3 days'),
                   ('case.forget-contact', interval '31 days')) as timer (kind, after) on true
      """;

  private static final String LINES =
      """
      insert into outbox (id, channel, conversation, conversation_type, recipient, text, case_no,
                          estate_id, created_at, state)
      select gen_random_uuid(), 'webhook', private_conversation, 'private', account_id,
             '已受理,已派人,有进展一起通知。', null, estate_id, at + step * interval '3 hours', 'polled'
      from case_report cross join generate_series(0, 2) as step
      """;

  private static final String EVENTS =
      """
      insert into inbox (event_key, channel, received_at, outcome, processed_at)
      select event_key, 'webhook', at, 'opened', at from case_report
      """;
}
