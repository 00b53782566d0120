package linli.bot.cases;

/**
 * Where a matter is; every part may be null. Unit, floor and room of a home are personal data.
 *
 * @param zone a place outside the buildings, as the estate calls it: 中心花园
 */
public record CasePlace(String building, String unit, String floor, String room, String zone) {

  public CasePlace(String building, String unit, String floor, String room) {
    this(building, unit, floor, room, null);
  }

  public static final CasePlace UNKNOWN = new CasePlace(null, null, null, null);

  public boolean isKnown() {
    return building != null;
  }

  public CasePlace withUnit(String chosen) {
    return new CasePlace(building, chosen, floor, room, zone);
  }

  public static CasePlace outside(String zone) {
    return new CasePlace(null, null, null, null, zone);
  }

  /** The building and unit, else the place outside, else {@code otherwise}. */
  public String toUnitOr(String otherwise) {
    return isKnown() ? toUnit() : zone == null ? otherwise : zone;
  }

  /** {@code 3号楼2单元}, {@code A座}; empty when nothing is known. */
  public String toUnit() {
    var text = building == null ? "" : buildingName(building);
    return unit == null ? text : text + unit + "单元";
  }

  /** With floor and room: for those who have to go there. */
  public String toDoor() {
    var text = toUnit();
    if (room != null) {
      return text + (room.matches("\\d+") ? room + "室" : room);
    }
    return floor == null ? text : text + floorName(floor);
  }

  public static String buildingName(String building) {
    return building.matches("\\d+") ? building + "号楼" : building + "座";
  }

  private static String floorName(String floor) {
    if (floor.startsWith("-")) {
      return "地下" + floor.substring(1) + "层";
    }
    return floor.matches("\\d+") ? floor + "楼" : floor;
  }

  @Override
  public String toString() {
    return "CasePlace[" + building + "]";
  }
}
