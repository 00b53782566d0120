package linli.bot.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import linli.bot.estates.EstateFile;

/** Invented estates beside the demo: three buildings, their groups, a staff group, residents. */
final class Quarter {

  /**
   * An estate as the mix needs to know it.
   *
   * @param rooms groups of residents
   * @param desk the group of the property's staff
   */
  record Estate(
      String id,
      List<String> rooms,
      String desk,
      String handler,
      List<String> residents,
      List<String> units) {}

  static final Estate DEMO =
      new Estate(
          "xingfuli",
          List.of("3号楼邻里群", "幸福里业主群"),
          "派单群",
          "李经理",
          List.of("老陈", "阿梅", "小孙", "刘姨", "老李", "老周", "小马", "老赵", "小王", "小李", "张大爷", "赵某", "王强"),
          List.of("1号楼1单元", "1号楼2单元", "2号楼1单元", "2号楼2单元", "3号楼1单元", "3号楼2单元"));

  private static final int RESIDENTS = 40;

  private Quarter() {}

  static Estate estate(int number) {
    var name = name(number);
    return new Estate(
        "bench" + number,
        List.of(name + "业主群", name + "1号楼群", name + "2号楼群", name + "3号楼群"),
        name + "派单群",
        name + "经理",
        IntStream.range(0, RESIDENTS).mapToObj(i -> resident(number, i)).toList(),
        List.of("1号楼1单元", "1号楼2单元", "2号楼1单元", "2号楼2单元", "3号楼1单元", "3号楼2单元"));
  }

  /** The file that an operator would import for it. */
  static EstateFile file(int number) {
    var name = name(number);
    var people =
        IntStream.range(0, RESIDENTS)
            .mapToObj(
                i ->
                    "  %s: {homes: [{at: %d-%d-%d01}]}"
                        .formatted(resident(number, i), i % 3 + 1, i / 3 % 2 + 1, i % 12 + 1))
            .collect(Collectors.joining("\n"));
    var yaml =
        """
        id: bench%1$d
        name: %2$s小区
        community: %2$s社区
        committee: %2$s社区居委会
        street: 试验街道
        numbers:
          gas: {number: "0000-1", checkedOn: 2026-11-01}
          property_duty: {number: "0000-2", checkedOn: 2026-11-01}
        buildings:
          - {building: "1", units: ["1", "2"], floors: 15, flatsPerFloor: 2}
          - {building: "2", units: ["1", "2"], floors: 15, flatsPerFloor: 2}
          - {building: "3", units: ["1", "2"], floors: 15, flatsPerFloor: 2}
        parties:
          property: {kind: property, name: %2$s物业, conversation: %2$s派单群}
          committee: {kind: committee, name: %2$s社区居委会, conversation: "private:%2$s网格员"}
          street: {kind: street, name: 试验街道, conversation: "private:%2$s干事"}
        groups:
          %2$s业主群: {audience: residents}
          %2$s1号楼群: {audience: residents, building: "1"}
          %2$s2号楼群: {audience: residents, building: "2"}
          %2$s3号楼群: {audience: residents, building: "3"}
          %2$s派单群: {audience: staff, party: property}
        people:
        %3$s
          %2$s经理: {staff: [{role: property_manager, party: property, title: 物业经理}]}
          %2$s网格员: {staff: [{role: grid_worker, party: committee, title: 网格员}]}
          %2$s干事: {staff: [{role: street_duty, party: street, title: 街道值守}]}
        duty:
          property_manager: [{person: %2$s经理}]
          grid_worker: [{person: %2$s网格员}]
          street_duty: [{person: %2$s干事}]
        """
            .formatted(number, name, people);
    return EstateFile.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "estate " + number);
  }

  private static String name(int number) {
    return "试验" + (char) ('A' + number) + "里";
  }

  private static String resident(int estate, int number) {
    return "居民" + (char) ('A' + estate) + number;
  }
}
