package linli.nlp.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A tab-separated resource of this module: lines with {@code #} in front are comments. */
public final class Table {

  private Table() {}

  /** The rows of a file without a header line. */
  public static List<String[]> rows(String name) {
    try (InputStream in = open(name);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** The rows below the header line. */
  public static List<String[]> rowsBelowHeader(String name) {
    List<String[]> rows = rows(name);
    return rows.subList(1, rows.size());
  }

  /**
   * @param name path below {@code linli/nlp/}
   */
  public static InputStream open(String name) {
    InputStream in = Table.class.getResourceAsStream("/linli/nlp/" + name);
    if (in == null) {
      throw new IllegalStateException("expected the resource linli/nlp/" + name);
    }
    return in;
  }
}
