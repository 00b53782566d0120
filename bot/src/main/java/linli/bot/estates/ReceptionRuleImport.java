package linli.bot.estates;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import linli.bot.estates.EstateFile.BadEstateFile;
import linli.bot.estates.EstateFile.ReceptionEntry;
import linli.bot.estates.EstateFile.RotaEntry;
import linli.bot.store.Transaction;
import linli.schedules.HolidayPolicy;
import linli.schedules.QuietHours;

/** Checks the reception days of an estate file and writes them into the database. */
final class ReceptionRuleImport {

  /** February has as many: a fixed day that every month has. */
  private static final int LAST_DAY = 28;

  /** Eight minutes a person (decisions 5). */
  private static final int SLOT_MINUTES = 8;

  private static final int LONGEST_SLOT_MINUTES = 120;

  /** So that a line in a group stays short. */
  private static final int LONGEST_PLACE = 10;

  private ReceptionRuleImport() {}

  /** Its coming days are dropped by the next planning. */
  private static final String RETIRE =
      """
      update reception_rule set active = false where estate_id = $1 and active
      """;

  private static final String WRITE =
      """
      insert into reception_rule (estate_id, days, starts_at, ends_at, place, whereabouts, policy,
                                  slot_minutes, secretary, deputy, manager)
      select $1, $2, $3, $4, $5, $6, $7, $8, s.person_id, d.person_id, m.person_id
      from person s
      left join person d on d.estate_id = $1 and d.person_key = $10
      left join person m on m.estate_id = $1 and m.person_key = $11
      where s.estate_id = $1 and s.person_key = $9
      on conflict (estate_id) do update
      set days = excluded.days, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
          place = excluded.place, whereabouts = excluded.whereabouts, policy = excluded.policy,
          slot_minutes = excluded.slot_minutes, secretary = excluded.secretary,
          deputy = excluded.deputy, manager = excluded.manager, active = true
      """;

  /**
   * Ends the reception days of the estate when the file has none.
   *
   * @throws BadEstateFile when a day, a time, a place or a person cannot be used
   */
  static void run(Transaction tx, EstateFile file) {
    var rule = file.reception();
    if (rule == null) {
      tx.write(RETIRE, Tuple.of(file.id()));
      return;
    }
    var starts = time(rule.starts(), "starts");
    var ends = time(rule.ends(), "ends");
    checkTimes(rule, starts, ends);
    checkPeople(
        file, "secretary, deputy, manager", rule.secretary(), rule.deputy(), rule.manager());
    tx.preparedQuery(WRITE)
        .execute(
            Tuple.tuple()
                .addValue(file.id())
                .addValue(days(rule))
                .addValue(starts)
                .addValue(ends)
                .addValue(place(rule.place(), "place"))
                .addValue(
                    rule.whereabouts() == null ? null : place(rule.whereabouts(), "whereabouts"))
                .addValue(policy(rule.holidays()).name())
                .addValue(slot(rule))
                .addValue(rule.secretary())
                .addValue(rule.deputy())
                .addValue(rule.manager()))
        .await();
    tx.write(FORGET_ROTA, Tuple.of(file.id()));
    for (var entry : rota(file, rule)) {
      tx.write(
          WRITE_ROTA,
          Tuple.of(file.id(), entry.day(), entry.secretary(), entry.deputy(), entry.manager()));
    }
  }

  private static final String FORGET_ROTA =
      """
      delete from reception_rota where estate_id = $1
      """;

  private static final String WRITE_ROTA =
      """
      insert into reception_rota (estate_id, day, secretary, deputy, manager)
      select $1, $2, s.person_id, d.person_id, m.person_id
      from person s
      left join person d on d.estate_id = $1 and d.person_key = $4
      left join person m on m.estate_id = $1 and m.person_key = $5
      where s.estate_id = $1 and s.person_key = $3
      """;

  /** Each day of the rota with everybody who receives then. */
  private static List<RotaEntry> rota(EstateFile file, ReceptionEntry rule) {
    var written = rule.rota() == null ? List.<RotaEntry>of() : rule.rota();
    var days = written.stream().map(RotaEntry::day).toList();
    if (!rule.days().containsAll(days) || new HashSet<>(days).size() != days.size()) {
      throw bad("rota", "different days out of " + rule.days(), days);
    }
    var whole =
        written.stream()
            .map(
                entry ->
                    new RotaEntry(
                        entry.day(),
                        Objects.requireNonNullElse(entry.secretary(), rule.secretary()),
                        entry.deputy() == null ? rule.deputy() : entry.deputy(),
                        entry.manager() == null ? rule.manager() : entry.manager()))
            .toList();
    for (var entry : whole) {
      var of = "rota of the " + entry.day() + "th";
      checkPeople(file, of, entry.secretary(), entry.deputy(), entry.manager());
    }
    return whole;
  }

  private static Integer[] days(ReceptionEntry rule) {
    var days = rule.days() == null ? List.<Integer>of() : rule.days();
    var usable = days.stream().allMatch(day -> day != null && day >= 1 && day <= LAST_DAY);
    if (days.isEmpty() || !usable || new HashSet<>(days).size() != days.size()) {
      throw bad("days", "different days from 1 to 28, for example [5, 15, 25]", rule.days());
    }
    return days.toArray(Integer[]::new);
  }

  private static LocalTime time(String written, String key) {
    if (written == null || !written.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
      throw bad(key, "a time such as 19:00", written);
    }
    return LocalTime.parse(written);
  }

  private static void checkTimes(ReceptionEntry rule, LocalTime starts, LocalTime ends) {
    if (starts.isBefore(QuietHours.END) || ends.isAfter(QuietHours.BEGIN)) {
      throw bad("starts", "a session between 08:00 and 21:00", rule.starts() + "-" + rule.ends());
    }
    if (Duration.between(starts, ends).toMinutes() < slot(rule)) {
      throw bad("ends", "an end at least one slot after " + rule.starts(), rule.ends());
    }
  }

  private static int slot(ReceptionEntry rule) {
    var slot = rule.slotMinutes() == null ? SLOT_MINUTES : rule.slotMinutes();
    if (slot < 1 || slot > LONGEST_SLOT_MINUTES) {
      throw bad("slotMinutes", "1 to 120", slot);
    }
    return slot;
  }

  private static String place(String written, String key) {
    if (written == null || written.isBlank() || written.length() > LONGEST_PLACE) {
      throw bad(key, "at most " + LONGEST_PLACE + " characters", written);
    }
    return written;
  }

  private static HolidayPolicy policy(String written) {
    try {
      return written == null ? HolidayPolicy.DEFER_HOLIDAY : HolidayPolicy.valueOf(written);
    } catch (IllegalArgumentException unknown) {
      throw bad("holidays", "one of " + List.of(HolidayPolicy.values()), written);
    }
  }

  /** Nobody stands in for himself, and everybody is a member of staff of this estate. */
  private static void checkPeople(
      EstateFile file, String key, String secretary, String deputy, String manager) {
    if (secretary == null) {
      throw bad("secretary", "a name from people", null);
    }
    var named = Stream.of(secretary, deputy, manager).filter(Objects::nonNull).toList();
    for (var name : named) {
      var person = file.people().get(name);
      if (person == null || person.staff() == null || person.staff().isEmpty()) {
        throw bad(key, "names from people who have a role", name);
      }
    }
    if (new HashSet<>(named).size() != named.size()) {
      throw bad(key, "different people", String.join(", ", named));
    }
  }

  private static BadEstateFile bad(String key, String expected, Object got) {
    return new BadEstateFile("reception." + key + ": expected " + expected + ", got " + got);
  }
}
