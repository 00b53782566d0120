package linli.bot.cases;

import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import linli.bot.residents.Speaker;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;
import linli.bot.store.Transaction.RowWriter;

/** SQL of what belongs to a case: its reports, pictures, append-only history, rating and audit. */
public final class CaseJournal {

  private final CaseEvents events;
  private final TaskCards tasks;

  CaseJournal(CaseEvents events, TaskCards tasks) {
    this.events = events;
    this.tasks = tasks;
  }

  private record Which(String estateId, long caseId) {}

  /** The tables of the view {@code case_reporter}, too. */
  static final Memory<Which, List<Reporter>> REPORTERS_OF =
      new Memory<>("case_report", "cases", "consent", "resident", "case_mute", "topic_mute");

  /** Of the row {@code reporter} of a case that was announced as its {@code main} says. */
  private static final String REPORTER =
      """
      channel, account_id, person_id, building, unit, room,
      conversation = private_conversation
        or conversation is distinct from announced_in
        or channel is distinct from announced_on as privately,
      not exists (
        select from case_mute as mute
        where mute.estate_id = reporter.estate_id and mute.case_id = reporter.case_id
          and mute.channel = reporter.channel
          and mute.account_id = reporter.account_id)
      and not exists (
        select from topic_mute as mute
        where mute.estate_id = reporter.estate_id and mute.topic = 'PROGRESS'
          and mute.channel = reporter.channel
          and mute.account_id = reporter.account_id) as listening,
      """;

  private static final String REPORTERS =
      "select distinct on (about, channel, account_id) about, "
          + REPORTER
          + """
            by_proxy
          from (
            select case_id as about, case_id from unnest($2::bigint[]) as case_id
            union all
            select merged_into, case_id from cases
            where estate_id = $1 and merged_into = any($2)) as part
          cross join lateral (
            select * from case_reporter as said
            where said.estate_id = $1 and said.case_id = part.case_id
            limit 10000) as reporter
          cross join lateral (
            select announced_on, announced_in from cases
            where estate_id = $1 and case_id = part.about) as main
          order by about, channel, account_id, report_no
          """;

  private static final String REPORT =
      """
      insert into case_report (estate_id, case_id, kind, channel, account_id, person_id,
                               conversation, private_conversation, building, unit, room,
                               event_key, ordinal, public_text, raw_text, at, hidden)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
              $17 or exists (
                select from case_report before
                join (
                  select $2::bigint as case_id, false as anonymous
                  union all
                  select case_id, anonymous from cases
                  where estate_id = $1 and merged_into = $2) as part using (case_id)
                where before.estate_id = $1 and (before.hidden or part.anonymous)
                  and (before.channel = $4 and before.account_id = $5
                    or before.person_id = $6)))
      on conflict (estate_id, channel, event_key, ordinal) do nothing
      """;

  private static final String JOIN_IN =
      "with reporter as ("
          + REPORT
          + "returning *) select "
          + REPORTER
          + """
            exists (
              select from consent as proxy
              where proxy.estate_id = $1 and proxy.channel = $4 and proxy.event_key = $12)
              as by_proxy,
            merged_into
          from reporter
          cross join lateral (
            select announced_on, announced_in, merged_into from cases
            where estate_id = $1 and case_id = $2) as main
          """;

  /**
   * @return false when this event has had its effect already
   */
  boolean report(Transaction tx, String estateId, long caseId, Report report) {
    var row = row(estateId, caseId, report);
    for (var added : tx.preparedQuery(JOIN_IN, REPORTERS_OF).execute(row).await()) {
      noteReporter(tx, estateId, caseId, added);
      return true;
    }
    return false;
  }

  /** Who reports is one of those who are remembered for the case from now on. */
  private static void noteReporter(Transaction tx, String estateId, long caseId, Row added) {
    var which = new Which(estateId, caseId);
    var reporter = reporter(added);
    tx.recall(REPORTERS_OF, which)
        .filter(known -> known.stream().noneMatch(reporter::isOnAccountOf))
        .ifPresent(
            known ->
                tx.remember(
                    REPORTERS_OF,
                    which,
                    Stream.concat(known.stream(), Stream.of(reporter)).toList()));
    if (added.getLong("merged_into") != null) {
      tx.forget(REPORTERS_OF, new Which(estateId, added.getLong("merged_into")));
    }
  }

  /** The report that opened a case of this very transaction. */
  void firstReport(Transaction tx, Case opened, Report report) {
    tx.writeKnowingly(REPORT, row(opened.estateId(), opened.id(), report));
  }

