package linli.bot.estates.roster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import linli.bot.estates.roster.Roster.Area;
import linli.bot.estates.roster.Roster.Home;
import linli.bot.estates.roster.Roster.Person;

/** What a new roster changes in the one that is stored. */
record RosterDifference(List<FlatChange> flats, List<PersonChange> people) {

  /** How something differs. */
  enum Kind {
    ADDED("新增"),
    CHANGED("变更"),
    REMOVED("移出");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** A flat; {@code before} null = new in the roster, {@code after} null = no longer in it. */
  record FlatChange(Flat flat, Area before, Area after) {
    Kind kind() {
      return before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
    }
  }

  /**
   * A person; {@code before} null = never seen, {@code after} null = no longer in the roster. Who
   * had lost every home and comes back is added and has both.
   */
  record PersonChange(Person before, Person after) {
    Kind kind() {
      if (after == null) {
        return Kind.REMOVED;
      }
      return before == null || before.homes().isEmpty() ? Kind.ADDED : Kind.CHANGED;
    }

    boolean hasNewPhone() {
      return after != null
          && before != null
          && !Objects.equals(before.identity().phone(), after.identity().phone());
    }

    /** The homes that are new or different. */
    SortedMap<Flat, Home> homesSet() {
      var set = new TreeMap<>(homes(after));
      homes(before).forEach((flat, home) -> set.remove(flat, home));
      return set;
    }

    /** The homes that are gone. */
    SortedMap<Flat, Home> homesLost() {
      var lost = new TreeMap<>(homes(before));
      lost.keySet().removeAll(homes(after).keySet());
      return lost;
    }

    private static SortedMap<Flat, Home> homes(Person person) {
      return person == null ? Collections.emptySortedMap() : person.homes();
    }
  }

  static RosterDifference between(Roster before, Roster after) {
    return new RosterDifference(flats(before, after), people(before, after));
  }

  private static List<FlatChange> flats(Roster before, Roster after) {
    var changes = new TreeMap<Flat, FlatChange>();
    before.flats().forEach((flat, area) -> changes.put(flat, new FlatChange(flat, area, null)));
    after
        .flats()
        .forEach(
            (flat, area) ->
                changes.put(flat, new FlatChange(flat, before.flats().get(flat), area)));
    return changes.values().stream().filter(c -> !Objects.equals(c.before(), c.after())).toList();
  }

  private static List<PersonChange> people(Roster before, Roster after) {
    var known = RosterMatch.of(before, after);
    var changes = new ArrayList<PersonChange>();
    for (var person : after.people()) {
      var change = new PersonChange(known.get(person), person);
      if (change.before() == null || !isSame(change)) {
        changes.add(change);
      }
    }
    var stayed = Collections.<Person>newSetFromMap(new IdentityHashMap<>());
    stayed.addAll(known.values());
    before.people().stream()
        .filter(person -> !stayed.contains(person) && !person.homes().isEmpty())
        .forEach(person -> changes.add(new PersonChange(person, null)));
    return changes;
  }

  private static boolean isSame(PersonChange change) {
    return !change.hasNewPhone() && change.before().homes().equals(change.after().homes());
  }

  boolean isEmpty() {
    return flats.isEmpty() && people.isEmpty();
  }

  long flats(Kind kind) {
    return flats.stream().filter(change -> change.kind() == kind).count();
  }

  long people(Kind kind) {
    return people.stream().filter(change -> change.kind() == kind).count();
  }

  @Override
  public String toString() {
    return "RosterDifference[" + flats.size() + ", " + people.size() + "]";
  }
}
