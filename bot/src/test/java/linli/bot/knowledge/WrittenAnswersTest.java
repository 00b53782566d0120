package linli.bot.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.knowledge.WrittenAnswers.Use;
import linli.bot.store.TestDatabase;
import linli.bot.store.Transaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Answers that are written down")
class WrittenAnswersTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final Instant NOW = Instant.parse("2026-11-27T02:00:00Z");
  private static final String ESTATE = EstateFile.shippedDemo().id();

  private static final String OWN =
      """
      - id: fee-rate
        ask: [物业费多少钱一平]
        answer: 住宅每平方米每月1.60元。
        source: 2026年物业服务合同
        checked: 2026-11-01
        until: 2026-12-31
      """;

  private final WrittenAnswers written = new WrittenAnswers();

  @BeforeEach
  void a_database_with_what_is_shipped() {
    TestDatabase.clean();
    written.ship(TestDatabase.pool());
    in(
        tx -> {
          EstateImport.run(tx, EstateFile.shippedDemo(), "webhook", Instant.EPOCH);
          return null;
        });
  }

  private <T> T in(Function<Transaction, T> work) {
    return TestDatabase.transactions().run(work::apply);
  }

  private Optional<String> answerTo(String question, LocalDate day) {
    return in(tx -> written.find(tx, ESTATE, question, day)).map(Entry::id);
  }

  private record Question(String part, String entry, String text) {}

  private static List<Question> questions(String part) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/knowledge/questions.tsv")).stream()
        .filter(line -> line.startsWith(part))
        .map(line -> line.split("\t"))
        .map(columns -> new Question(columns[0], columns[1], columns[2]))
        .toList();
  }

  /** Prints what docs/benchmarks.md says of it. */
  @Test
  void are_found_by_other_words_and_not_by_questions_about_other_things() throws IOException {
    var right = 0;
    var wrong = 0;
    var known = 0;
    var others = new ArrayList<String>();
    for (var question : questions("test")) {
      var answer = answerTo(question.text(), TODAY);
      if (question.entry().equals("-")) {
        answer.ifPresent(others::add);
      } else {
        known++;
        right += answer.equals(Optional.of(question.entry())) ? 1 : 0;
        wrong += answer.isPresent() && !answer.get().equals(question.entry()) ? 1 : 0;
      }
    }
    System.out.printf(
        "answers: %d of %d right, %d wrong, %d to other questions%n",
        right, known, wrong, others.size());
    assertThat(known).isGreaterThanOrEqualTo(150);
    assertThat((double) right / known).isGreaterThanOrEqualTo(0.9);
    assertThat((double) wrong / known).isLessThanOrEqualTo(0.06);
    assertThat(others).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void end_with_the_last_day_of_their_validity() {
    assertThat(answerTo("空置的房子物业费能优惠吗", LocalDate.of(2027, 12, 31))).contains("fee-vacant");
    assertThat(answerTo("空置的房子物业费能优惠吗", LocalDate.of(2028, 1, 1)))
        .isNotEqualTo(Optional.of("fee-vacant"));
  }

  @Test
  void of_an_estate_stand_in_the_place_of_those_that_are_shipped() {
    put(OWN);
    assertThat(in(tx -> written.find(tx, ESTATE, "我们物业费多少钱一平", TODAY)).map(Entry::answer))
        .contains("住宅每平方米每月1.60元。");
    assertThat(in(tx -> written.find(tx, "another", "我们物业费多少钱一平", TODAY)).map(Entry::source))
        .contains("民法典第943条");
  }

  @Test
  void that_have_run_out_do_not_let_the_shipped_one_speak_for_the_estate() {
    put(OWN);
    assertThat(answerTo("我们物业费多少钱一平", LocalDate.of(2027, 1, 1)))
        .isNotEqualTo(Optional.of("fee-rate"));
  }

  @Test
  void are_shipped_once_and_again_when_they_are_gone() {
    in(
        tx -> {
          put(OWN);
          tx.query("delete from knowledge where estate_id = '*'").execute().await();
          return null;
        });
    written.ship(TestDatabase.pool());
    assertThat(answerTo("遛狗必须用绳子牵吗", TODAY)).isEmpty();
    in(tx -> tx.query("delete from knowledge_shipped").execute().await());
    written.ship(TestDatabase.pool());
    assertThat(answerTo("遛狗必须用绳子牵吗", TODAY)).contains("dog-leash");
  }

  @Test
  void count_as_answered_on_the_spot_only_when_the_person_says_so() {
    in(
        tx -> {
          var entry = written.find(tx, ESTATE, "遛狗必须用绳子牵吗", TODAY).orElseThrow();
          var first = written.answered(tx, ESTATE, entry, true, NOW);
          var second = written.answered(tx, ESTATE, entry, true, NOW);
          written.answered(tx, ESTATE, entry, false, NOW);
          written.heard(tx, ESTATE, first, true, NOW);
          written.heard(tx, ESTATE, first, false, NOW); // the first word counts
          written.heard(tx, ESTATE, second, false, NOW);
          return null;
        });
    var uses = in(tx -> written.uses(tx, ESTATE));
    assertThat(uses).containsExactly(new Use("dog-leash", 3, 1, 1));
  }

  @Test
  void find_nothing_in_nothing() {
    for (var nothing : List.of("", "?!", "😀😀", "'", "\\", "​", "a".repeat(10_000))) {
      assertThat(answerTo(nothing, TODAY)).as(nothing).isEmpty();
    }
  }

  @Test
  void that_are_shipped_are_sixty_and_more() {
    assertThat(EntryFile.shipped()).hasSizeGreaterThanOrEqualTo(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id: fee-rate       | id: F    | entry 1 (F): id: expected 2 to 40 small letters, digits and -
          [物业费多少钱一平] | []       | entry 1 (fee-rate): ask: expected one question or more
          2026年物业服务合同 | ''       | entry 1 (fee-rate): source: expected where the answer stands written
          until: 2026-12-31  | until: 2026-10-31 | entry 1 (fee-rate): until: expected a day not before 2026-11-01
          checked: 2026-11-01 | words: x | entry 1 (fee-rate): checked: expected the day of the last comparison, as 2026-11-23
          """)
  void that_are_wrong_are_refused_with_the_reason(String from, String to, String reason) {
    assertThatThrownBy(() -> EntryFile.read(OWN.replace(from, to), "own.yml"))
        .isInstanceOf(BadEntries.class)
        .hasMessage("own.yml: " + reason);
  }

  @Test
  void that_are_too_long_for_a_group_are_refused() {
    assertThatThrownBy(() -> EntryFile.read(OWN.replace("住宅", "住宅".repeat(30)), "own.yml"))
        .hasMessageStartingWith("own.yml: entry 1 (fee-rate): answer: with its source ");
  }

  private void put(String yaml) {
    in(
        tx -> {
          written.put(tx, ESTATE, EntryFile.read(yaml, "own.yml"));
          return null;
        });
  }
}
