package linli.bot.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import linli.bot.estates.EstateFile;

/** An invented estate of 2,000 households: 25 buildings with 2 units, 20 floors, 2 flats each. */
final class Town {

  static final int BUILDINGS = 25;
  static final int UNITS = 2;
  private static final int FLOORS = 20;
  private static final int FLATS = 2;
  static final int HOUSEHOLDS = BUILDINGS * UNITS * FLOORS * FLATS;

  static final String OWNERS = "望江苑业主群";
  static final String DESK = "望江苑派单群";
  static final String HANDLER = "望江物业小郑";

  private Town() {}

  /** Somebody who lives there: the account, and where. */
  record Neighbour(String account, int building, int unit) {}

  static Neighbour neighbour(int household) {
    var building = household / (UNITS * FLOORS * FLATS) + 1;
    var unit = household / (FLOORS * FLATS) % UNITS + 1;
    return new Neighbour("住户" + household, building, unit);
  }

  static Neighbour anybody(Random random) {
    return neighbour(random.nextInt(HOUSEHOLDS));
  }

  static Neighbour anybodyOf(int building, Random random) {
    var each = UNITS * FLOORS * FLATS;
    return neighbour((building - 1) * each + random.nextInt(each));
  }

  static String groupOf(int building) {
    return "望江苑" + building + "号楼群";
  }

  static EstateFile file() {
    var buildings =
        lines(
            "  - {building: \"%d\", units: [\"1\", \"2\"], floors: 20, flatsPerFloor: 2}",
            BUILDINGS);
    var groups =
        IntStream.rangeClosed(1, BUILDINGS)
            .mapToObj(n -> "  %s: {audience: residents, building: \"%d\"}".formatted(groupOf(n), n))
            .collect(Collectors.joining("\n"));
    var people =
        IntStream.range(0, HOUSEHOLDS).mapToObj(Town::person).collect(Collectors.joining("\n"));
    var yaml =
        """
        id: wangjiang
        name: 望江苑小区
        community: 望江社区
        committee: 望江社区居委会
        street: 临江街道
        numbers:
          gas: {number: "0000-1", checkedOn: 2026-11-01}
          lift_rescue: {number: "0000-3", checkedOn: 2026-11-01}
          property_duty: {number: "0000-2", checkedOn: 2026-11-01}
        buildings:
        %s
        parties:
          property: {kind: property, name: 望江物业, conversation: 望江苑派单群}
          committee: {kind: committee, name: 望江社区居委会, conversation: "private:望江网格员"}
          street: {kind: street, name: 临江街道, conversation: "private:临江干事"}
        groups:
          望江苑业主群: {audience: residents}
          望江苑派单群: {audience: staff, party: property}
        %s
        people:
          望江物业小郑: {staff: [{role: property_manager, party: property, title: 物业}, {role: repair, party: property, title: 物业}]}
          望江网格员: {staff: [{role: grid_worker, party: committee, title: 网格员}]}
          临江干事: {staff: [{role: street_duty, party: street, title: 街道值守}]}
        %s
        duty:
          property_manager: [{person: 望江物业小郑}]
          repair: [{person: 望江物业小郑}]
          grid_worker: [{person: 望江网格员}]
          street_duty: [{person: 临江干事}]
        """
            .formatted(buildings, groups, people);
    return EstateFile.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "the town");
  }

  private static String lines(String form, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(form::formatted)
        .collect(Collectors.joining("\n"));
  }

  private static String person(int household) {
    var at = neighbour(household);
    var flat = household % (FLOORS * FLATS);
    return "  %s: {homes: [{at: %d-%d-%d0%d}]}"
        .formatted(at.account(), at.building(), at.unit(), flat / FLATS + 1, flat % FLATS + 1);
  }
}
