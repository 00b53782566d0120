package linli.bot.votes;

/** A flat of an owner as it stands in the roll of a vote; the area in 0.01 m². */
public record OwnFlat(String building, String unit, String room, long areaHundredths) {

  /** 3-2-1101. */
  public String name() {
    return building + "-" + unit + "-" + room;
  }

  @Override
  public String toString() {
    return "OwnFlat[]";
  }
}
