package linli.bot.votes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.ExportFile.Read;
import linli.bot.votes.tally.Choice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The export of a vote")
class VoteEvidenceTest {

  private final VoteStage stage = new VoteStage();
  private String receipt;
  private byte[] export;

  @BeforeEach
  void vote() {
    var vote = stage.open();
    receipt = ((CastResult.Counted) stage.cast(vote, "赵一", Choice.FOR)).receipt();
    stage.cast(vote, "钱二", Choice.AGAINST);
    export = stage.count(vote);
  }

  private static List<String> damages(byte[] file) {
    return ((Read.Tampered) ExportFile.read(file)).damages();
  }

  private List<String> lines() {
    return new ArrayList<>(List.of(new String(export, UTF_8).split("\n")));
  }

  private static byte[] file(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  @Test
  void holds_the_receipt_of_every_ballot_and_nobody() {
    var text = new String(export, UTF_8);

    assertThat(text).containsOnlyOnce(receipt).doesNotContain("赵一", "钱二", "room");
    assertThat(lines()).hasSize(1 + 8 + 2 + 1);
  }

  @Test
  void ends_with_the_value_that_is_published() {
    var sound = (Read.Sound) ExportFile.read(export);
    var head = VoteStage.sql("select head_hash from vote").getFirst().getString(0);

    assertThat(sound.hash()).isEqualTo(head);
    assertThat(lines().getLast()).startsWith(head + " {\"result\":");
  }

  @Test
  void shows_each_changed_byte_with_its_line() {
    var line = 1;
    for (var at = 0; at < export.length; at++) {
      var changed = export.clone();
      changed[at] ^= 1;
      assertThat(damages(changed)).as("byte %d", at).isNotEmpty();
      assertThat(damages(changed).getFirst()).as("byte %d", at).startsWith("第" + line + "行");
      if (export[at] == '\n') {
        line++;
      }
    }
  }

  @Test
  void tells_a_changed_value_from_a_changed_line() {
    var value = export.clone();
    value[0] = (byte) (value[0] == 'a' ? 'b' : 'a');
    assertThat(damages(value)).singleElement().asString().matches("第1行\\(字节0至\\d+\\):行首的校验码被改动");
    var content = export.clone();
    content[70] ^= 1;
    assertThat(damages(content))
        .singleElement()
        .asString()
        .matches("第1行\\(字节0至\\d+\\):与校验码不符,这一行被改动,或它前面多了、少了、调换了行");
  }

  @Test
  void shows_where_a_line_is_missing_doubled_or_moved() {
    for (var at = 1; at < lines().size() - 1; at++) {
      var missing = lines();
      missing.remove(at);
      assertThat(damages(file(missing)).getFirst()).startsWith("第" + (at + 1) + "行");
      var doubled = lines();
      doubled.add(at, doubled.get(at));
      assertThat(damages(file(doubled)).getFirst()).startsWith("第" + (at + 2) + "行");
      var moved = lines();
      Collections.swap(moved, at, at - 1);
      assertThat(damages(file(moved)).getFirst()).startsWith("第" + at + "行");
    }
  }

  @Test
  void is_not_taken_without_its_end() {
    var cut = new String(export, UTF_8).substring(0, export.length / 2).getBytes(UTF_8);
    assertThat(damages(cut).getLast()).endsWith("应以换行结束;实际没有,文件可能被截断");
  }
}
