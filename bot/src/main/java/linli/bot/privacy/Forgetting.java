package linli.bot.privacy;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import linli.bot.estates.roster.LostHomes;
import linli.bot.residents.Speakers.Account;
import linli.bot.speech.Speech;
import linli.bot.store.Transaction;

/**
 * SQL that takes a person out of every table: the one place that writes to tables of others, so
 * that whoever adds a column with personal data finds here what has to be done with it. History,
 * audit and the log of votes are append-only and name nobody but by number.
 */
final class Forgetting {

  /** Shorter words would hit lines about others. */
  private static final int SHORTEST_NAME = 2;

  private static final int SHORTEST_WORDS = 4;

  /**
   * Who is forgotten.
   *
   * @param person null when nobody knows them but by their account
   * @param as stands for their accounts afterwards; is no account
   */
  record Who(String estateId, List<Account> accounts, Long person, String as) {

    /** Estate, channels, accounts: the first three parameters of the statements below. */
    private Tuple tuple() {
      return Tuple.of(estateId)
          .addArrayOfString(accounts.stream().map(Account::channel).toArray(String[]::new))
          .addArrayOfString(accounts.stream().map(Account::id).toArray(String[]::new));
    }

    @Override
    public String toString() {
      return "Who[]";
    }
  }

  private static final String THEIRS =
      " estate_id = $1 and (channel, account_id) in (select * from unnest($2::text[], $3::text[]))";

  private static final String PRIVATELY =
      """
       and (channel, conversation) in (
         select c, 'private:' || a from unnest($2::text[], $3::text[]) as theirs (c, a))
      """;

  /** Rows that are nobody's business any more. */
  private static final List<String> DELETED =
      List.of(
          "delete from case_contact where" + THEIRS,
          "delete from loose_media where" + THEIRS,
          "delete from question where" + THEIRS,
          "delete from handover where" + THEIRS,
          "delete from case_mute where" + THEIRS,
          "delete from topic_mute where" + THEIRS,
          "delete from large_text where" + THEIRS,
          "delete from answer_window where" + THEIRS,
          "delete from binding_request where" + THEIRS,
          "delete from case_told where estate_id = $1" + PRIVATELY,
          "delete from answer_window where estate_id = $1" + PRIVATELY,
          """
          delete from recalled_text where estate_id = $1 and (case_id, report_no) in (
            select case_id, report_no from case_report where
          """
              + THEIRS
              + ")",
          """
          delete from said_today where $1 <> '' and (channel, account_id) in (
            select * from unnest($2::text[], $3::text[]))
          """,
          """
          delete from code_try where $1 <> '' and (channel, account_id) in (
            select * from unnest($2::text[], $3::text[]))
          """,
          "delete from reply_windows where $1 <> ''" + PRIVATELY,
          "delete from reply_handles where $1 <> ''" + PRIVATELY,
          "delete from conversation_pace where $1 <> ''" + PRIVATELY);

  /** Rows that count for something: they stay, nobody's. */
  private static final List<String> MADE_NOBODYS =
      List.of(
          """
          with entries as (
            update reception_entry
            set channel = null, account_id = null, name = null, matter = null, outcome_text = null,
                anonymous = true, forgotten_at = $4
            where
          """
              + THEIRS
              + """
             returning reception_id, number)
          update reception_matter set matter = null
          where estate_id = $1 and (reception_id, number) in (select * from entries)
          """,
          "update media set sha256 = null, channel = null, account_id = null"
              + " where $4::timestamptz is not null and"
              + THEIRS);

  /** What a case is about, in the words of the one who opened it. */
  private static final String SUMMARIES =
      """
      update cases set summary = $4
      where estate_id = $1 and case_id in (
        select case_id
        from (
          select distinct on (case_id) case_id, channel, account_id
          from case_report where estate_id = $1 and case_id = any($5)
          order by case_id, report_no) as opening
        where (channel, account_id) in (select * from unnest($2::text[], $3::text[])))
      """;

  private static final String HOMES_OF_CASES =
      """
      update cases set room = null, floor = null
      where estate_id = $1 and (case_id, building, unit, room) in (
        select case_id, building, unit, room from case_report where
      """
          + THEIRS
          + ")";

  private static final String REPORTS =
      """
      update case_report
      set channel = $5, account_id = $4, conversation = 'private:' || $4,
          private_conversation = 'private:' || $4, person_id = null,
          building = null, unit = null, room = null, public_text = null, raw_text = null
      where
      """
          + THEIRS;

  private static final String OUTAGES =
      "update incident_report set channel = $5, account_id = $4 where" + THEIRS;

