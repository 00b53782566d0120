package linli.bot.conversation;

import java.util.Optional;
import java.util.regex.Pattern;
import linli.bot.cases.CasePlace;
import linli.bot.estates.Estate;
import linli.bot.estates.Estate.Building;
import linli.bot.households.Household;
import linli.nlp.Understander;

/** The household that somebody writes, checked against the buildings of the estate. */
final class HomeWords {

  /** What stands behind the flat. */
  private static final Pattern FIRST_WORD = Pattern.compile("^\\S+\\s*");

  private final Understander understander;

  HomeWords(Understander understander) {
    this.understander = understander;
  }

  /** What was written. */
  sealed interface Written {
    /** A household that the estate's buildings can have. */
    record Home(Household household) implements Written {}

    /** There is no such building or unit, or the flat does not fit into it. */
    record NotHere(String key, Object[] gaps) implements Written {}

    /** No household, or a part of one. */
    record Unclear() implements Written {}
  }

  /** Where there is one unit only it need not be written: 6-101. */
  private static final Pattern WITHOUT_UNIT = Pattern.compile("(\\w{1,3})-(\\d{3,4})");

  /** Reads 3-2-1101, 三号楼二单元1101, 6-101 where there is one unit only. */
  Written read(Turn turn, String text) {
    var written = WITHOUT_UNIT.matcher(text.strip().split("\\s+")[0]);
    return written.matches()
        ? turn.estate()
            .building(written.group(1))
            .map(building -> inBuilding(building, null, written.group(2)))
            .orElseGet(() -> understood(turn, text))
        : understood(turn, text);
  }

  private Written understood(Turn turn, String text) {
    var places = understander.understandAddressed(text).places();
    if (places.isEmpty() || places.getFirst().building() == null) {
      return new Written.Unclear();
    }
    var place = places.getFirst();
    var building = turn.estate().building(place.building());
    if (building.isEmpty()) {
      return notHere(
          "bind.no-building",
          "wrong",
          CasePlace.buildingName(place.building()),
          "buildings",
          buildings(turn.estate()));
    }
    return inBuilding(building.get(), place.unit(), place.room());
  }

  private static Written inBuilding(Building building, String written, String room) {
    var only = building.units().size() == 1 ? building.units().getFirst() : null;
    var unit = written == null ? only : written;
    if (unit != null && !building.units().contains(unit)) {
      return notHere(
          "bind.no-unit",
          "building",
          CasePlace.buildingName(building.name()),
          "units",
          PlaceResolver.list(building.units()));
    }
    if (unit == null || room == null) {
      return new Written.Unclear();
    }
    return building.hasRoom(room)
        ? new Written.Home(new Household(building.name(), unit, room))
        : notHere(
            "bind.no-room",
            "building",
            CasePlace.buildingName(building.name()),
            "floors",
            building.floors(),
            "flats",
            building.flatsPerFloor(),
            "room",
            room);
  }

  private static Written notHere(String key, Object... gaps) {
    return new Written.NotHere(key, gaps);
  }

  private static String buildings(Estate estate) {
    return PlaceResolver.list(estate.buildings().keySet().stream().toList()) + "号楼";
  }

  /** A line that begins with a flat, without it; empty when it begins with something else. */
  Optional<String> afterHome(Turn turn, String line) {
    var first = line.strip().split("\\s+")[0];
    return read(turn, first) instanceof Written.Home
        ? Optional.of(FIRST_WORD.matcher(line.strip()).replaceFirst(""))
        : Optional.empty();
  }

  /** 3号楼2单元1101室. */
  static String door(Household home) {
    return place(home).toDoor();
  }

  static CasePlace place(Household home) {
    return new CasePlace(home.building(), home.unit(), null, home.room());
  }
}
