package linli.nlp.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One line {@code label<TAB>text} of a user's own file. */
public record LabelledText(String label, String text) {

  /**
   * The lines of the files in order; blank lines are left out.
   *
   * @throws CorpusException at a file that cannot be read, a line without a label, a tab or a text,
   *     and one that repeats another's text
   */
  public static List<LabelledText> read(List<Path> files) {
    List<LabelledText> lines = new ArrayList<>();
    Map<String, String> sources = new HashMap<>();
    for (Path file : files) {
      List<String> raw = lines(file);
      for (int i = 0; i < raw.size(); i++) {
        if (!raw.get(i).isBlank()) {
          String source = file.getFileName() + ":" + (i + 1);
          LabelledText line = parse(raw.get(i), source);
          String earlier = sources.putIfAbsent(line.text(), source);
          if (earlier != null) {
            throw new CorpusException(source, "repeats the text of " + earlier);
          }
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private static LabelledText parse(String line, String source) {
    int tab = line.indexOf('\t');
    if (tab <= 0 || line.indexOf('\t', tab + 1) >= 0 || line.substring(tab).isBlank()) {
      throw new CorpusException(source, "expected label and text with one tab between them");
    }
    return new LabelledText(line.substring(0, tab).strip(), line.substring(tab + 1).strip());
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new CorpusException(file.toString(), "cannot be read as UTF-8 text");
    }
  }
}
