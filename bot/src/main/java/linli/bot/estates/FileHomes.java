package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.estates.EstateFile.HomeEntry;
import linli.bot.estates.roster.LostHomes;
import linli.bot.store.Transaction;

/** The homes of one person as an estate file names them, all of them. */
final class FileHomes {

  private FileHomes() {}

  /**
   * Writes them. A home that an earlier file gave and this one does not name is left; one that the
   * person bound or a roster brought stays.
   *
   * @throws BadEstateFile when a home is not written like one
   */
  static void run(
      Transaction tx,
      String estateId,
      long person,
      String name,
      List<HomeEntry> homes,
      Instant now) {
    var rows = new ArrayList<Tuple>();
    var named = new ArrayList<String[]>();
    for (var home : homes) {
      var flat = flat(home, name);
      named.add(flat);
      rows.add(
          Tuple.of(
              estateId,
              person,
              flat[0],
              flat[1],
              flat[2],
              home.relation() == null ? "owner" : home.relation(),
              home.livesHere() == null || home.livesHere()));
    }
    leave(tx, estateId, person, named, now);
    if (!rows.isEmpty()) {
      tx.preparedQuery(SET).executeBatch(rows).await();
    }
  }

  /** Building, unit, room. */
  private static String[] flat(HomeEntry home, String name) {
    var parts = home.at() == null ? new String[0] : home.at().split("-");
    if (parts.length != 3) {
      throw new BadEstateFile(
          "people." + name + ".homes: expected building-unit-room, got " + home.at());
    }
    return parts;
  }

  private static final String SET =
      """
      insert into resident (estate_id, person_id, building, unit, room, relation, lives_here, by_file)
      values ($1, $2, $3, $4, $5, $6, $7, true)
      on conflict (estate_id, person_id, building, unit, room) do update
      set relation = excluded.relation, lives_here = excluded.lives_here,
          by_file = resident.verified_by is null
      """;

  private static final String LEAVE =
      """
      delete from resident
      where estate_id = $1 and person_id = $2 and by_file and verified_by is null
        and (building, unit, room) not in (select * from unnest($3::text[], $4::text[], $5::text[]))
      returning person_id, building, unit, room,
                unbound_at is null and exists (
                  select from account a
                  where a.estate_id = resident.estate_id
                    and a.person_id = resident.person_id) as spoke
      """;

  private static void leave(
      Transaction tx, String estateId, long person, List<String[]> named, Instant now) {
    var values = Tuple.of(estateId, person);
    for (var part = 0; part < 3; part++) {
      var i = part;
      values.addArrayOfString(named.stream().map(flat -> flat[i]).toArray(String[]::new));
    }
    for (var row : tx.preparedQuery(LEAVE).execute(values).await()) {
      LostHomes.note(tx, estateId, row, now);
    }
  }
}
