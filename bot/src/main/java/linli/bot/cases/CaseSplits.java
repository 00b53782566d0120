package linli.bot.cases;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import linli.bot.cases.MoveResult.Moved;
import linli.bot.cases.MoveResult.NeedsReason;
import linli.bot.cases.MoveResult.NotNow;
import linli.bot.cases.MoveResult.NotYours;
import linli.bot.cases.MoveResult.Unknown;
import linli.bot.estates.Estate;
import linli.bot.residents.Speaker;
import linli.bot.routing.Routing;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.nlp.Catalogue;
import linli.nlp.IssueType;

/**
 * 拆分 of a case that holds two matters: the second one becomes a case of its own, with its own type,
 * party, number and clocks. Whoever reported the first one reported this one, too.
 */
public final class CaseSplits {

  private final CaseRepository cases;
  private final CaseJournal journal;
  private final CaseClocks clocks;
  private final CaseNotices notices;
  private final CaseMachine machine;
  private final CaseService service;
  private final Retyping retyping;
  private final CaseWords words;
  private final Routing routing;
  private final CaseAgenda agenda;
  private final Catalogue catalogue;

  CaseSplits(
      CaseRepository cases,
      CaseJournal journal,
      CaseClocks clocks,
      CaseNotices notices,
      CaseMachine machine,
      CaseService service,
      Retyping retyping,
      CaseWords words,
      Routing routing,
      CaseAgenda agenda,
      Catalogue catalogue) {
    this.cases = cases;
    this.journal = journal;
    this.clocks = clocks;
    this.notices = notices;
    this.machine = machine;
    this.service = service;
    this.retyping = retyping;
    this.words = words;
    this.routing = routing;
    this.agenda = agenda;
    this.catalogue = catalogue;
  }

  /** What came of it: the case that was split, and the new one. */
  public record Split(MoveResult result, Case other) {
    static Split not(MoveResult result) {
      return new Split(result, null);
    }
  }

  /**
   * @param said the type of the second matter, and what it is
   */
  public Split split(
      Transaction tx, Estate estate, CaseNo no, Speaker by, String said, Instant now) {
    var found = cases.findByNumber(tx, estate.id(), no, ChinaTime.date(now));
    if (found.isEmpty()) {
      return Split.not(new Unknown(no.toString()));
    }
    var open = found.get();
    if (!Casework.isCommunity(by) && !CaseService.answersFor(estate, by, open)) {
      return Split.not(new NotYours(open));
    }
    if (machine.move(open.state(), "split").isEmpty()) {
      return Split.not(new NotNow(open));
    }
    var type = retyping.typeIn(said);
    if (type.isEmpty() || type.get().id().equals("other")) {
      return Split.not(new NeedsReason(open));
    }
    return new Split(new Moved(open), opened(tx, estate, open, type.get(), said, by, now));
  }

  private Case opened(
      Transaction tx,
      Estate estate,
      Case from,
      IssueType type,
      String said,
      Speaker by,
      Instant now) {
    var aboutProperty = CaseService.isAboutProperty(type.id(), from.nature());
    var urgency = type.alwaysUrgent() ? "P1" : "P2";
    var other =
        cases.insert(
            tx,
            estate.id(),
            ChinaTime.date(now),
            wanted(from, type, urgency),
            summary(type, said),
            type.grade(),
            routing.responsible(estate, type.id(), from.site(), type.lead(), aboutProperty),
            from.anonymous() || aboutProperty,
            clocks.of(estate, type, urgency, from.nature(), now));
    takeReporters(tx, from, other);
    note(tx, from, other, by, now);
    clocks.start(tx, estate, other, type, now);
    agenda.opened(tx, other);
    service.dispatch(tx, estate, other, now);
    tellReporters(tx, estate, from, other, now);
    return other;
  }

  private static NewCase wanted(Case from, IssueType type, String urgency) {
    return new NewCase(
        type.id(),
        from.nature(),
        urgency,
        null,
        from.site(),
        from.place(),
        null, // no group has heard its number
        null,
        from.id());
  }

  private static String summary(IssueType type, String said) {
    var matter = said.replace(type.name(), "").strip();
    return matter.isEmpty() ? type.name() : Summary.reason(matter);
  }

  /** In the histories of both: which came of which. */
  private void note(Transaction tx, Case from, Case other, Speaker by, Instant now) {
    machine.verify(from.state(), "split", from.state());
    var actor = Actor.staff(by, from.partyId());
    journal.history(tx, from, "split", from.state(), actor, other.no(), now);
    journal.history(tx, other, "open", null, actor, from.no(), now);
  }

  private void tellReporters(Transaction tx, Estate estate, Case from, Case other, Instant now) {
    notices.tellReporters(
        tx,
        other,
        "split",
        "no",
        from.no(),
        "other",
        other.no(),
        "type",
        words.type(other),
        "party",
        words.party(estate, other),
        "resolve",
        ChinaTime.deadline(other.resolveBy(), now));
  }

  private static final String TAKE_REPORTERS =
      """
      insert into case_report (estate_id, case_id, kind, channel, account_id, person_id,
                               conversation, private_conversation, building, unit, room,
                               event_key, ordinal, public_text, raw_text, at, hidden)
      select said.estate_id, $3, said.kind, said.channel, said.account_id, said.person_id,
             said.conversation, said.private_conversation, said.building, said.unit, said.room,
             said.event_key,
             (select max(ordinal) + 1 from case_report same
              where same.estate_id = said.estate_id and same.channel = said.channel
                and same.event_key = said.event_key),
             said.public_text, said.raw_text, said.at, said.hidden
      from (
        select distinct on (channel, account_id) * from case_report
        where estate_id = $1
          and case_id in (
            select $2 union all select case_id from cases where estate_id = $1 and merged_into = $2)
          and kind in ('report', 'join', 'plus_one')
        order by channel, account_id, report_no) as said
      order by said.report_no
      """;

  /** Their first words go along: who withdraws or is forgotten leaves both cases. */
  private static void takeReporters(Transaction tx, Case from, Case other) {
    tx.write(TAKE_REPORTERS, Tuple.of(from.estateId(), from.id(), other.id()));
  }
}
