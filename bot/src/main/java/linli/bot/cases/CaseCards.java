package linli.bot.cases;

import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.cases.Case.State;
import linli.bot.store.Transaction;

/**
 * SQL of yellow and red cards (黄牌, 红牌): shown to whoever has a case a working day before its
 * deadline and on the first working day after it.
 *
 * <p>Only staff, the community and other systems see them, never a group of neighbours.
 */
public final class CaseCards {

  /** So far back they are listed. */
  public static final Duration LATELY = Duration.ofDays(30);

  private static final int MOST = 200;

  /** Of a card. */
  public enum Colour {
    YELLOW,
    RED;

    /** As the message files write it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why it was shown. */
  public enum Reason {
    /** Nobody had taken the case. */
    NOT_TAKEN,
    /** Somebody had, and it was not done. */
    NOT_DONE
  }

  /**
   * One card.
   *
   * @param partyId who had the case then
   * @param resolveBy the deadline that it is about
   * @param isOpen whether the case still waits to be done
   */
  public record Card(
      LocalDate openedOn,
      int seq,
      String issueType,
      Colour colour,
      Reason reason,
      String partyId,
      Instant resolveBy,
      Instant shownAt,
      boolean isOpen) {

    /** The speakable number of the case. */
    public String no() {
      return Case.number(openedOn, seq);
    }
  }

  private static final String SHOW =
      """
      insert into case_card (estate_id, case_id, colour, round, reason, party_id, resolve_by, shown_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict do nothing
      """;

  /** Empty when that deadline has this card already. */
  Optional<Card> show(Transaction tx, Case open, Colour colour, Instant now) {
    var reason = open.state() == State.ASSIGNED ? Reason.NOT_TAKEN : Reason.NOT_DONE;
    var values =
        Tuple.tuple()
            .addValue(open.estateId())
            .addValue(open.id())
            .addValue(colour.name())
            .addValue(open.round())
            .addValue(reason.name())
            .addValue(open.partyId())
            .addValue(utc(open.resolveBy()))
            .addValue(utc(now));
    if (tx.preparedQuery(SHOW).execute(values).await().rowCount() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Card(
            open.openedOn(),
            open.seq(),
            open.issueType(),
            colour,
            reason,
            open.partyId(),
            open.resolveBy(),
            now,
            true));
  }

  private static final String LIST =
      """
      select c.opened_on, c.seq, c.issue_type, card.*,
             c.closed_at is null and c.state <> 'DONE' as open
      from case_card card
      join cases c using (estate_id, case_id)
      where card.estate_id = $1 and card.shown_at >= $2
        and ($3::text[] is null or card.party_id = any($3))
      order by card.shown_at desc, card.case_id, card.colour
      limit $4
      """;

  /**
   * Those that were shown lately, the youngest first.
   *
   * @param parties whose; null: everybody's
   */
  public List<Card> lately(Transaction tx, String estateId, List<String> parties, Instant now) {
    var rows =
        tx.preparedQuery(LIST)
            .execute(
                Tuple.of(
                    estateId,
                    utc(now.minus(LATELY)),
                    parties == null ? null : parties.toArray(String[]::new),
                    MOST))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(CaseCards::card).toList();
  }

  private static Card card(Row row) {
    return new Card(
        row.getLocalDate("opened_on"),
        row.getInteger("seq"),
        row.getString("issue_type"),
        Colour.valueOf(row.getString("colour")),
        Reason.valueOf(row.getString("reason")),
        row.getString("party_id"),
        row.getOffsetDateTime("resolve_by").toInstant(),
        row.getOffsetDateTime("shown_at").toInstant(),
        row.getBoolean("open"));
  }
}
