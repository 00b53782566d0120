package linli.bot.estates.roster;

import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linli.bot.estates.roster.Roster.Person;

/**
 * Finds the people of a roster among those that are known: by name and phone, else, when their
 * phone is new, by name and a flat that they share.
 */
final class RosterMatch {

  private final Set<Person> free;
  private final Map<Person, Person> known = new IdentityHashMap<>();

  private RosterMatch(List<Person> before) {
    this.free = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    this.free.addAll(before);
  }

  /** Who of {@code before} each of {@code after} is; who is new is not in it. */
  static Map<Person, Person> of(Roster before, Roster after) {
    var match = new RosterMatch(before.people());
    match.byIdentity(before, after);
    match.byFlat(before, after);
    return match.known;
  }

  private void byIdentity(Roster before, Roster after) {
    var candidates = before.byIdentity();
    for (var person : after.people()) {
      candidates.getOrDefault(person.identity(), List.of()).stream()
          .max(Comparator.comparing(person::sharesFlatWith))
          .ifPresent(found -> take(person, found));
    }
  }

  private void byFlat(Roster before, Roster after) {
    var names = new HashSet<String>();
    after.people().stream()
        .filter(person -> !known.containsKey(person))
        .forEach(person -> names.add(person.identity().name()));
    var candidates = before.people().stream().filter(p -> names.contains(p.identity().name()));
    var left = candidates.filter(free::contains).toList();
    for (var person : after.people()) {
      if (!known.containsKey(person)) {
        byFlat(person, left);
      }
    }
  }

  private void byFlat(Person person, List<Person> left) {
    var found =
        left.stream()
            .filter(free::contains)
            .filter(p -> p.identity().name().equals(person.identity().name()))
            .filter(person::sharesFlatWith)
            .toList();
    if (found.size() == 1) { // of two nobody can say which
      take(person, found.getFirst());
    }
  }

  private void take(Person person, Person found) {
    known.put(person, found);
    free.remove(found);
  }
}
