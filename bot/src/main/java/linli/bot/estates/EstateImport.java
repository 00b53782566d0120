package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.estates.EstateFile.PersonEntry;
import linli.bot.store.Transaction;

/** Writes an estate file into the database; doing it again changes what the file changed. */
public final class EstateImport {

  private EstateImport() {}

  /**
   * Imports the estate; accounts, groups and parties are put on {@code channel}, an account's id
   * being the person's name there (decisions of the {@code webhook} channel).
   *
   * @throws BadEstateFile when the file names a party, a person or a home that it does not define
   */
  public static void run(Transaction tx, EstateFile file, String channel, Instant now) {
    estate(tx, file);
    noise(tx, file);
    buildings(tx, file);
    parties(tx, file, channel);
    people(tx, file, channel, now);
    groups(tx, file, channel);
    routes(tx, file);
    duty(tx, file);
    numbers(tx, file);
    ReceptionRuleImport.run(tx, file);
    RollImport.run(tx, file);
    confirmBindings(tx, file);
  }

  /** Without roles in the file those that are stored stay. */
  private static void confirmBindings(Transaction tx, EstateFile file) {
    if (file.confirmBindings().isEmpty()) {
      return;
    }
    tx.preparedQuery("delete from binding_role where estate_id = $1")
        .execute(Tuple.of(file.id()))
        .await();
    var rows = new ArrayList<Tuple>();
    for (var role : file.confirmBindings()) {
      rows.add(Tuple.of(file.id(), role, rows.size() + 1));
    }
    batch(tx, "insert into binding_role (estate_id, role, rank) values ($1, $2, $3)", rows);
  }

  private static void estate(Transaction tx, EstateFile file) {
    tx.preparedQuery(
            """
            insert into estate (estate_id, name, community, committee, street, offer_unaddressed, demo)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (estate_id) do update
            set name = excluded.name, community = excluded.community, committee = excluded.committee,
                street = excluded.street, offer_unaddressed = excluded.offer_unaddressed,
                demo = excluded.demo
            """)
        .execute(
            Tuple.of(
                file.id(),
                file.name(),
                file.community(),
                file.committee(),
                file.street(),
                file.offerUnaddressed() == null || file.offerUnaddressed(),
                file.demo()))
        .await();
  }

  private static void noise(Transaction tx, EstateFile file) {
    if (file.noise() == null) {
      return;
    }
    tx.preparedQuery(
            """
            update estate
            set case_lines = coalesce($2, case_lines),
                person_answers = coalesce($3, person_answers),
                person_minutes = coalesce($4, person_minutes),
                group_answers = coalesce($5, group_answers),
                group_minutes = coalesce($6, group_minutes),
                person_reports = coalesce($7, person_reports)
            where estate_id = $1
            """)
        .execute(
            Tuple.tuple()
                .addValue(file.id())
                .addValue(file.noise().caseLines())
                .addValue(file.noise().personAnswers())
                .addValue(file.noise().personMinutes())
                .addValue(file.noise().groupAnswers())
                .addValue(file.noise().groupMinutes())
                .addValue(file.noise().personReports()))
        .await();
  }

  private static void buildings(Transaction tx, EstateFile file) {
    var buildings = new ArrayList<Tuple>();
    var flats = new ArrayList<Tuple>();
    for (var entry : file.buildings()) {
      buildings.add(
          Tuple.of(
              file.id(),
              entry.building(),
              entry.units().toArray(String[]::new),
              entry.floors(),
              entry.flatsPerFloor()));
      for (var unit : entry.units()) {
        for (int floor = 1; floor <= entry.floors(); floor++) {
          for (int flat = 1; flat <= entry.flatsPerFloor(); flat++) {
            flats.add(Tuple.of(file.id(), entry.building(), unit, "%d%02d".formatted(floor, flat)));
          }
        }
      }
    }
    batch(
        tx,
        """
        insert into building (estate_id, building, units, floors, flats_per_floor)
        values ($1, $2, $3, $4, $5)
        on conflict (estate_id, building) do update
        set units = excluded.units, floors = excluded.floors, flats_per_floor = excluded.flats_per_floor,
            from_roster = false
        """,
        buildings);
    batch(
        tx,
        """
        insert into household (estate_id, building, unit, room) values ($1, $2, $3, $4)
        on conflict do nothing
        """,
        flats);
  }

  /** Where a party reads is mostly said in chat: a file that says nothing of it leaves it so. */
  private static void parties(Transaction tx, EstateFile file, String channel) {
    var rows = new ArrayList<Tuple>();
    file.parties()
        .forEach(
            (id, party) ->
                rows.add(
                    Tuple.of(
                        file.id(),
                        id,
                        party.kind(),
                        party.name(),
                        party.conversation() == null
                            ? null
                            : party.channel() == null ? channel : party.channel(),
                        party.conversation(),
                        orEmpty(party.phones()).toArray(String[]::new))));
    batch(
        tx,
        """
        insert into party (estate_id, party_id, kind, name, channel, conversation, phones)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (estate_id, party_id) do update
        set kind = excluded.kind, name = excluded.name, phones = excluded.phones,
            channel = coalesce(excluded.channel, party.channel),
            conversation = coalesce(excluded.conversation, party.conversation)
        """,
        rows);
  }

  private static void people(Transaction tx, EstateFile file, String channel, Instant now) {
    file.people()
        .forEach(
            (name, person) -> {
              var id = person(tx, file.id(), name);
              account(tx, file.id(), channel, name, id);
              if (person.homes() != null) {
                FileHomes.run(tx, file.id(), id, name, person.homes(), now);
              }
              staff(tx, file, name, id, person);
            });
  }

