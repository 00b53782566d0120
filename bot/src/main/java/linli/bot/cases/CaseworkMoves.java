package linli.bot.cases;

import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import linli.bot.store.Transaction;

/** SQL of what staff do with a case: 缓, 改类, 合并, 接, 匿名. Each answers with the case as it is. */
final class CaseworkMoves {

  private static final String PAUSE =
      """
      update cases
      set state = 'PAUSED', pauses = pauses + 1, paused_at = $3, resume_at = $4,
          pause_reason = $5, responded_at = coalesce(responded_at, $3)
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case pause(Transaction tx, Case now, Instant at, Instant until, String reason) {
    return run(tx, PAUSE, Tuple.of(now.estateId(), now.id(), utc(at), utc(until), reason));
  }

  private static final String RESUME =
      """
      update cases
      set state = 'ACCEPTED', paused_at = null, resume_at = null, resolve_by = $3
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case resume(Transaction tx, Case paused, Instant resolveBy) {
    return run(tx, RESUME, Tuple.of(paused.estateId(), paused.id(), utc(resolveBy)));
  }

  private static final String RETYPE =
      """
      update cases set issue_type = $3 where estate_id = $1 and case_id = $2 returning *
      """;

  Case retype(Transaction tx, Case now, String issueType) {
    return run(tx, RETYPE, Tuple.of(now.estateId(), now.id(), issueType));
  }

  private static final String RETYPE_ANEW =
      """
      update cases
      set issue_type = $3, urgency = $4, respond_by = $5, resolve_by = $6, summary = $7,
          handed_over = handed_over + 1
      where estate_id = $1 and case_id = $2
      returning *
      """;

  /** Another matter, in other words and with the deadlines of that one. */
  Case retypeAnew(
      Transaction tx,
      Case now,
      String issueType,
      String urgency,
      String summary,
      CaseRepository.Clocks times) {
    return run(
        tx,
        RETYPE_ANEW,
        Tuple.of(now.estateId(), now.id(), issueType, urgency)
            .addValue(utc(times.respondBy()))
            .addValue(utc(times.resolveBy()))
            .addValue(summary));
  }

  private static final String MERGE =
      """
      update cases
      set state = 'MERGED', outcome = 'MERGED', merged_into = $3, closed_at = $4,
          paused_at = null, resume_at = null
      where estate_id = $1 and case_id = $2
      returning *
      """;

  private static final String MERGE_THOSE_BEFORE =
      """
      update cases set merged_into = $3 where estate_id = $1 and merged_into = $2
      """;

  /** What was merged into it before goes along: its reporters must hear of the main case. */
  Case merge(Transaction tx, Case now, Case main, Instant at) {
    tx.write(MERGE_THOSE_BEFORE, Tuple.of(now.estateId(), now.id(), main.id()));
    return run(tx, MERGE, Tuple.of(now.estateId(), now.id(), main.id(), utc(at)));
  }

  private static final String UNMERGE =
      """
      update cases
      set state = 'ASSIGNED', outcome = null, merged_into = null, closed_at = null,
          responded_at = null, arrived_at = null, handler = null, respond_by = $3,
          handed_over = handed_over + 1
      where estate_id = $1 and case_id = $2
      returning *
      """;

  Case unmerge(Transaction tx, Case merged, Instant respondBy) {
    return run(tx, UNMERGE, Tuple.of(merged.estateId(), merged.id(), utc(respondBy)));
  }

  private static final String REFUSED =
      """
      update cases set refused = refused + 1 where estate_id = $1 and case_id = $2 returning *
      """;

  Case refused(Transaction tx, Case now) {
    return run(tx, REFUSED, Tuple.of(now.estateId(), now.id()));
  }

  private static final String ANONYMOUS =
      """
      update cases set anonymous = true where estate_id = $1 and case_id = $2 returning *
      """;

  Case anonymous(Transaction tx, Case now) {
    return run(tx, ANONYMOUS, Tuple.of(now.estateId(), now.id()));
  }

  private static final String TAKEN_BACK =
      """
      update cases set summary = '(已撤回)' where estate_id = $1 and case_id = $2 returning *
      """;

  /** What the staff could read of it goes with the message. */
  Case takenBack(Transaction tx, Case now) {
    return run(tx, TAKEN_BACK, Tuple.of(now.estateId(), now.id()));
  }

  private static Case run(Transaction tx, String sql, Tuple values) {
    return CaseRepository.one(tx.preparedQuery(sql).execute(values).await()).orElseThrow();
  }
}
