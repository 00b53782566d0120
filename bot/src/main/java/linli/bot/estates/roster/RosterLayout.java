package linli.bot.estates.roster;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import linli.bot.estates.Estate.Building;

/**
 * The buildings that a roster may name.
 *
 * @param fixed those of the estate file by name; with none the roster itself says what there is
 */
record RosterLayout(Map<String, Building> fixed) {

  boolean isFree() {
    return fixed.isEmpty();
  }

  boolean hasBuilding(String building) {
    return isFree() || fixed.containsKey(building);
  }

  boolean hasUnit(String building, String unit) {
    return isFree() || fixed.get(building).units().contains(unit);
  }

  boolean hasRoom(Flat flat) {
    return isFree() || fixed.get(flat.building()).hasRoom(flat.room());
  }

  /** The smallest buildings in which these flats have room. */
  static SortedMap<String, Building> around(Set<Flat> flats) {
    var units = new TreeMap<String, Set<String>>();
    var floors = new TreeMap<String, Integer>();
    var flatsPerFloor = new TreeMap<String, Integer>();
    for (var flat : flats) {
      units.computeIfAbsent(flat.building(), x -> new TreeSet<>()).add(flat.unit());
      floors.merge(flat.building(), flat.floor(), Math::max);
      flatsPerFloor.merge(flat.building(), flat.numberOnFloor(), Math::max);
    }
    var buildings = new TreeMap<String, Building>();
    units.forEach(
        (name, of) ->
            buildings.put(
                name,
                new Building(
                    name, java.util.List.copyOf(of), floors.get(name), flatsPerFloor.get(name))));
    return buildings;
  }
}