  private static Tuple row(String estateId, long caseId, Report report) {
    var speaker = report.speaker();
    var home = speaker.home().orElse(null);
    return Tuple.tuple()
        .addValue(estateId)
        .addValue(caseId)
        .addValue(report.kind().stored())
        .addValue(speaker.channel())
        .addValue(speaker.accountId())
        .addValue(speaker.personId())
        .addValue(report.conversation())
        .addValue(speaker.privateConversation())
        .addValue(home == null ? null : home.building())
        .addValue(home == null ? null : home.unit())
        .addValue(home == null ? null : home.room())
        .addValue(report.eventKey())
        .addValue(report.ordinal())
        .addValue(report.publicText())
        .addValue(report.rawText())
        .addValue(utc(report.at()))
        .addValue(report.asksToBeAnonymous());
  }

  private static final String HIDE =
      """
      update case_report set hidden = true
      where estate_id = $1 and case_id = $2 and channel = $3 and account_id = $4
      """;

  /** From now on only the community learns that this account has to do with the case. */
  void hide(Transaction tx, Case of, Speaker speaker) {
    tx.write(HIDE, Tuple.of(of.estateId(), of.id(), speaker.channel(), speaker.accountId()));
  }

  private static final String HIDDEN =
      """
      select from case_report said
      join (
        select $2::bigint as case_id, false as anonymous
        union all
        select case_id, anonymous from cases
        where estate_id = $1 and merged_into = $2) as part using (case_id)
      where said.estate_id = $1 and (said.hidden or part.anonymous)
        and (said.channel = $3 and said.account_id = $4 or said.person_id = $5)
      limit 1
      """;

  /** Whether only the community may learn that this account has to do with the case. */
  boolean isHidden(Transaction tx, Case of, Speaker speaker) {
    var values =
        Tuple.of(of.estateId(), of.id(), speaker.channel(), speaker.accountId())
            .addValue(speaker.personId());
    return tx.preparedQuery(HIDDEN).execute(values).await().size() > 0;
  }

  private static final String OPENED_BY =
      """
      select channel = $3 and account_id = $4 as theirs from case_report
      where estate_id = $1 and case_id = $2
      order by report_no limit 1
      """;

  /** Whether it is this account whose words opened the case. */
  boolean isOpenedBy(Transaction tx, Case of, Speaker speaker) {
    var values = Tuple.of(of.estateId(), of.id(), speaker.channel(), speaker.accountId());
    for (var row : tx.preparedQuery(OPENED_BY).execute(values).await()) {
      return row.getBoolean("theirs");
    }
    return false;
  }

  private static final String HISTORY =
      """
      insert into case_history (estate_id, case_id, n, at, verb, from_state, to_state, actor,
                                actor_role, reason)
      select step.estate_id, step.case_id,
             coalesce(last.n, 0)
               + row_number() over (partition by step.estate_id, step.case_id order by place),
             at, verb, from_state, to_state, actor, actor_role, reason
      from unnest($1::text[], $2::bigint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[],
                  $7::bigint[], $8::text[], $9::text[])
           with ordinality
           as step (estate_id, case_id, at, verb, from_state, to_state, actor, actor_role, reason,
                    place)
      left join lateral (
        select n from case_history as before
        where before.estate_id = step.estate_id and before.case_id = step.case_id
        order by n desc limit 1) as last on true
      order by place
      """;

  private record Step(
      Case now, String verb, Case.State from, Actor actor, String reason, Instant at) {}

  private static final RowWriter<Step> STEPS = CaseJournal::write;

  private static void write(Transaction tx, List<Step> steps) {
    tx.write(
        HISTORY,
        Tuple.tuple()
            .addArrayOfString(strings(steps, step -> step.now().estateId()))
            .addArrayOfLong(steps.stream().map(step -> step.now().id()).toArray(Long[]::new))
            .addArrayOfOffsetDateTime(
                steps.stream().map(step -> utc(step.at())).toArray(OffsetDateTime[]::new))
            .addArrayOfString(strings(steps, Step::verb))
            .addArrayOfString(
                strings(steps, step -> step.from() == null ? null : step.from().name()))
            .addArrayOfString(strings(steps, step -> step.now().state().name()))
            .addArrayOfLong(steps.stream().map(s -> s.actor().personId()).toArray(Long[]::new))
            .addArrayOfString(strings(steps, step -> step.actor().role()))
            .addArrayOfString(strings(steps, Step::reason)));
  }

  private static String[] strings(List<Step> steps, Function<Step, String> column) {
    return steps.stream().map(column).toArray(String[]::new);
  }

  void history(
      Transaction tx,
      Case now,
      String verb,
      Case.State from,
      Actor actor,
      String reason,
      Instant at) {
    tx.defer(STEPS, new Step(now, verb, from, actor, reason, at));
    events.changed(tx, now, verb, from, actor, at);
    tasks.after(tx, now, verb, from, at);
  }

