package linli.bot.votes;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.speech.ChinaTime;
import linli.bot.store.Transaction;
import linli.bot.votes.recount.LogLines;

/**
 * Who was served a ballot (送达), into the log of the vote. Where the assembly's rules let silence
 * follow the majority, only who was served can be counted so: it is written down while the vote
 * runs, and nothing of it changes afterwards.
 */
public final class Services {

  private static final String HOUSEHOLD =
      """
      select h.household
      from vote_household h
      where h.estate_id = $1 and h.vote_id = $2 and h.building = $3 and h.unit = $4 and h.room = $5
        and exists (
          select from vote_owner o
          where o.estate_id = h.estate_id and o.vote_id = h.vote_id and o.household = h.household)
      """;

  private static final String STANDING =
      """
      select line from vote_service
      where estate_id = $1 and vote_id = $2 and household = $3 and withdrawn_at is null
      """;

  private static final String INSERT =
      """
      insert into vote_service (estate_id, vote_id, line, household, way, served_at, photo,
                                reference, recorded_by, token, recorded_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """;

  /** Whoever calls has looked whether the speaker may. */
  public ServiceResult record(Transaction tx, NewService service, Instant now) {
    var found = announced(tx, service.estateId(), service.voteId());
    if (found.isEmpty()) {
      return new ServiceResult.Unknown();
    }
    var vote = found.get();
    if (isOver(vote, now)) {
      return new ServiceResult.Closed(vote);
    }
    if (!isInTime(vote, service.servedAt(), now)) {
      return new ServiceResult.NotInTime(vote);
    }
    var household = household(tx, vote, service.flat());
    if (household.isEmpty()) {
      return new ServiceResult.NotOnRoll(vote);
    }
    if (standing(tx, vote, household.get()).isPresent()) {
      return new ServiceResult.Before(vote);
    }
    return new ServiceResult.Recorded(vote, insert(tx, vote, household.get(), service, now));
  }

  private static int insert(
      Transaction tx, Vote vote, String household, NewService service, Instant now) {
    var line =
        append(
            tx,
            vote,
            household,
            LogLines.service(household, service.way().code(), service.servedAt()),
            now);
    tx.write(
        INSERT,
        Tuple.tuple()
            .addValue(vote.estateId())
            .addValue(vote.id())
            .addValue(line)
            .addValue(household)
            .addValue(service.way().code())
            .addValue(service.servedAt().atOffset(ZoneOffset.UTC))
            .addValue(service.photo())
            .addValue(service.reference())
            .addValue(service.by())
            .addValue(service.token())
            .addValue(now.atOffset(ZoneOffset.UTC)));
    return line;
  }

  private static final String WITHDRAW =
      """
      update vote_service set withdrawn_by = $4, withdrawn_at = $5
      where estate_id = $1 and vote_id = $2 and line = $3
      """;

  /** It was a mistake, or the owner showed that nothing reached him. */
  public ServiceResult withdraw(
      Transaction tx, String estateId, long voteId, NewVote.Flat flat, long by, Instant now) {
    var found = announced(tx, estateId, voteId);
    if (found.isEmpty()) {
      return new ServiceResult.Unknown();
    }
    var vote = found.get();
    if (isOver(vote, now)) {
      return new ServiceResult.Closed(vote);
    }
    var household = household(tx, vote, flat);
    var line = household.flatMap(served -> standing(tx, vote, served));
    if (line.isEmpty()) {
      return new ServiceResult.NotServed(vote);
    }
    append(tx, vote, household.get(), LogLines.notServed(household.get(), now), now);
    tx.write(WITHDRAW, Tuple.of(estateId, voteId, line.get(), by, now.atOffset(ZoneOffset.UTC)));
    return new ServiceResult.Withdrawn(vote, line.get());
  }

  private static Optional<Vote> announced(Transaction tx, String estateId, long voteId) {
    return VoteRepository.lock(tx, estateId, voteId)
        .filter(vote -> vote.state() != Vote.State.DRAFT);
  }

  private static boolean isOver(Vote vote, Instant now) {
    return vote.state() != Vote.State.ANNOUNCED || !now.isBefore(vote.endsAt());
  }

  private static boolean isInTime(Vote vote, Instant servedAt, Instant now) {
    return !servedAt.isAfter(now)
        && servedAt.isBefore(vote.closesAt())
        && !ChinaTime.date(servedAt).isBefore(ChinaTime.date(vote.announcedAt()));
  }