  private static long person(Transaction tx, String estateId, String name) {
    return tx.preparedQuery(
            """
            insert into person (estate_id, person_key, name) values ($1, $2, $2)
            on conflict (estate_id, person_key) do update set name = excluded.name
            returning person_id
            """)
        .execute(Tuple.of(estateId, name))
        .await()
        .iterator()
        .next()
        .getLong("person_id");
  }

  private static void account(
      Transaction tx, String estateId, String channel, String accountId, long personId) {
    tx.preparedQuery(
            """
            insert into account (channel, account_id, estate_id, person_id) values ($1, $2, $3, $4)
            on conflict (channel, account_id) do update
            set estate_id = excluded.estate_id, person_id = excluded.person_id
            """)
        .execute(Tuple.of(channel, accountId, estateId, personId))
        .await();
  }

  private static void staff(
      Transaction tx, EstateFile file, String name, long personId, PersonEntry person) {
    var rows = new ArrayList<Tuple>();
    for (var entry : orEmpty(person.staff())) {
      requireParty(file, entry.party(), "people." + name + ".staff.party");
      rows.add(Tuple.of(file.id(), personId, entry.role(), entry.party(), entry.title()));
    }
    batch(
        tx,
        """
        insert into staff_role (estate_id, person_id, role, party_id, title)
        values ($1, $2, $3, $4, $5)
        on conflict (estate_id, person_id, role) do update
        set party_id = excluded.party_id, title = excluded.title
        """,
        rows);
  }

  private static void groups(Transaction tx, EstateFile file, String channel) {
    var rows = new ArrayList<Tuple>();
    file.groups()
        .forEach(
            (conversation, group) -> {
              if (group.party() != null) {
                requireParty(file, group.party(), "groups." + conversation + ".party");
              }
              rows.add(
                  Tuple.of(
                      group.channel() == null ? channel : group.channel(),
                      conversation,
                      file.id(),
                      group.audience(),
                      group.building(),
                      group.party()));
            });
    batch(
        tx,
        """
        insert into chat_group (channel, conversation, estate_id, audience, building, party_id)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (channel, conversation) do update
        set estate_id = excluded.estate_id, audience = excluded.audience,
            building = excluded.building, party_id = excluded.party_id
        """,
        rows);
  }

  private static void routes(Transaction tx, EstateFile file) {
    tx.write("delete from route where estate_id = $1", Tuple.of(file.id()));
    var rows = new ArrayList<Tuple>();
    for (var route : file.routes()) {
      requireParty(file, route.party(), "routes.party");
      rows.add(
          Tuple.of(
              file.id(),
              route.type(),
              route.site() == null ? "*" : route.site(),
              route.party(),
              route.role()));
    }
    batch(
        tx,
        """
        insert into route (estate_id, issue_type, site, party_id, role) values ($1, $2, $3, $4, $5)
        on conflict (estate_id, issue_type, site) do update
        set party_id = excluded.party_id, role = excluded.role
        """,
        rows);
  }

  private static void duty(Transaction tx, EstateFile file) {
    for (var role : file.duty().entrySet()) {
      int rank = 0;
      tx.write(
          "delete from duty where estate_id = $1 and role = $2",
          Tuple.of(file.id(), role.getKey()));
      for (var entry : role.getValue()) {
        rank++;
        if (!file.people().containsKey(entry.person())) {
          throw new BadEstateFile(
              "duty." + role.getKey() + ": expected a name from people, got " + entry.person());
        }
        tx.preparedQuery(
                """
                insert into duty (estate_id, role, rank, person_id, weekdays, from_minute, to_minute)
                select $1, $2, $3, person_id, $5, $6, $7
                from person where estate_id = $1 and person_key = $4
                on conflict (estate_id, role, rank) do update
                set person_id = excluded.person_id, weekdays = excluded.weekdays,
                    from_minute = excluded.from_minute, to_minute = excluded.to_minute
                """)
            .execute(
                Tuple.of(
                    file.id(),
                    role.getKey(),
                    rank,
                    entry.person(),
                    entry.isoWeekdays(),
                    DutyHours.from(clock(entry.starts())),
                    DutyHours.to(clock(entry.ends()))))
            .await();
      }
    }
  }

  private static void numbers(Transaction tx, EstateFile file) {
    var rows = new ArrayList<Tuple>();
    file.numbers()
        .forEach(
            (purpose, entry) ->
                rows.add(Tuple.of(file.id(), purpose, entry.number(), entry.checkedOn())));
    batch(
        tx,
        """
        insert into local_number (estate_id, purpose, number, checked_on) values ($1, $2, $3, $4)
        on conflict (estate_id, purpose) do update
        set number = excluded.number, checked_on = excluded.checked_on
        """,
        rows);
  }

  private static String clock(String written) {
    if (written != null && !DutyHours.isClock(written)) {
      throw new BadEstateFile("duty: expected a time such as 08:30, got " + written);
    }
    return written;
  }

  private static void requireParty(EstateFile file, String party, String key) {
    if (!file.parties().containsKey(party)) {
      throw new BadEstateFile(
          key + ": expected one of " + file.parties().keySet() + ", got " + party);
    }
  }

  private static void batch(Transaction tx, String sql, List<Tuple> rows) {
    if (!rows.isEmpty()) {
      tx.preparedQuery(sql).executeBatch(rows).await();
    }
  }

  private static <T> List<T> orEmpty(List<T> list) {
    return list == null ? List.of() : list;
  }
}