  /**
   * Takes the person out of everything but the lines to others; what is said to them afterwards
   * stays.
   *
   * @param erasure keeps what {@link #runOnLinesToOthers} looks for
   */
  void run(Transaction tx, Who who, long erasure, String instead, Instant now) {
    tx.flush();
    var words = words(tx, who);
    var kept = words.all().toArray(String[]::new);
    tx.write(KEEP_WORDS, Tuple.of(who.estateId(), erasure).addArrayOfString(kept));
    var cases = cases(tx, who);
    DELETED.forEach(sql -> tx.write(sql, who.tuple()));
    MADE_NOBODYS.forEach(sql -> tx.write(sql, who.tuple().addValue(Erasures.utc(now))));
    tx.write(HOMES_OF_CASES, who.tuple());
    tx.write(SUMMARIES, who.tuple().addString(instead).addArrayOfLong(cases));
    for (var name : words.names()) {
      tx.write(NAMES_IN_CASES, Tuple.of(who.estateId(), cases, name));
      NAMES_BESIDE_CASES.forEach(sql -> tx.write(sql, Tuple.of(who.estateId(), cases, name)));
    }
    tx.write(REPORTS, who.tuple().addValue(who.as()).addValue(Speech.NO_CHAT));
    tx.write(OUTAGES, who.tuple().addValue(who.as()).addValue(Speech.NO_CHAT));
    tx.write(
        REVIEWS, Tuple.of(who.estateId()).addArrayOfString(words.said().toArray(String[]::new)));
    tx.write(PARKED, who.tuple().addValue(Erasures.utc(now)));
    lines(tx, who, instead, now);
    if (who.person() != null) {
      person(tx, who);
    }
  }

  // --- what was said ----------------------------------------------------------------------------

  /** Names and numbers of a person, and what they said; personal. */
  private record Words(Set<String> names, Set<String> said) {
    List<String> all() {
      var all = new ArrayList<>(names);
      all.addAll(said);
      return all;
    }

    @Override
    public String toString() {
      return "Words[]";
    }
  }

  private static final String SAID =
      "select raw_text as word from case_report where"
          + THEIRS
          + " and raw_text is not null union select phone from case_contact where"
          + THEIRS
          + " union select called from binding_request where called is not null and"
          + THEIRS;

  private static final String NAMED =
      """
      select name as word from person where estate_id = $1 and person_id = $2
      union
      select phone from person where estate_id = $1 and person_id = $2 and phone is not null
      """;

  private static Words words(Transaction tx, Who who) {
    var names = new LinkedHashSet<String>();
    who.accounts().forEach(account -> names.add(account.id()));
    if (who.person() != null) {
      names.addAll(strings(tx, NAMED, Tuple.of(who.estateId(), who.person())));
    }
    names.removeIf(name -> name.length() < SHORTEST_NAME);
    var said = new LinkedHashSet<>(strings(tx, SAID, who.tuple()));
    said.removeIf(one -> one.length() < SHORTEST_WORDS);
    return new Words(names, said);
  }

