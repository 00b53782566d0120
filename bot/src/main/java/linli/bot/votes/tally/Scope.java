package linli.bot.votes.tally;

/**
 * Whose vote it is (范围): the estate, one building, or one unit of a building.
 *
 * @param building null: every building
 * @param unit null: every unit
 */
public record Scope(String building, String unit) {

  public Scope {
    if (building == null && unit != null) {
      throw new IllegalArgumentException("a unit belongs to a building");
    }
  }

  public static Scope estate() {
    return new Scope(null, null);
  }

  public static Scope building(String building) {
    return new Scope(building, null);
  }

  boolean covers(Household household) {
    return (building == null || building.equals(household.building()))
        && (unit == null || unit.equals(household.unit()));
  }
}
