package linli.bot.estates.roster;

import java.util.Comparator;

/** Where a flat (户) is. */
record Flat(String building, String unit, String room) implements Comparable<Flat> {

  /** 2 before 10. */
  private static final Comparator<String> AS_COUNTED =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private static final Comparator<Flat> ORDER =
      Comparator.comparing(Flat::building, AS_COUNTED)
          .thenComparing(Flat::unit, AS_COUNTED)
          .thenComparing(Flat::room, AS_COUNTED);

  private static final int DIGITS_OF_THE_FLAT = 2;

  /** 3-2-1101. */
  String name() {
    return building + "-" + unit + "-" + room;
  }

  /** Rooms are numbered floor + 01, 02 … */
  int floor() {
    return Integer.parseInt(room.substring(0, room.length() - DIGITS_OF_THE_FLAT));
  }

  int numberOnFloor() {
    return Integer.parseInt(room.substring(room.length() - DIGITS_OF_THE_FLAT));
  }

  @Override
  public int compareTo(Flat other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "Flat[]";
  }
}