  private static List<String> strings(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  private static final String CASES = "select distinct case_id from case_report where" + THEIRS;

  private static Long[] cases(Transaction tx, Who who) {
    var rows = tx.preparedQuery(CASES).execute(who.tuple()).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map((Row row) -> row.getLong(0))
        .toArray(Long[]::new);
  }

  private static final String NAMES_IN_CASES =
      """
      update cases
      set summary = replace(summary, $3, '**'), done_text = replace(done_text, $3, '**'),
          pause_reason = replace(pause_reason, $3, '**')
      where estate_id = $1 and case_id = any($2)
      """;

  private static final List<String> NAMES_BESIDE_CASES =
      List.of(
          """
          update whistle set reason = replace(reason, $3, '**'), said = replace(said, $3, '**')
          where estate_id = $1 and case_id = any($2)
          """,
          """
          update meeting_task
          set what = replace(what, $3, '**'), done_text = replace(done_text, $3, '**')
          where estate_id = $1 and case_id = any($2)
          """,
          """
          update meeting set minutes = replace(minutes, $3, '**')
          where estate_id = $1 and meeting_id in (
            select meeting_id from meeting_item where estate_id = $1 and case_id = any($2))
          """);

  private static final String REVIEWS =
      """
      delete from sealed_review where estate_id = $1 and text = any($2)
      """;

  /** Events that nobody could process lie there with their text. */
  private static final String PARKED =
      """
      update inbox
      set parked_at = null, processed_at = $4, outcome = 'erased', payload = null,
          conversation = null, attachments = null, media_waits = false,
          opinion_until = null, opinion = null
      where parked_at is not null and $1 <> '' and exists (
        select from unnest($2::text[], $3::text[]) as theirs (c, a)
        where c = inbox.channel and strpos(inbox.payload, to_json(a)::text) > 0)
      """;

  private static final String LINES =
      """
      update outbox
      set text = $4, buttons = '[]', recipient = null, in_reply_to = null,
          conversation = 'private:' || $5
      where estate_id = $1 and conversation_type = 'private' and state <> 'pending'
        and created_at <= $6
      """
          + PRIVATELY;

  private static void lines(Transaction tx, Who who, String instead, Instant until) {
    tx.write(LINES, who.tuple().addValue(instead).addValue(who.as()).addValue(Erasures.utc(until)));
  }

  private static final String KEEP_WORDS =
      """
      insert into erasure_word (estate_id, erasure_id, n, word)
      select $1, $2, n, word from unnest($3::text[]) with ordinality as kept (word, n)
      """;

  /** So many lines are looked through in one transaction: some hundredths of a second. */
  private static final int LINES_AT_ONCE = 2_000;

  /** Staff heard homes and words, and who wanted to be bound. */
  private static final String LINES_TO_OTHERS =
      """
      update outbox set text = $3, buttons = '[]'
      where seq > $4 and seq <= $5 and estate_id = $1 and state <> 'pending'
        and exists (
          select from erasure_word w
          where w.estate_id = $1 and w.erasure_id = $2 and strpos(outbox.text, w.word) > 0)
      """;

  private static final String LAST_LINE = "select coalesce(max(seq), 0) as seq from outbox";

  private static final String DROP_WORDS =
      "delete from erasure_word where estate_id = $1 and erasure_id = $2";

  /**
   * Empties what others heard of somebody who was forgotten: one part of all lines, so that the
   * estate is not held up.
   *
   * @param part from 0 on
   * @return false when it was the last
   */
  boolean runOnLinesToOthers(
      Transaction tx, String estateId, long erasure, int part, String instead) {
    var from = (long) part * LINES_AT_ONCE;
    var to = from + LINES_AT_ONCE;
    tx.write(LINES_TO_OTHERS, Tuple.of(estateId, erasure, instead, from, to));
    var last = tx.query(LAST_LINE).execute().await().iterator().next().getLong("seq");
    if (last > to) {
      return true;
    }
    tx.write(DROP_WORDS, Tuple.of(estateId, erasure));
    return false;
  }

  private static final String WAITING =
      """
      select 1 from outbox
      where estate_id = $1 and conversation_type = 'private' and state = 'pending'
        and created_at <= $4
      """
          + PRIVATELY
          + " limit 1";

  /**
   * Empties the last lines that went to them, too.
   *
   * @return false when one of them was not sent yet
   */
  boolean runOnLastLines(Transaction tx, Who who, String instead, Instant until) {
    lines(tx, who, instead, until);
    var waiting = who.tuple().addValue(Erasures.utc(until));
    return tx.preparedQuery(WAITING).execute(waiting).await().size() == 0;
  }

  // --- the person -------------------------------------------------------------------------------

  private static final List<String> OF_PERSON =
      List.of(
          "delete from account where estate_id = $1 and person_id = $2",
          "delete from resident where estate_id = $1 and person_id = $2",
          "delete from consent where estate_id = $1 and person_id = $2",
          "delete from household_code where estate_id = $1 and person_id = $2",
          "delete from vote_resident where estate_id = $1 and person_id = $2",
          "delete from discussion_answer where estate_id = $1 and person_id = $2",
          "update discussion_statement set person_id = null where estate_id = $1 and person_id = $2",
          "update person set phone = null where estate_id = $1 and person_id = $2",
          """
          update person set name = '已删除', person_key = 'erased-' || person_id
          where estate_id = $1 and person_id = $2
            and not exists (
              select from vote_owner o where o.estate_id = $1 and o.person_id = $2)
            and not exists (
              select from vote_counter c where c.estate_id = $1 and c.person_id = $2)
            and not exists (
              select from vote_objection o where o.estate_id = $1 and o.person_id = $2)
            and not exists (
              select from vote_proxy p where p.estate_id = $1 and p.agent_person = $2)
          """);

  private static final String LOST_HOMES =
      """
      delete from due_work where estate_id = $1 and kind = $2 and starts_with(subject, $3)
      """;

  private static void person(Transaction tx, Who who) {
    OF_PERSON.forEach(sql -> tx.write(sql, Tuple.of(who.estateId(), who.person())));
    tx.write(LOST_HOMES, Tuple.of(who.estateId(), LostHomes.KIND, who.person() + " "));
  }
}
