package linli.bot.households;

import io.vertx.sqlclient.Row;

/** Where a household (户) is. */
public record Household(String building, String unit, String room) {

  /** 3-2-1101. */
  public String name() {
    return building + "-" + unit + "-" + room;
  }

  /**
   * @param name as {@link #name} writes it
   */
  public static Household named(String name) {
    var parts = name.split("-");
    return new Household(parts[0], parts[1], parts[2]);
  }

  static Household of(Row row) {
    return new Household(row.getString("building"), row.getString("unit"), row.getString("room"));
  }

  @Override
  public String toString() {
    return "Household[]";
  }
}
