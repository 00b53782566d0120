package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import linli.bot.store.Transaction;

/** SQL of single settings of an estate: a number, a sentence, whose deadlines. */
public final class EstateSettings {

  /** Whose deadlines an estate can have; the schema knows the same. */
  public static final List<String> SLA_PROFILES = List.of("own", "SHANDONG", "BEIJING");

  private EstateSettings() {}

  private static final String NUMBER =
      """
      insert into local_number (estate_id, purpose, number, checked_on) values ($1, $2, $3, $4)
      on conflict (estate_id, purpose) do update
      set number = excluded.number, checked_on = excluded.checked_on
      """;

  public static void number(
      Transaction tx, String estateId, LocalNumbers purpose, String number, LocalDate checkedOn) {
    tx.preparedQuery(NUMBER)
        .execute(Tuple.of(estateId, purpose.purpose(), number, checkedOn))
        .await();
  }

  private static final String SLA =
      """
      update estate set sla_profile = $2 where estate_id = $1
      """;

  /** Cases that are open keep the deadlines that they were given. */
  public static void slaProfile(Transaction tx, String estateId, String profile) {
    tx.preparedQuery(SLA).execute(Tuple.of(estateId, profile)).await();
  }

  private static final String TEXT =
      """
      insert into estate_text (estate_id, key, text) values ($1, $2, $3)
      on conflict (estate_id, key) do update set text = excluded.text
      """;

  private static final String SHIPPED_TEXT =
      """
      delete from estate_text where estate_id = $1 and key = $2
      """;

  /**
   * @param text null: the product's own sentence again
   */
  public static void text(Transaction tx, String estateId, String key, String text) {
    if (text == null) {
      tx.preparedQuery(SHIPPED_TEXT).execute(Tuple.of(estateId, key)).await();
    } else {
      tx.preparedQuery(TEXT).execute(Tuple.of(estateId, key, text)).await();
    }
  }
}
