package linli.bot.estates.roster;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import linli.bot.estates.roster.Roster.Area;
import linli.bot.estates.roster.RosterDifference.FlatChange;
import linli.bot.estates.roster.RosterDifference.PersonChange;
import linli.bot.store.Transaction;

/**
 * Writes a difference. Nobody and no flat is deleted: cases and history name them. A flat that left
 * loses its area, a person who left their homes.
 */
final class RosterChange {

  /** How the keys of people begin whom a roster brought; those of the estate file are names. */
  static final String KEY = "roster:";

  private final Transaction tx;
  private final String estateId;
  private final Instant now;

  RosterChange(Transaction tx, String estateId, Instant now) {
    this.tx = tx;
    this.estateId = estateId;
    this.now = now;
  }

  void apply(RosterDifference difference) {
    setAreas(difference.flats());
    var added = new ArrayList<Tuple>();
    var phones = new ArrayList<Tuple>();
    var lost = new ArrayList<Tuple>();
    var homes = new ArrayList<Tuple>();
    for (var change : difference.people()) {
      var key = change.before() == null ? KEY + UUID.randomUUID() : change.before().key();
      if (change.before() == null) {
        var identity = change.after().identity();
        added.add(Tuple.of(estateId, key, identity.name(), identity.phone()));
      } else if (change.hasNewPhone()) {
        phones.add(Tuple.of(estateId, key, change.after().identity().phone()));
      }
      change.homesLost().keySet().forEach(flat -> lost.add(place(key, flat)));
      addHomes(key, change, homes);
    }
    batch(ADD_PERSON, added);
    batch(SET_PHONE, phones);
    remove(lost);
    batch(SET_HOME, homes);
  }

  private void addHomes(String key, PersonChange change, List<Tuple> homes) {
    change
        .homesSet()
        .forEach(
            (flat, home) ->
                homes.add(
                    place(key, flat)
                        .addString(home.relation().column())
                        .addBoolean(home.livesHere())));
  }

  private Tuple place(String key, Flat flat) {
    return Tuple.of(estateId, key, flat.building(), flat.unit(), flat.room());
  }

  private static final String SET_AREA =
      """
      insert into household (estate_id, building, unit, room, area_hundredths, area_source,
                             delivery)
      values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (estate_id, building, unit, room) do update
      set area_hundredths = excluded.area_hundredths, area_source = excluded.area_source,
          delivery = excluded.delivery
      """;

  private void setAreas(List<FlatChange> flats) {
    batch(SET_AREA, flats.stream().map(change -> area(change.flat(), change.after())).toList());
  }

  private Tuple area(Flat flat, Area area) {
    return Tuple.of(
        estateId,
        flat.building(),
        flat.unit(),
        flat.room(),
        area == null ? null : area.hundredths(),
        area == null ? null : area.source(),
        (area == null ? Delivery.DELIVERED : area.delivery()).column());
  }

  private static final String ADD_PERSON =
      """
      insert into person (estate_id, person_key, name, phone) values ($1, $2, $3, $4)
      """;

  private static final String SET_PHONE =
      """
      update person set phone = $3 where estate_id = $1 and person_key = $2
      """;

  private static final String REMOVE_HOME =
      """
      delete from resident
      where estate_id = $1
        and person_id = (select person_id from person where estate_id = $1 and person_key = $2)
        and building = $3 and unit = $4 and room = $5
      returning person_id, building, unit, room,
                unbound_at is null and exists (
                  select from account a
                  where a.estate_id = resident.estate_id
                    and a.person_id = resident.person_id) as spoke
      """;

  /** Whoever spoke for the home hears of it. */
  private void remove(List<Tuple> lost) {
    if (lost.isEmpty()) {
      return;
    }
    var removed = tx.preparedQuery(REMOVE_HOME).executeBatch(lost).await();
    for (var rows = removed; rows != null; rows = rows.next()) {
      for (var row : rows) {
        LostHomes.note(tx, estateId, row, now);
      }
    }
  }

  private static final String SET_HOME =
      """
      insert into resident (estate_id, person_id, building, unit, room, relation, lives_here)
      select $1, person_id, $3, $4, $5, $6, $7
      from person
      where estate_id = $1 and person_key = $2
      on conflict (estate_id, person_id, building, unit, room) do update
      set relation = excluded.relation, lives_here = excluded.lives_here,
          verified_by = null, verified_at = null, confirmed_by = null, by_file = false
      """;

  private void batch(String sql, List<Tuple> rows) {
    if (!rows.isEmpty()) {
      tx.preparedQuery(sql).executeBatch(rows).await();
    }
  }
}
