package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** Who votes for whom: asked by the owner, agreed to by the agent, taken back by either. */
public final class Proxies {

  private static final String INSERT =
      """
      insert into vote_proxy (estate_id, proxy_no, vote_id, household, owner, agent_person, agent,
                              photo, asked_at)
      select $1, (select coalesce(max(proxy_no), 0) + 1 from vote_proxy where estate_id = $1), $2,
             o.household, o.owner, $4,
             coalesce(
               (select min(own.owner) from vote_owner own
                where own.estate_id = $1 and own.vote_id = $2 and own.person_id = $4),
               (select min(known.agent) from vote_proxy known
                where known.estate_id = $1 and known.vote_id = $2 and known.agent_person = $4),
               'a' || (select count(distinct agent_person) + 1 from vote_proxy
                       where estate_id = $1 and vote_id = $2)),
             $5, $6
      from vote_owner o
      where o.estate_id = $1 and o.vote_id = $2 and o.person_id = $3
      order by o.household
      limit 1
      returning *
      """;

  private static final String END_OTHERS =
      """
      update vote_proxy p set ended_at = $4
      where p.estate_id = $1 and p.vote_id = $2 and p.ended_at is null
        and p.owner in (select owner from vote_owner
                        where estate_id = $1 and vote_id = $2 and person_id = $3)
      """;

  /** An owner names an agent, instead of whom he named before; empty when he owns nothing here. */
  public Optional<Proxy> ask(
      Transaction tx, Vote vote, long ownerPerson, long agentPerson, String photo, Instant now) {
    end(tx, vote, ownerPerson, now);
    return all(
            tx,
            INSERT,
            Tuple.of(
                vote.estateId(),
                vote.id(),
                ownerPerson,
                agentPerson,
                photo,
                now.atOffset(ZoneOffset.UTC)))
        .stream()
        .findFirst();
  }

  /** The owner takes it back; what the agent cast stays, his own answer comes before it. */
  public boolean end(Transaction tx, Vote vote, long ownerPerson, Instant now) {
    return tx.preparedQuery(END_OTHERS)
            .execute(
                Tuple.of(vote.estateId(), vote.id(), ownerPerson, now.atOffset(ZoneOffset.UTC)))
            .await()
            .rowCount()
        > 0;
  }

  private static final String BY_NO =
      """
      select * from vote_proxy where estate_id = $1 and proxy_no = $2 and ended_at is null
      """;

  public Optional<Proxy> find(Transaction tx, String estateId, int no) {
    return all(tx, BY_NO, Tuple.of(estateId, no)).stream().findFirst();
  }

  static boolean stands(Transaction tx, Proxy proxy) {
    return all(tx, BY_NO, Tuple.of(proxy.estateId(), proxy.no())).stream()
        .anyMatch(Proxy::accepted);
  }

  private static final String ANSWER =
      """
      update vote_proxy
      set accepted_at = case when $3 then $4::timestamptz end,
          ended_at = case when not $3 then $4::timestamptz end
      where estate_id = $1 and proxy_no = $2 and accepted_at is null and ended_at is null
      """;

  /** The agent agrees, or does not. */
  public void answer(Transaction tx, Proxy proxy, boolean agrees, Instant now) {
    tx.write(ANSWER, Tuple.of(proxy.estateId(), proxy.no(), agrees, now.atOffset(ZoneOffset.UTC)));
  }

  private static final String OF_AGENT =
      """
      select * from vote_proxy
      where estate_id = $1 and agent_person = $2 and accepted_at is not null and ended_at is null
      order by proxy_no
      """;

  /** For whom somebody may vote, in all votes. */
  public List<Proxy> ofAgent(Transaction tx, String estateId, long agentPerson) {
    return all(tx, OF_AGENT, Tuple.of(estateId, agentPerson));
  }

  private static final String PRINCIPALS =
      """
      select count(*) from vote_proxy
      where estate_id = $1 and vote_id = $2 and agent_person = $3 and accepted_at is not null
        and ended_at is null
      """;

  /** For how many owners somebody votes already. */
  public int principals(Transaction tx, Vote vote, long agentPerson) {
    return principals(tx, vote.estateId(), vote.id(), agentPerson);
  }

  private static int principals(Transaction tx, String estateId, long voteId, long agentPerson) {
    return tx.preparedQuery(PRINCIPALS)
        .execute(Tuple.of(estateId, voteId, agentPerson))
        .await()
        .iterator()
        .next()
        .getInteger(0);
  }

  /** For how many owners the agent of this one votes already. */
  public int principals(Transaction tx, Proxy proxy) {
    return principals(tx, proxy.estateId(), proxy.voteId(), proxy.agentPerson());
  }

  private static final String FLAT =
      """
      select building || '-' || unit || '-' || room from vote_household
      where estate_id = $1 and vote_id = $2 and household = $3
      """;

  /** The flat by which the owner is named: 3-1-901. */
  public String flat(Transaction tx, Proxy proxy) {
    return tx.preparedQuery(FLAT)
        .execute(Tuple.of(proxy.estateId(), proxy.voteId(), proxy.household()))
        .await()
        .iterator()
        .next()
        .getString(0);
  }

  private static final String PRINCIPAL =
      """
      select person_id from vote_owner
      where estate_id = $1 and vote_id = $2 and household = $3 and owner = $4
      """;

  /** The owner who gave it. */
  public long principal(Transaction tx, Proxy proxy) {
    return tx.preparedQuery(PRINCIPAL)
        .execute(Tuple.of(proxy.estateId(), proxy.voteId(), proxy.household(), proxy.owner()))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  private static List<Proxy> all(Transaction tx, String sql, Tuple values) {
    var rows = tx.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Proxies::read).toList();
  }

  private static Proxy read(Row row) {
    return new Proxy(
        row.getString("estate_id"),
        row.getInteger("proxy_no"),
        row.getLong("vote_id"),
        row.getString("household"),
        row.getString("owner"),
        row.getLong("agent_person"),
        row.getString("agent"),
        row.getOffsetDateTime("accepted_at") != null);
  }
}
