package linli.bot.estates.roster;

/** One row: one person in one flat. */
record RosterRow(
    int number, Flat flat, Roster.Area area, Roster.Identity identity, Roster.Home home) {
  @Override
  public String toString() {
    return "RosterRow[" + number + "]";
  }
}
