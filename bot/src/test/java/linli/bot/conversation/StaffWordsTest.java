package linli.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import linli.bot.conversation.StaffWords.Meant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What staff say in their own words")
class StaffWordsTest {

  private static final Set<String> PARTIES =
      Set.of("社区", "居委会", "街道", "市政", "供电公司", "派出所", "物业", "万家物业");

  /** Of 44 that the rules were not written with; measured. */
  private static final int UNDERSTOOD_OF_HELD_OUT = 34;

  private final StaffWords words = StaffWords.load();

  private record Said(String verb, String text) {}

  private static List<Said> table(String name) throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/conversation", name)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(cells -> new Said(cells[0], cells[1]))
        .toList();
  }

  private String verb(Said said) {
    return words.read(said.text(), PARTIES::contains).map(m -> m.verb().name()).orElse("-");
  }

  @Test
  void is_the_verb_that_is_meant() throws IOException {
    assertThat(table("staff-said.tsv"))
        .hasSizeGreaterThan(100)
        .allSatisfy(said -> assertThat(verb(said)).as(said.text()).isEqualTo(said.verb()));
  }

  @Test
  void is_never_another_verb_and_seldom_none_in_sentences_not_seen_before() throws IOException {
    var heldOut = table("staff-held-out.tsv");
    assertThat(heldOut)
        .allSatisfy(said -> assertThat(verb(said)).as(said.text()).isIn(said.verb(), "-"));
    assertThat(heldOut.stream().filter(s -> !s.verb().equals("-") && verb(s).equals(s.verb())))
        .hasSizeGreaterThanOrEqualTo(UNDERSTOOD_OF_HELD_OUT);
  }

  @Test
  void is_taken_apart_into_what_is_named_and_what_stands_beside_the_verb() {
    var done = read("3号楼2单元电梯修好了,换了门锁触点");
    assertThat(done.types()).containsExactly("elevator");
    assertThat(done.words()).isEqualTo("换了门锁触点");
    assertThat(read("等配件 缓到周五").words()).isEqualTo("等配件 周五");
    assertThat(read("这个不归我们管 转社区").words()).isEqualTo("社区 这个不归我们管");
    assertThat(read("1123-07修好了 换了锁").numbers()).hasToString("[1123-07]");
  }

  @Test
  void is_unsure_where_something_unknown_is_named_beside_the_verb() {
    assertThat(read("喷泉那单不归我们管,转街道").unsure()).isTrue();
    assertThat(read("修好了 5号楼").namesNothing()).isFalse();
    assertThat(read("修好了 换了门锁").unsure()).isTrue();
    assertThat(read("修好了 换了触点").unsure()).isFalse();
  }

  private Meant read(String text) {
    return words.read(text, PARTIES::contains).orElseThrow();
  }
}
