package linli.bot.cases;

import static linli.bot.cases.CaseRepository.utc;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.bot.residents.Speaker;
import linli.bot.store.Transaction;

/**
 * SQL of the numbers that reporters left for a case. They stand nowhere else: not in the words of a
 * report, not in a summary; 30 days after the end of the case they are gone (decisions 8).
 */
public final class ContactPhones {

  private static final int SHOWN_AT_THE_END = 4;
  private static final int SHOWN_AT_THE_BEGINNING = 3;
  private static final int MOBILE = 11;

  private static final String KEEP =
      """
      insert into case_contact (estate_id, case_id, channel, account_id, phone, at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (estate_id, case_id, channel, account_id)
      do update set phone = excluded.phone, at = excluded.at
      """;

  /** Keeps it in place of the one that the account left for this case before. */
  void keep(Transaction tx, Case about, Speaker by, String phone, Instant at) {
    tx.write(
        KEEP, Tuple.of(about.estateId(), about.id(), by.channel(), by.accountId(), phone, utc(at)));
  }

  private static final String OF_CASE =
      """
      select phone
      from case_contact
      join cases using (estate_id, case_id)
      where estate_id = $1 and (case_id = $2 or merged_into = $2)
        and ($3 or not anonymous and not exists (
          select from case_report said
          join (
            select $2::bigint as case_id, false as anonymous
            union all
            select case_id, anonymous from cases
            where estate_id = $1 and merged_into = $2) as part using (case_id)
          where said.estate_id = $1 and (said.hidden or part.anonymous)
            and said.channel = case_contact.channel
            and said.account_id = case_contact.account_id))
      order by at limit 20
      """;

  /**
   * Of everybody who left one for the case or what was merged into it; personal.
   *
   * @param ofAnonymous whether those are among them who want to be known to the community only
   */
  List<String> of(Transaction tx, Case about, boolean ofAnonymous) {
    var rows =
        tx.preparedQuery(OF_CASE)
            .execute(Tuple.of(about.estateId(), about.id(), ofAnonymous))
            .await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("phone"))
        .distinct()
        .toList();
  }

  private static final String LEAVE =
      """
      delete from case_contact
      where estate_id = $1 and channel = $3 and account_id = $4
        and case_id in (
          select $2 union all select case_id from cases where estate_id = $1 and merged_into = $2)
      """;

  /** The account has nothing to do with the case any more. */
  void leave(Transaction tx, Case of, String channel, String accountId) {
    tx.write(LEAVE, Tuple.of(of.estateId(), of.id(), channel, accountId));
  }

  private static final String TAKE_BACK =
      """
      delete from case_contact where estate_id = $1 and channel = $2 and account_id = $3
      """;

  /**
   * The account wants to be rung by nobody.
   *
   * @return whether it had left a number
   */
  public boolean takeBack(Transaction tx, String estateId, Speaker by) {
    return tx.preparedQuery(TAKE_BACK)
            .execute(Tuple.of(estateId, by.channel(), by.accountId()))
            .await()
            .rowCount()
        > 0;
  }

  private static final String FORGET =
      """
      delete from case_contact where estate_id = $1 and case_id = $2
      """;

  void forget(Transaction tx, Case of) {
    tx.write(FORGET, Tuple.of(of.estateId(), of.id()));
  }

  /** As lists show it: {@code 139****0000}; of a number with an area code only its end. */
  public static String masked(String phone) {
    var begin = phone.length() == MOBILE ? phone.substring(0, SHOWN_AT_THE_BEGINNING) : "";
    return begin + "****" + end(phone);
  }

  /** The last four digits (尾号). */
  public static String end(String phone) {
    return phone.substring(phone.length() - SHOWN_AT_THE_END);
  }
}
