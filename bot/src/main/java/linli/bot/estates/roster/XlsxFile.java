package linli.bot.estates.roster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import linli.bot.store.CannotStart;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Reads the first sheet of an Excel workbook. */
final class XlsxFile {

  private XlsxFile() {}

  /**
   * @throws CannotStart when it is not a workbook
   */
  static RosterSheet read(byte[] file) {
    try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
      var first = workbook.getFirstSheet();
      return new RosterSheet(lines(first), MergedCells.of(file, first.getId()));
    } catch (IOException | ExcelReaderException | java.util.NoSuchElementException wrong) {
      throw new CannotStart("roster: expected an Excel workbook (.xlsx) that can be read", wrong);
    }
  }

  private static List<RosterSheet.Line> lines(Sheet sheet) throws IOException {
    try (var rows = sheet.openStream()) {
      var lines = new ArrayList<RosterSheet.Line>();
      rows.forEach(row -> lines.add(new RosterSheet.Line(row.getRowNum(), cells(row))));
      return lines;
    }
  }

  private static List<String> cells(Row row) {
    var cells = new ArrayList<String>(Collections.nCopies(row.getCellCount(), ""));
    row.stream()
        .filter(Objects::nonNull)
        .filter(cell -> cell.getColumnIndex() < cells.size())
        .forEach(cell -> cells.set(cell.getColumnIndex(), text(cell)));
    return cells;
  }

  /** A number as it was typed: 89.6 is kept as 89.599999999999994 there. */
  private static String text(Cell cell) {
    if (cell.getValue() instanceof BigDecimal number) {
      return BigDecimal.valueOf(number.doubleValue()).stripTrailingZeros().toPlainString();
    }
    return cell.getText();
  }
}
