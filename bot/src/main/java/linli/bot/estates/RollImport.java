package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.estates.EstateFile.RollEntry;
import linli.bot.store.Transaction;

/**
 * Writes what an estate file says about votes: owners and areas of an invented estate, the rules.
 */
final class RollImport {

  private RollImport() {}

  /**
   * Changes no area and no owner that is there.
   *
   * @throws BadEstateFile when an area is none, or the estate is a real one
   */
  static void run(Transaction tx, EstateFile file) {
    for (var entry : file.roll()) {
      if (!file.demo()) {
        throw new BadEstateFile("roll: expected demo: true; a real estate has a roster");
      }
      areas(tx, file.id(), entry);
      owners(tx, file.id(), entry);
      delivery(tx, file.id(), entry.unsold(), "unsold");
      delivery(tx, file.id(), entry.undelivered(), "undelivered");
    }
    rules(tx, file);
  }

  private static final String AREAS =
      """
      update household set area_hundredths = $3, area_source = $4
      where estate_id = $1 and building = $2 and area_hundredths is null
      """;

  private static void areas(Transaction tx, String estateId, RollEntry entry) {
    try {
      var hundredths = new BigDecimal(entry.area()).movePointRight(2).intValueExact();
      tx.preparedQuery(AREAS)
          .execute(Tuple.of(estateId, entry.building(), hundredths, entry.source()))
          .await();
    } catch (NumberFormatException | ArithmeticException | NullPointerException none) {
      throw new BadEstateFile(
          "roll." + entry.building() + ": expected an area such as 90.00, got " + entry.area());
    }
  }

  private static final String OWNERS =
      """
      with nobodys as (
        select building, unit, room, 'roll:' || building || '-' || unit || '-' || room as person_key
        from household h
        where estate_id = $1 and building = $2
          and not exists (
            select from resident r
            where r.estate_id = h.estate_id and r.building = h.building and r.unit = h.unit
              and r.room = h.room and r.relation = 'owner')),
      people as (
        insert into person (estate_id, person_key, name)
        select $1, person_key, $3 from nobodys
        on conflict (estate_id, person_key) do update set name = excluded.name
        returning person_id, person_key)
      insert into resident (estate_id, person_id, building, unit, room, relation, lives_here)
      select $1, person_id, building, unit, room, 'owner', false
      from nobodys join people using (person_key)
      on conflict do nothing
      """;

  /** They have the name of who says nothing about himself: nobody is asked whether he is one. */
  private static final String NAMELESS = "住户";

  private static void owners(Transaction tx, String estateId, RollEntry entry) {
    tx.preparedQuery(OWNERS).execute(Tuple.of(estateId, entry.building(), NAMELESS)).await();
  }

  private static final String DELIVERY =
      """
      update household set delivery = $3
      where estate_id = $1 and building || '-' || unit || '-' || room = $2
      """;

  private static void delivery(
      Transaction tx, String estateId, List<String> flats, String delivery) {
    for (var flat : flats) {
      if (tx.preparedQuery(DELIVERY).execute(Tuple.of(estateId, flat, delivery)).await().rowCount()
          == 0) {
        throw new BadEstateFile("roll: expected a flat of the estate, got " + flat);
      }
    }
  }

  private static final String PROFILES = "/linli/votes/profiles.tsv";

  /** The first column of the table of cities' rules. */
  private static List<String> profiles() {
    try (var in = RollImport.class.getResourceAsStream(PROFILES);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t")[0])
          .toList();
    } catch (IOException broken) {
      throw new IllegalStateException(PROFILES, broken);
    }
  }

  private static final String RULES =
      """
      insert into vote_rule (estate_id, profile, silence, silence_source) values ($1, $2, $3, $4)
      on conflict (estate_id) do update
      set profile = excluded.profile, silence = excluded.silence,
          silence_source = excluded.silence_source
      """;

  private static final String STANDARD = "default";
  private static final List<String> SILENCE = List.of("NOT_PARTICIPATING", "FOLLOW_MAJORITY");

  private static void rules(Transaction tx, EstateFile file) {
    if (file.votes() == null) {
      return;
    }
    var profile = Objects.requireNonNullElse(file.votes().profile(), STANDARD);
    if (!profiles().contains(profile)) {
      throw new BadEstateFile("votes.profile: expected one of " + profiles() + ", got " + profile);
    }
    var silence = Objects.requireNonNullElse(file.votes().silence(), SILENCE.getFirst());
    if (!SILENCE.contains(silence)) {
      throw new BadEstateFile("votes.silence: expected one of " + SILENCE + ", got " + silence);
    }
    var follows = silence.equals(SILENCE.getLast());
    var source = file.votes().silenceSource();
    if (follows == (source == null || source.isBlank())) {
      throw new BadEstateFile(
          "votes.silenceSource: expected "
              + (follows
                  ? "the rule of the assembly that says so (议事规则第几条)"
                  : "none without a rule")
              + ", got "
              + source);
    }
    tx.preparedQuery(RULES).execute(Tuple.of(file.id(), profile, silence, source)).await();
  }
}