  /** As {@link #history}, of what gives it to another party. */
  void handedOver(
      Transaction tx, Case before, Case now, String verb, Actor actor, String reason, Instant at) {
    history(tx, now, verb, before.state(), actor, reason, at);
    events.left(tx, before, now, at);
  }

  /** Looks up together of which cases {@link #reporters} will be asked for. */
  void prepareReporters(Transaction tx, String estateId, List<Long> caseIds) {
    var found = new HashMap<Long, List<Reporter>>();
    var asked = Tuple.of(estateId).addArrayOfLong(caseIds.toArray(Long[]::new));
    for (var row : tx.preparedQuery(REPORTERS).execute(asked).await()) {
      found.computeIfAbsent(row.getLong("about"), x -> new ArrayList<>()).add(reporter(row));
    }
    for (var caseId : caseIds) {
      tx.remember(
          REPORTERS_OF,
          new Which(estateId, caseId),
          List.copyOf(found.getOrDefault(caseId, List.of())));
    }
  }

  /**
   * Everybody who reported or joined it or what was merged into it, each account once, in the order
   * in which they came.
   */
  List<Reporter> reporters(Transaction tx, String estateId, long caseId) {
    var which = new Which(estateId, caseId);
    if (tx.recall(REPORTERS_OF, which).isEmpty()) {
      prepareReporters(tx, estateId, List.of(caseId));
    }
    return tx.recall(REPORTERS_OF, which).orElseThrow();
  }

  private static Reporter reporter(Row row) {
    var household =
        row.getString("building") == null
            ? null
            : row.getString("building") + "-" + row.getString("unit") + "-" + row.getString("room");
    return new Reporter(
        row.getString("channel"),
        row.getString("account_id"),
        row.getLong("person_id"),
        household,
        row.getBoolean("privately"),
        row.getBoolean("listening"),
        row.getBoolean("by_proxy"));
  }

  private static final String CASES_FROM_HOME =
      """
      select distinct r.case_id from case_report r
      where r.estate_id = $1 and r.channel = $2 and r.account_id = $3
        and r.building = $4 and r.unit = $5 and r.room = $6
        and not exists (
          select from case_reporter still
          where still.estate_id = r.estate_id and still.case_id = r.case_id
            and still.channel = r.channel and still.account_id = r.account_id)
      """;

