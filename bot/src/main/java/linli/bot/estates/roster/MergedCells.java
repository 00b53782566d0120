package linli.bot.estates.roster;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import linli.bot.estates.roster.RosterSheet.Merged;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The merged cells of a sheet, which the library that reads the cells does not tell. */
final class MergedCells {

  private static final Pattern RANGE = Pattern.compile("([A-Z]{1,3})(\\d+):([A-Z]{1,3})(\\d+)");
  private static final int LETTERS = 26;

  private MergedCells() {}

  /**
   * @param sheetId the sheet's relation in the workbook, {@code rId1}
   */
  static List<Merged> of(byte[] file, String sheetId) throws IOException {
    var part = new ArrayList<String>();
    elements(
        file,
        "xl/_rels/workbook.xml.rels",
        "Relationship",
        found -> {
          if (sheetId.equals(found.getAttributeValue(null, "Id"))) {
            part.add(found.getAttributeValue(null, "Target"));
          }
        });
    var merged = new ArrayList<Merged>();
    for (var target : part) {
      elements(
          file,
          target.startsWith("/") ? target.substring(1) : "xl/" + target,
          "mergeCell",
          found -> add(found.getAttributeValue(null, "ref"), merged));
    }
    return merged;
  }

  private static void add(String range, List<Merged> merged) {
    var parts = RANGE.matcher(String.valueOf(range));
    if (parts.matches()) {
      merged.add(
          new Merged(
              range,
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(4)),
              column(parts.group(1)),
              column(parts.group(3))));
    }
  }

  /** A = 0, Z = 25, AA = 26. */
  private static int column(String letters) {
    return letters.chars().reduce(0, (sum, letter) -> sum * LETTERS + letter - 'A' + 1) - 1;
  }

  private static void elements(
      byte[] file, String part, String name, Consumer<XMLStreamReader> reader) throws IOException {
    try (var zip = ZipFile.builder().setByteArray(file).get()) {
      var entry = zip.getEntry(part);
      if (entry != null) {
        try (var in = zip.getInputStream(entry)) {
          elements(in, name, reader);
        }
      }
    } catch (XMLStreamException wrong) {
      throw new IOException(wrong);
    }
  }

  private static void elements(InputStream part, String name, Consumer<XMLStreamReader> reader)
      throws XMLStreamException {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    var xml = factory.createXMLStreamReader(part);
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals(name)) {
        reader.accept(xml);
      }
    }
  }
}
