package linli.bot.receptions;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.store.Transaction;

/** SQL of who sits at a reception, and whether they have said that they come. */
final class Hosts {

  static final String SECRETARY = "secretary";
  static final String MANAGER = "property_manager";

  /**
   * Somebody who was asked to sit there.
   *
   * @param rank 0 for the first, 1 for who stands in
   * @param answer {@code confirmed}, {@code declined} or null
   */
  record Host(String role, int rank, long personId, String answer) {
    boolean hasConfirmed() {
      return "confirmed".equals(answer);
    }

    boolean isOpen() {
      return answer == null;
    }
  }

  private static final String ASK =
      """
      insert into reception_host (estate_id, reception_id, role, rank, person_id)
      values ($1, $2, $3, $4, $5)
      on conflict do nothing
      """;

  /** False when that place is taken already. */
  boolean add(Transaction tx, Reception about, String role, int rank, long personId) {
    return tx.preparedQuery(ASK)
            .execute(Tuple.of(about.estateId(), about.id(), role, rank, personId))
            .await()
            .rowCount()
        == 1;
  }

  private static final String NAME =
      """
      insert into reception_host (estate_id, reception_id, role, rank, person_id)
      values ($1, $2, $3, 0, $4)
      on conflict (estate_id, reception_id, role, rank) do update
      set person_id = excluded.person_id, answer = null, answered_at = null
      where reception_host.person_id <> excluded.person_id
      """;

  /** Who sits there by the rule; somebody new has not answered yet. */
  void name(Transaction tx, Reception about, String role, long personId) {
    tx.preparedQuery(NAME).execute(Tuple.of(about.estateId(), about.id(), role, personId)).await();
  }

  private static final String OF =
      """
      select role, rank, person_id, answer from reception_host
      where estate_id = $1 and reception_id = $2
      order by role desc, rank
      """;

  List<Host> of(Transaction tx, Reception about) {
    var rows = tx.preparedQuery(OF).execute(Tuple.of(about.estateId(), about.id())).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Host(
                    row.getString("role"),
                    row.getInteger("rank"),
                    row.getLong("person_id"),
                    row.getString("answer")))
        .toList();
  }

  Optional<Host> confirmed(Transaction tx, Reception about, String role) {
    return of(tx, about).stream()
        .filter(host -> host.role().equals(role) && host.hasConfirmed())
        .findFirst();
  }

  private static final String ANSWER =
      """
      update reception_host set answer = $5, answered_at = $6
      where estate_id = $1 and reception_id = $2 and role = $3 and rank = $4
      """;

  void answer(Transaction tx, Reception about, Host host, boolean comes, Instant now) {
    tx.preparedQuery(ANSWER)
        .execute(
            Tuple.of(
                about.estateId(),
                about.id(),
                host.role(),
                host.rank(),
                comes ? "confirmed" : "declined",
                ReceptionRepository.utc(now)))
        .await();
  }
}