  /** The cases to which an account came from this home and which are not its own any more. */
  List<Long> casesFromHome(
      Transaction tx, String estateId, String channel, String accountId, CasePlace home) {
    var rows =
        tx.preparedQuery(CASES_FROM_HOME)
            .execute(
                Tuple.of(estateId, channel, accountId, home.building(), home.unit(), home.room()))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getLong("case_id"))
        .toList();
  }

  private static final String PROXY =
      """
      insert into consent (estate_id, purpose, building, unit, room, channel, event_key, noted_by,
                           at)
      values ($1, 'proxy', $2, $3, $4, $5, $6, $7, $8)
      on conflict do nothing
      """;

  /** The person at this place, known or not, agreed that the speaker reports for them. */
  void consented(Transaction tx, String estateId, Report report, CasePlace home) {
    tx.write(
        PROXY,
        Tuple.of(estateId, home.building(), home.unit(), home.room())
            .addValue(report.speaker().channel())
            .addValue(report.eventKey())
            .addValue(report.speaker().personId())
            .addValue(utc(report.at())));
  }

  private static final String LEAVE =
      """
      delete from case_report
      where estate_id = $1 and channel = $3 and account_id = $4
        and kind in ('join', 'plus_one')
        and case_id in (
          select $2 union all select case_id from cases where estate_id = $1 and merged_into = $2)
      """;

  private static final String STEP_BACK =
      """
      update case_report set kind = 'left', raw_text = null
      where estate_id = $1 and channel = $3 and account_id = $4 and kind <> 'left'
        and case_id in (
          select $2 union all select case_id from cases where estate_id = $1 and merged_into = $2)
      """;

  /** Takes an account out of the case again: what it said remains as nobody's. */
  void leave(Transaction tx, Case of, String channel, String accountId) {
    tx.preparedQuery(LEAVE).execute(Tuple.of(of.estateId(), of.id(), channel, accountId)).await();
    tx.write(STEP_BACK, Tuple.of(of.estateId(), of.id(), channel, accountId));
  }

  /** What an event did to a case: opened it, joined it, added to it. */
  record Effect(long caseId, long reportNo, String kind, String accountId) {
    @Override
    public String toString() {
      return "Effect[" + kind + "]";
    }
  }

  private static final String EFFECTS =
      """
      select case_id, report_no, kind, account_id from case_report
      where estate_id = $1 and channel = $2 and event_key = $3
      order by ordinal
      """;

  /** What came of an event, in the order of its matters. */
  List<Effect> effects(Transaction tx, String estateId, String channel, UUID eventKey) {
    var rows = tx.preparedQuery(EFFECTS).execute(Tuple.of(estateId, channel, eventKey)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Effect(
                    row.getLong("case_id"),
                    row.getLong("report_no"),
                    row.getString("kind"),
                    row.getString("account_id")))
        .toList();
  }

  private static final String SEAL =
      """
      with sealed as (
        insert into recalled_text (estate_id, case_id, report_no, text, at)
        select estate_id, case_id, report_no, raw_text, $4 from case_report
        where estate_id = $1 and case_id = $2 and report_no = $3 and raw_text is not null
        on conflict do nothing)
      update case_report set public_text = null, raw_text = null
      where estate_id = $1 and case_id = $2 and report_no = $3
      """;

  /** Takes the words of a report out of everybody's sight. */
  void seal(Transaction tx, String estateId, Effect effect, Instant at) {
    tx.write(SEAL, Tuple.of(estateId, effect.caseId(), effect.reportNo(), utc(at)));
  }

  private static final String FORGET_RECALLED =
      """
      delete from recalled_text where estate_id = $1 and case_id = $2 and at <= $3
      """;

  /** Forgets for good what was taken back at that time or before. */
  void forgetRecalled(Transaction tx, Case of, Instant recalledUntil) {
    tx.write(FORGET_RECALLED, Tuple.of(of.estateId(), of.id(), utc(recalledUntil)));
  }

  private static final String MUTE =
      """
      insert into case_mute (estate_id, case_id, channel, account_id, at)
      values ($1, $2, $3, $4, $5)
      on conflict do nothing
      """;

  /** This account wants no further lines about the case. */
  void mute(Transaction tx, Case of, Speaker speaker, Instant at) {
    tx.write(
        MUTE, Tuple.of(of.estateId(), of.id(), speaker.channel(), speaker.accountId(), utc(at)));
  }

  private static final String UNMUTE =
      """
      delete from case_mute where estate_id = $1 and channel = $2 and account_id = $3
      """;

  /** This account wants to hear of all its cases again. */
  void unmute(Transaction tx, String estateId, Speaker speaker) {
    tx.write(UNMUTE, Tuple.of(estateId, speaker.channel(), speaker.accountId()));
  }

  private static final String FORGET =
      """
      update case_report set raw_text = null where estate_id = $1 and case_id = $2
      """;

  void forgetRawTexts(Transaction tx, Case of) {
    tx.preparedQuery(FORGET).execute(Tuple.of(of.estateId(), of.id())).await();
  }

  private static final String RATE =
      """
      insert into satisfaction (estate_id, case_id, value, at) values ($1, $2, $3, $4)
      on conflict do nothing
      """;

  void rate(Transaction tx, Case of, int value, Instant at) {
    tx.preparedQuery(RATE).execute(Tuple.of(of.estateId(), of.id(), value, utc(at))).await();
  }

  private static final String AUDIT =
      """
      insert into audit (estate_id, at, actor, role, case_id, fields, purpose)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;

  static void audit(
      Transaction tx, Case of, Actor actor, String fields, String purpose, Instant at) {
    tx.preparedQuery(AUDIT)
        .execute(
            Tuple.of(
                of.estateId(), utc(at), actor.personId(), actor.role(), of.id(), fields, purpose))
        .await();
  }

  private static final String CONTACT =
      """
      select building, unit, room, raw_text from case_report
      where estate_id = $1 and case_id = $2 and ($3 or not hidden)
        and (kind in ('report', 'supplement')
          or kind = 'join' and exists (
            select from cases
            where estate_id = $1 and case_id = $2 and hazard is not null))
      order by report_no limit 20
      """;

  /**
   * Homes and words of those who reported: for the details that the handler may see.
   *
   * @param ofHidden whether those are among them who want to be known to the community only
   */
  static List<Contact> contacts(Transaction tx, Case of, boolean ofHidden) {
    var rows =
        tx.preparedQuery(CONTACT).execute(Tuple.of(of.estateId(), of.id(), ofHidden)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Contact(
                    row.getString("building"),
                    row.getString("unit"),
                    row.getString("room"),
                    row.getString("raw_text")))
        .toList();
  }

  /** Home and words of one report; personal. */
  public record Contact(String building, String unit, String room, String text) {
    @Override
    public String toString() {
      return "Contact[]";
    }
  }
}
