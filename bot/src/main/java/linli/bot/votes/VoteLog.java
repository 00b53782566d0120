package linli.bot.votes;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;
import linli.bot.votes.recount.Chain;
import linli.bot.votes.recount.LogLines;

/** The log of a vote, line by line; whoever appends holds the vote's row. */
final class VoteLog {

  private VoteLog() {}

  /** Where a log ends. */
  record Head(String hash, int lines) {

    static Head of(Vote vote) {
      return new Head(vote.headHash(), vote.lines());
    }
  }

  /**
   * A line to append.
   *
   * @param household which it is about, or null
   * @param receipt of a ballot, or null
   */
  record Entry(String kind, String household, String receipt, String line) {
    @Override
    public String toString() {
      return "Entry[" + kind + "]";
    }
  }

  private static final String APPEND =
      """
      insert into vote_log (estate_id, vote_id, n, kind, household, receipt, line, hash, at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """;

  /** Appends behind the head, and says where the log ends then. */
  static Head append(Transaction tx, Vote vote, Head head, List<Entry> entries, Instant now) {
    var rows = new ArrayList<Tuple>();
    for (var entry : entries) {
      head = new Head(Chain.next(head.hash(), entry.line()), head.lines() + 1);
      rows.add(
          Tuple.tuple()
              .addValue(vote.estateId())
              .addValue(vote.id())
              .addValue(head.lines())
              .addValue(entry.kind())
              .addValue(entry.household())
              .addValue(entry.receipt())
              .addValue(entry.line())
              .addValue(head.hash())
              .addValue(now.atOffset(ZoneOffset.UTC)));
    }
    tx.preparedQuery(APPEND).executeBatch(rows).await();
    return head;
  }

  private static final String ALL =
      """
      select hash, line from vote_log
      where estate_id = $1 and vote_id = $2
      order by n
      """;

  static List<String> lines(Transaction tx, Vote vote) {
    return StreamSupport.stream(all(tx, vote).spliterator(), false)
        .map(row -> row.getString("line"))
        .toList();
  }

  /** What {@code ./linli tally} reads. */
  static byte[] export(Transaction tx, Vote vote) {
    return StreamSupport.stream(all(tx, vote).spliterator(), false)
        .map(row -> row.getString("hash") + " " + row.getString("line") + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Iterable<Row> all(Transaction tx, Vote vote) {
    return tx.preparedQuery(ALL).execute(Tuple.of(vote.estateId(), vote.id())).await();
  }

  private static final String OF_OWNERS =
      """
      select line from vote_log
      where estate_id = $1 and vote_id = $2
        and (kind = 'vote'
          or household in (
            select other.household
            from vote_owner own
            join vote_owner other using (estate_id, vote_id, person_id)
            where estate_id = $1 and vote_id = $2 and own.household = $3))
      order by n
      """;

  /** The head of the log and what it holds about flats of those who own this one. */
  static List<String> linesOfOwners(Transaction tx, Vote vote, String household) {
    var rows =
        tx.preparedQuery(OF_OWNERS)
            .execute(Tuple.of(vote.estateId(), vote.id(), household))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("line"))
        .toList();
  }

  private static final String RESULTS =
      """
      select vote_id, line from vote_log where estate_id = $1 and kind = 'result'
      """;

  /** The last line of each log that is complete. */
  static Map<Long, JsonNode> results(Transaction tx, String estateId) {
    var results = new HashMap<Long, JsonNode>();
    for (var row : tx.preparedQuery(RESULTS).execute(Tuple.of(estateId)).await()) {
      results.put(row.getLong("vote_id"), LogLines.readResult(row.getString("line")));
    }
    return results;
  }
}
