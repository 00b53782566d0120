package linli.bot.estates.roster;

import java.util.List;
import java.util.Optional;

/** A table as it stands in a file. */
public record RosterSheet(List<Line> lines, List<Merged> merged) {

  /**
   * Reads CSV, or an Excel workbook, which is a zip file.
   *
   * @throws linli.bot.store.CannotStart when it is not a table
   */
  public static RosterSheet of(byte[] file) {
    var zipped = file.length > 1 && file[0] == 'P' && file[1] == 'K';
    return zipped ? XlsxFile.read(file) : CsvFile.read(file);
  }

  /**
   * @param number as people see it, the first line is 1
   */
  public record Line(int number, List<String> cells) {

    /** The cell without what stands around its text; empty where the line ends before it. */
    public String cell(int column) {
      return column < cells.size() ? Blanks.strip(cells.get(column)) : "";
    }

    public boolean isBlank() {
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
  public record Merged(String range, int firstRow, int lastRow, int firstColumn, int lastColumn) {
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
