package linli.bot.estates.roster;

/**
 * What is wrong in one cell.
 *
 * @param row as the file's reader numbers it, the first is 1
 * @param got as it stands there, never a name or a whole phone number
 */
public record RosterProblem(int row, String column, String expected, String got) {

  /** One line for who has to correct it. */
  public String line() {
    return "第%d行 %s:应为%s;实际是%s".formatted(row, column, expected, got);
  }

  @Override
  public String toString() {
    return "RosterProblem[" + row + "]";
  }
}
