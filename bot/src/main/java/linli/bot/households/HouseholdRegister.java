package linli.bot.households;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import linli.bot.store.Transaction;
import linli.nlp.privacy.PersonalDetail;
import linli.nlp.privacy.PersonalDetail.Kind;
import linli.nlp.privacy.PersonalDetails;

/** SQL of reading the register (名册) for other systems: flats, and who belongs to them. */
public final class HouseholdRegister {

  private HouseholdRegister() {}

  /**
   * Who belongs to a flat; name and phone are personal.
   *
   * @param phone or null
   * @param relation {@code owner}, {@code family}, {@code tenant}
   */
  public record Inhabitant(String name, String phone, String relation, boolean livesHere) {

    /** As it may stand on a screen: 张*, 139****0000. */
    public Inhabitant shortened() {
      return new Inhabitant(
          shortened(Kind.NAME, name),
          phone == null ? null : shortened(Kind.MOBILE, phone),
          relation,
          livesHere);
    }

    private static String shortened(Kind kind, String value) {
      return PersonalDetails.shortened(new PersonalDetail(kind, 0, value.length()), value);
    }

    @Override
    public String toString() {
      return "Inhabitant[" + relation + "]";
    }
  }

  /**
   * One flat.
   *
   * @param areaHundredths of a square metre, or null
   */
  public record Flat(Household home, Integer areaHundredths, List<Inhabitant> people) {}

  private static final String PAGE =
      """
      with flat as (
        select building, unit, room, area_hundredths
        from household
        where estate_id = $1 and (building, unit, room) > ($2, $3, $4)
          and ($5::text is null or building = $5)
        order by building, unit, room
        limit $6)
      select flat.*, p.name, p.phone, r.relation, r.lives_here
      from flat
      left join resident r
        on r.estate_id = $1 and r.building = flat.building and r.unit = flat.unit
          and r.room = flat.room
      left join person p on p.estate_id = $1 and p.person_id = r.person_id
      order by flat.building, flat.unit, flat.room, r.person_id
      """;

  /**
   * The flats behind this one, in the order of building, unit, room as texts.
   *
   * @param building the only one, or null
   */
  public static List<Flat> page(
      Transaction tx, String estateId, Household after, String building, int limit) {
    var values = Tuple.of(estateId, after.building(), after.unit(), after.room(), building, limit);
    var flats = new LinkedHashMap<Household, Flat>();
    for (var row : tx.preparedQuery(PAGE).execute(values).await()) {
      var home =
          new Household(row.getString("building"), row.getString("unit"), row.getString("room"));
      var flat =
          flats.computeIfAbsent(
              home, x -> new Flat(home, row.getInteger("area_hundredths"), new ArrayList<>()));
      if (row.getString("name") != null) {
        flat.people().add(inhabitant(row));
      }
    }
    return List.copyOf(flats.values());
  }

  private static Inhabitant inhabitant(Row row) {
    return new Inhabitant(
        row.getString("name"),
        row.getString("phone"),
        row.getString("relation"),
        row.getBoolean("lives_here"));
  }

  private static final String AUDIT =
      """
      insert into audit (estate_id, at, actor, role, fields, purpose)
      values ($1, $2, null, $3, 'register:name,phone', $4)
      """;

  /**
   * Notes that somebody read names and phones whole.
   *
   * @param token the name of the reader's token
   * @param homes how many flats they were of
   */
  public static void looked(Transaction tx, String estateId, String token, int homes, Instant now) {
    var purpose = "api, " + homes + " homes";
    tx.write(AUDIT, Tuple.of(estateId, now.atOffset(ZoneOffset.UTC), "api:" + token, purpose));
  }
}
