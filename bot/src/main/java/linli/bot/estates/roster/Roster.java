package linli.bot.estates.roster;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who belongs to which flat of an estate, and how large the flats are. */
record Roster(SortedMap<Flat, Area> flats, List<Person> people) {

  /**
   * @param hundredths of a square metre
   * @param source where it was read, or null
   * @param delivery whose vote it is: the developer's until it is handed over
   */
  record Area(int hundredths, String source, Delivery delivery) {

    private static final int SCALE = 2;

    /** 89.60. */
    String number() {
      return BigDecimal.valueOf(hundredths, SCALE).toPlainString();
    }
  }

  /** How somebody belongs to a flat. */
  record Home(Relation relation, boolean livesHere) {}

  /** The name and the phone, which together are one person. */
  record Identity(String name, String phone) {
    @Override
    public String toString() {
      return "Identity[]";
    }
  }

  /**
   * @param key of the row in the database, null for somebody who stands in a file
   */
  record Person(String key, Identity identity, SortedMap<Flat, Home> homes) {

    boolean sharesFlatWith(Person other) {
      return homes.keySet().stream().anyMatch(other.homes::containsKey);
    }

    @Override
    public String toString() {
      return "Person[" + homes.size() + "]";
    }
  }

  /** The roster of rows that fit together. */
  static Roster of(List<RosterRow> rows) {
    var flats = new TreeMap<Flat, Area>();
    var people = new LinkedHashMap<Identity, SortedMap<Flat, Home>>();
    for (var row : rows) {
      flats.merge(row.flat(), row.area(), Roster::better);
      people.computeIfAbsent(row.identity(), x -> new TreeMap<>()).put(row.flat(), row.home());
    }
    return new Roster(
        flats,
        people.entrySet().stream()
            .map(person -> new Person(null, person.getKey(), person.getValue()))
            .toList());
  }

  /** Of rows that agree, the one that names the source. */
  private static Area better(Area one, Area other) {
    return one.source() == null ? other : one;
  }

  boolean isEmpty() {
    return flats.isEmpty() && people.stream().allMatch(person -> person.homes().isEmpty());
  }

  Map<Identity, List<Person>> byIdentity() {
    var found = new HashMap<Identity, List<Person>>();
    people.forEach(
        person ->
            found.computeIfAbsent(person.identity(), x -> new java.util.ArrayList<>()).add(person));
    return found;
  }

  @Override
  public String toString() {
    return "Roster[" + flats.size() + ", " + people.size() + "]";
  }
}
