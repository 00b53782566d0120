package linli.bot.estates.roster;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/** Homes that a roster or an estate file took away from somebody. */
public final class LostHomes {

  /**
   * Due when such a person has an account, not at night; about {@code PERSON BUILDING-UNIT-ROOM
   * INSTANT}.
   */
  public static final String KIND = "roster.home-lost";

  private LostHomes() {}

  /**
   * Whoever spoke for the home hears of it.
   *
   * @param lost a row with {@code person_id, building, unit, room, spoke}
   */
  public static void note(Transaction tx, String estateId, Row lost, Instant now) {
    if (!lost.getBoolean("spoke")) {
      return;
    }
    var flat = new Flat(lost.getString("building"), lost.getString("unit"), lost.getString("room"));
    var subject = lost.getLong("person_id") + " " + flat.name() + " " + now;
    DueWork.write(tx, new DueItem(estateId, KIND, subject, 0, QuietHours.after(now)));
  }
}
