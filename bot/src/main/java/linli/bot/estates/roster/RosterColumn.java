package linli.bot.estates.roster;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A column of the roster and its header. */
enum RosterColumn {
  BUILDING("楼栋", true),
  UNIT("单元", true),
  FLOOR("楼层", false),
  ROOM("房号", true),
  AREA("建筑面积", true),
  AREA_SOURCE("面积来源", false),
  DELIVERY("交付", false),
  NAME("姓名", true),
  PHONE("手机", false),
  RELATION("关系", true),
  LIVES_HERE("居住", false),
  /** Taken and not kept. */
  REMARK("备注", false);

  private final String header;
  private final boolean required;

  RosterColumn(String header, boolean required) {
    this.header = header;
    this.required = required;
  }

  String header() {
    return header;
  }

  boolean required() {
    return required;
  }

  static Optional<RosterColumn> of(String header) {
    return Arrays.stream(values()).filter(c -> c.header.equals(header)).findFirst();
  }

  static String allHeaders() {
    return Arrays.stream(values()).map(RosterColumn::header).collect(Collectors.joining("、"));
  }
}