  private static Optional<String> household(Transaction tx, Vote vote, NewVote.Flat flat) {
    var values = Tuple.of(vote.estateId(), vote.id(), flat.building(), flat.unit(), flat.room());
    var rows = tx.preparedQuery(HOUSEHOLD).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("household"))
        .findFirst();
  }

  private static Optional<Integer> standing(Transaction tx, Vote vote, String household) {
    var values = Tuple.of(vote.estateId(), vote.id(), household);
    var rows = tx.preparedQuery(STANDING).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getInteger("line"))
        .findFirst();
  }

  /** The number of the line. */
  private static int append(Transaction tx, Vote vote, String household, String line, Instant now) {
    var entry = new VoteLog.Entry("service", household, null, line);
    var head = VoteLog.append(tx, vote, VoteLog.Head.of(vote), List.of(entry), now);
    VoteRepository.moveHead(tx, vote, head);
    return head.lines();
  }

  /**
   * A flat that was served.
   *
   * @param home as 3-1-201
   * @param withdrawn that was taken back
   */
  record Served(
      String home,
      ServiceWay way,
      Instant at,
      Instant recordedAt,
      boolean withdrawn,
      List<Long> owners) {
    @Override
    public String toString() {
      return "Served[]";
    }
  }

  private static final String BY_LINE =
      """
      select h.building || '-' || h.unit || '-' || h.room as home, s.way, s.served_at, s.recorded_at,
             s.withdrawn_at is not null as withdrawn,
             array(select o.person_id from vote_owner o
                   where o.estate_id = s.estate_id and o.vote_id = s.vote_id
                     and o.household = s.household
                   order by o.person_id) as owners
      from vote_service s
      join vote_household h using (estate_id, vote_id, household)
      where s.estate_id = $1 and s.vote_id = $2 and s.line = $3
      """;

  static Served byLine(Transaction tx, Vote vote, int line) {
    var values = Tuple.of(vote.estateId(), vote.id(), line);
    var row = tx.preparedQuery(BY_LINE).execute(values).await().iterator().next();
    return new Served(
        row.getString("home"),
        ServiceWay.ofCode(row.getString("way")).orElseThrow(),
        row.getOffsetDateTime("served_at").toInstant(),
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getBoolean("withdrawn"),
        List.of(row.getArrayOfLongs("owners")));
  }

  /**
   * How far it has come.
   *
   * @param households that are asked
   * @param served of them, by now
   * @param missing some of the others, as 3-1-201, in their order
   */
  public record State(int households, int served, List<String> missing) {
    @Override
    public String toString() {
      return "State[" + served + "/" + households + "]";
    }
  }

  private static final String COUNTS =
      """
      select count(*) as households, count(s.household) as served
      from (
        select distinct household from vote_owner
        where estate_id = $1 and vote_id = $2) as asked
      left join vote_service s
        on s.estate_id = $1 and s.vote_id = $2 and s.household = asked.household
          and s.withdrawn_at is null
      """;

  private static final String MISSING =
      """
      select h.building || '-' || h.unit || '-' || h.room as flat
      from vote_household h
      where h.estate_id = $1 and h.vote_id = $2
        and exists (
          select from vote_owner o
          where o.estate_id = h.estate_id and o.vote_id = h.vote_id and o.household = h.household)
        and not exists (
          select from vote_service s
          where s.estate_id = h.estate_id and s.vote_id = h.vote_id and s.household = h.household
            and s.withdrawn_at is null)
      order by h.building, h.unit, h.room
      limit $3
      """;

  /** Of flats, whoever voted: who took part is nobody's business. */
  public State state(Transaction tx, Vote vote, int mostMissing) {
    var counts =
        tx.preparedQuery(COUNTS)
            .execute(Tuple.of(vote.estateId(), vote.id()))
            .await()
            .iterator()
            .next();
    var missing =
        tx.preparedQuery(MISSING)
            .execute(Tuple.of(vote.estateId(), vote.id(), mostMissing))
            .await();
    return new State(
        counts.getInteger("households"),
        counts.getInteger("served"),
        StreamSupport.stream(missing.spliterator(), false)
            .map(row -> row.getString("flat"))
            .toList());
  }
}
