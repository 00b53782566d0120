package linli.bot.estates.roster;

import java.util.List;
import java.util.Optional;

/** A table as it stands in a file. */
record RosterSheet(List<Line> lines, List<Merged> merged) {

  /**
   * @param number as people see it, the first line is 1
   */
  record Line(int number, List<String> cells) {

    /** The cell without what stands around its text; empty where the line ends before it. */
    String cell(int column) {
      return column < cells.size() ? Blanks.strip(cells.get(column)) : "";
    }

    boolean isBlank() {
      return cells.stream().allMatch(cell -> Blanks.strip(cell).isEmpty());
    }

    @Override
    public String toString() {
      return "Line[" + number + "]";
    }
  }

  /**
   * Cells that were made one: {@code A3:B5}.
   *
   * @param firstRow counted from 1
   * @param firstColumn counted from 0
   */
  record Merged(String range, int firstRow, int lastRow, int firstColumn, int lastColumn) {
    boolean covers(int row, int column) {
      return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
    }
  }

  Optional<Merged> mergedAt(int row, int column) {
    return merged.stream().filter(cells -> cells.covers(row, column)).findFirst();
  }

  @Override
  public String toString() {
    return "RosterSheet[" + lines.size() + "]";
  }
}
