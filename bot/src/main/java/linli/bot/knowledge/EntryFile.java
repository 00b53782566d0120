package linli.bot.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import linli.nlp.text.TextNormalizer;

/** A file of answers; its form is in docs/knowledge.md. */
public final class EntryFile {

  private static final String SHIPPED = "/linli/knowledge/zh-CN.yml";
  private static final int LONGEST_IN_GROUP = 90;

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .registerModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private EntryFile() {}

  /**
   * One entry as it stands in the file.
   *
   * @param ask the ways in which people ask it; the first is shown to staff
   * @param words further words that people use, between spaces, or null
   * @param about one of these, between spaces, must stand in a question; null: none must
   */
  public record Written(
      String id,
      List<String> ask,
      String words,
      String about,
      String answer,
      String source,
      LocalDate checked,
      LocalDate until) {

    Entry entry() {
      return new Entry(id, ask.getFirst(), answer, source, checked, until);
    }

    /** Everything that a question may be found by. */
    String asked() {
      return String.join(" ", ask) + (words == null ? "" : " " + words);
    }

    /** In the spelling in which questions are compared. */
    String[] mustName() {
      return about == null ? null : TextNormalizer.normalize(about).strip().split(" +");
    }
  }

  static byte[] shippedBytes() {
    try (var in = EntryFile.class.getResourceAsStream(SHIPPED)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  /** What the product brings for every estate. */
  public static List<Written> shipped() {
    return read(new String(shippedBytes(), StandardCharsets.UTF_8), SHIPPED);
  }

  /**
   * @throws BadEntries when it cannot be read or an entry is wrong
   */
  public static List<Written> read(Path file) {
    try {
      return read(Files.readString(file), file.getFileName().toString());
    } catch (IOException unreadable) {
      throw new BadEntries(file + ": cannot be read as UTF-8 text");
    }
  }

  static List<Written> read(String yaml, String source) {
    List<Written> written;
    try {
      written = YAML.readValue(yaml, new TypeReference<List<Written>>() {});
    } catch (JsonProcessingException wrong) {
      var at = wrong.getLocation() == null ? "" : ", line " + wrong.getLocation().getLineNr();
      throw new BadEntries(source + at + ": " + wrong.getOriginalMessage());
    }
    if (written == null || written.isEmpty()) {
      throw new BadEntries(source + ": holds no entries");
    }
    var ids = new HashSet<String>();
    for (var i = 0; i < written.size(); i++) {
      var one = written.get(i);
      var problems = problems(one);
      if (one.id() != null && !ids.add(one.id())) {
        problems.add("a second entry with this id");
      }
      if (!problems.isEmpty()) {
        throw new BadEntries(
            "%s: entry %d (%s): %s".formatted(source, i + 1, one.id(), problems.getFirst()));
      }
    }
    return written;
  }

  private static List<String> problems(Written one) {
    var problems = new ArrayList<String>();
    if (one.id() == null || !one.id().matches("[a-z0-9][a-z0-9-]{1,39}")) {
      problems.add("id: expected 2 to 40 small letters, digits and -");
    }
    if (one.ask() == null || one.ask().isEmpty() || one.ask().stream().anyMatch(EntryFile::blank)) {
      problems.add("ask: expected one question or more");
    }
    if (blank(one.answer())) {
      problems.add("answer: expected a text");
    }
    if (blank(one.source())) {
      problems.add("source: expected where the answer stands written");
    }
    if (one.checked() == null) {
      problems.add("checked: expected the day of the last comparison, as 2026-11-23");
    } else if (one.until() != null && one.until().isBefore(one.checked())) {
      problems.add("until: expected a day not before " + one.checked());
    }
    if (problems.isEmpty() && length(one) > LONGEST_IN_GROUP) {
      problems.add(
          "answer: with its source %d characters, expected at most %d"
              .formatted(length(one), LONGEST_IN_GROUP));
    }
    return problems;
  }

  /** As {@link WrittenAnswers#said} says it. */
  private static int length(Written one) {
    var said = WrittenAnswers.said(one.entry());
    return said.codePointCount(0, said.length());
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
