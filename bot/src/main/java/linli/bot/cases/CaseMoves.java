package linli.bot.cases;

import static linli.bot.cases.CaseRepository.one;
import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import linli.bot.store.Transaction;

/** SQL of what changes a case: one statement a move, each answers with the case as it is now. */
final class CaseMoves {

  private static final String ACCEPT =
      """
      update cases
      set state = 'ACCEPTED', handler = $3, responded_at = coalesce(responded_at, $4)
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case accept(Transaction tx, Case now, Long handler, Instant at) {
    return run(tx, ACCEPT, Tuple.of(now.estateId(), now.id(), handler, utc(at)));
  }

  private static final String ARRIVE =
      """
      update cases
      set state = 'ACCEPTED', handler = coalesce(handler, $3),
          responded_at = coalesce(responded_at, $4), arrived_at = coalesce(arrived_at, $4)
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case arrive(Transaction tx, Case now, Long handler, Instant at) {
    return run(tx, ARRIVE, Tuple.of(now.estateId(), now.id(), handler, utc(at)));
  }

  private static final String DONE =
      """
      update cases
      set state = 'DONE', paused_at = null, resume_at = null, handler = coalesce(handler, $3), done_at = $4, done_text = $5,
          responded_at = coalesce(responded_at, $4)
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case done(Transaction tx, Case now, Long handler, Instant at, String text) {
    return run(tx, DONE, Tuple.of(now.estateId(), now.id(), handler, utc(at), text));
  }

  private static final String CLOSE =
      """
      update cases
      set state = $3, outcome = $4, closed_at = $5, paused_at = null, resume_at = null
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case close(Transaction tx, Case now, Case.State state, String outcome, Instant at) {
    return run(tx, CLOSE, Tuple.of(now.estateId(), now.id(), state.name(), outcome, utc(at)));
  }

  private static final String REOPEN =
      """
      update cases
      set state = 'ACCEPTED', outcome = null, closed_at = null, done_at = null,
          reopened = reopened + 1, resolve_by = $3
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case reopen(Transaction tx, Case now, Instant resolveBy) {
    return run(tx, REOPEN, Tuple.of(now.estateId(), now.id(), utc(resolveBy)));
  }

  private static final String REASSIGN =
      """
      update cases
      set state = 'ASSIGNED', outcome = null, closed_at = null, done_at = null, handler = null,
          party_id = $3, role = $4, grade = $5, respond_by = $6, responded_at = null,
          arrived_at = null, handed_over = handed_over + 1, resolve_by = $7,
          paused_at = null, resume_at = null
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case reassign(
      Transaction tx,
      Case now,
      String partyId,
      String role,
      String grade,
      Instant respondBy,
      Instant resolveBy) {
    return run(
        tx,
        REASSIGN,
        Tuple.of(now.estateId(), now.id(), partyId, role, grade, utc(respondBy))
            .addOffsetDateTime(utc(resolveBy)));
  }

  private static final String GRADE =
      """
      update cases set grade = $3 where estate_id = $1 and case_id = $2 returning *
      """;

  Case raise(Transaction tx, Case now, String grade) {
    return run(tx, GRADE, Tuple.of(now.estateId(), now.id(), grade));
  }

  private static final String PLACE =
      """
      update cases set building = $3, unit = $4, floor = $5, room = $6
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case place(Transaction tx, Case now, CasePlace place) {
    var values =
        Tuple.of(
            now.estateId(), now.id(), place.building(), place.unit(), place.floor(), place.room());
    return one(tx.preparedQuery(PLACE).execute(values).await()).orElseThrow();
  }

  /** Who reported the case, and how they are told, is as before. */
  private static Case run(Transaction tx, String sql, Tuple values) {
    return one(tx.preparedQuery(sql, CaseJournal.REPORTERS_OF).execute(values).await())
        .orElseThrow();
  }
}
