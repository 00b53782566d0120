package linli.bot.estates.roster;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import linli.bot.estates.Estate.Building;
import linli.bot.estates.roster.Roster.Area;
import linli.bot.estates.roster.Roster.Home;
import linli.bot.estates.roster.Roster.Identity;
import linli.bot.estates.roster.Roster.Person;
import linli.bot.store.Transaction;

/** The stored roster of an estate. */
final class RosterRepository {

  private RosterRepository() {}

  private static final String BUILDINGS =
      """
      select building, units, floors, flats_per_floor
      from building
      where estate_id = $1 and not from_roster
      order by length(building), building
      """;

  /** What the estate file says about buildings; where it names none the roster does. */
  static RosterLayout layout(Transaction tx, String estateId) {
    var fixed = new LinkedHashMap<String, Building>();
    for (var row : tx.preparedQuery(BUILDINGS).execute(Tuple.of(estateId)).await()) {
      var name = row.getString("building");
      fixed.put(
          name,
          new Building(
              name,
              List.of(row.getArrayOfStrings("units")),
              row.getInteger("floors"),
              row.getInteger("flats_per_floor")));
    }
    return new RosterLayout(fixed);
  }

  static Roster read(Transaction tx, String estateId) {
    return new Roster(flats(tx, estateId), people(tx, estateId));
  }

  private static final String FLATS =
      """
      select building, unit, room, area_hundredths, area_source, delivery
      from household
      where estate_id = $1 and area_hundredths is not null
      """;

  private static TreeMap<Flat, Area> flats(Transaction tx, String estateId) {
    var flats = new TreeMap<Flat, Area>();
    for (var row : tx.preparedQuery(FLATS).execute(Tuple.of(estateId)).await()) {
      flats.put(
          flat(row),
          new Area(
              row.getInteger("area_hundredths"),
              row.getString("area_source"),
              Delivery.ofColumn(row.getString("delivery"))));
    }
    return flats;
  }

  /**
   * What a roster or an estate file said; who bound themselves is none of its business. Also those
   * who lost their last home: who comes back is the same person.
   */
  private static final String PEOPLE =
      """
      select p.person_key, p.name, p.phone, r.building, r.unit, r.room, r.relation, r.lives_here
      from person p
      left join resident r
        on r.estate_id = p.estate_id and r.person_id = p.person_id and r.verified_by is null
      where p.estate_id = $1
        and (r.building is not null or p.phone is not null or starts_with(p.person_key, $2)
          or starts_with(p.person_key, 'visit:'))
      order by p.person_id
      """;

  private static List<Person> people(Transaction tx, String estateId) {
    var people = new LinkedHashMap<String, Person>();
    var rows = tx.preparedQuery(PEOPLE).execute(Tuple.of(estateId, RosterChange.KEY)).await();
    for (var row : rows) {
      var person = people.computeIfAbsent(row.getString("person_key"), key -> person(key, row));
      if (row.getString("building") != null) {
        person.homes().put(flat(row), home(row));
      }
    }
    return new ArrayList<>(people.values());
  }

  private static Person person(String key, Row row) {
    return new Person(
        key, new Identity(row.getString("name"), row.getString("phone")), new TreeMap<>());
  }

  private static Flat flat(Row row) {
    return new Flat(row.getString("building"), row.getString("unit"), row.getString("room"));
  }

  private static Home home(Row row) {
    return new Home(Relation.ofColumn(row.getString("relation")), row.getBoolean("lives_here"));
  }

  private static final String SET_BUILDING =
      """
      insert into building (estate_id, building, units, floors, flats_per_floor, from_roster)
      values ($1, $2, $3, $4, $5, true)
      on conflict (estate_id, building) do update
      set units = excluded.units, floors = excluded.floors,
          flats_per_floor = excluded.flats_per_floor
      """;

  /** Makes the buildings of an estate whose file names none. */
  static void setBuildings(Transaction tx, String estateId, Map<String, Building> buildings) {
    var rows =
        buildings.values().stream()
            .map(
                building ->
                    Tuple.of(
                        estateId,
                        building.name(),
                        building.units().toArray(String[]::new),
                        building.floors(),
                        building.flatsPerFloor()))
            .toList();
    if (!rows.isEmpty()) {
      tx.preparedQuery(SET_BUILDING).executeBatch(rows).await();
    }
  }
}
