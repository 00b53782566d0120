package linli.bot.votes;

import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import linli.bot.store.Transaction;
import linli.bot.votes.tally.Choice;

/** What a person can read of the ballots: as the role whose row policies decide that. */
final class OwnBallots {

  private OwnBallots() {}

  private static final String AS_PERSON =
      """
      select set_config('linli.person', $1, true)
      """;

  private static final String LAST =
      """
      select line::jsonb -> 'ballot' ->> 'choice'
      from vote_log l
      join (
        select estate_id, vote_id, household, person_id, owner as voice from vote_owner
        union all
        select estate_id, vote_id, household, person_id, resident from vote_resident
      ) own using (estate_id, vote_id, household)
      where l.estate_id = $1 and l.vote_id = $2 and l.kind = 'ballot' and own.person_id = $3
        and line::jsonb -> 'ballot' ->> 'by' = own.voice
        and line::jsonb -> 'ballot' ->> 'proxyFor' is null
      order by (line::jsonb -> 'ballot' ->> 'at')::timestamptz desc, n desc
      limit 1
      """;

  /** The last answer that this person gave himself. */
  static Optional<Choice> last(Transaction tx, Vote vote, long personId) {
    tx.flush();
    tx.preparedQuery(AS_PERSON).execute(Tuple.of(Long.toString(personId))).await();
    tx.query("set local role linli_ballot_reader").execute().await();
    var rows =
        tx.preparedQuery(LAST).execute(Tuple.of(vote.estateId(), vote.id(), personId)).await();
    tx.query("reset role").execute().await();
    for (var row : rows) {
      return Choice.of(row.getString(0));
    }
    return Optional.empty();
  }
}
