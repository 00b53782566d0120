package linli.bot.estates.roster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import linli.bot.store.CannotStart;

/** Reads a table from CSV: UTF-8 with or without its mark, else GB18030. */
final class CsvFile {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private CsvFile() {}

  /**
   * @throws CannotStart when it is not text or its quotes do not fit
   */
  static RosterSheet read(byte[] file) {
    var lines = new ArrayList<RosterSheet.Line>();
    try (var reader =
        CsvReader.builder()
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(text(file))) {
      for (var found : reader) {
        lines.add(new RosterSheet.Line(lines.size() + 1, List.copyOf(found.getFields())));
      }
    } catch (CsvParseException | IOException wrong) {
      // The reason may quote what stands there.
      throw new CannotStart(
          "roster: expected CSV with fitting quotes, got an error after line " + lines.size());
    }
    return new RosterSheet(lines, List.of());
  }

  private static String text(byte[] file) {
    try {
      var text = decode(file, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      try {
        return decode(file, Charset.forName("GB18030"));
      } catch (CharacterCodingException neither) {
        throw new CannotStart("roster: expected text in UTF-8 or GB18030, got neither");
      }
    }
  }

  /** Fails at the first byte that does not belong there. */
  private static String decode(byte[] file, Charset charset) throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
  }
}
