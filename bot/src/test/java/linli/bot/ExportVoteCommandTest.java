package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import linli.bot.store.TestDatabase;
import linli.bot.votes.VoteStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command export-vote")
class ExportVoteCommandTest {

  private final VoteStage stage = new VoteStage();

  @TempDir Path directory;

  private record Run(int status, String out, String err) {}

  private Run run(String id, Path file) throws IOException {
    var config = directory.resolve("linli.yml");
    Files.writeString(config, "database: {url: \"" + TestDatabase.url() + "\"}\n");
    var out = new StringWriter();
    var err = new StringWriter();
    var status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(
                "export-vote",
                id,
                file.toString(),
                "--estate",
                "南苑小区",
                "--config",
                config.toString());
    return new Run(status, out.toString(), err.toString());
  }

  @Test
  void writes_what_tally_counts_again() throws IOException {
    var vote = stage.open();
    var export = stage.count(vote);
    var file = directory.resolve("vote-1");

    var run = run(Integer.toString(vote.no()), file);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("已导出。任何人都可以运行 ./linli tally %s 重新计票。\n".formatted(file));
    assertThat(file).hasBinaryContent(export);
    assertThat(
            Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .execute("tally", file.toString()))
        .isZero();
  }

  @Test
  void writes_nothing_before_the_vote_is_counted() throws IOException {
    var vote = stage.open();
    var file = directory.resolve("vote-1");

    assertThat(run(Integer.toString(vote.no()), file))
        .isEqualTo(new Run(2, "", "linli: export-vote: 应为已经计票的表决编号;实际是 " + vote.no() + "\n"));
    assertThat(file).doesNotExist();
  }

  @Test
  void replaces_no_file() throws IOException {
    var vote = stage.open();
    stage.count(vote);
    var file = Files.writeString(directory.resolve("vote-1"), "mine");

    assertThat(run(Integer.toString(vote.no()), file))
        .isEqualTo(new Run(2, "", "linli: export-vote: 应为可以新建的文件;实际不能写 " + file + "\n"));
    assertThat(file).hasContent("mine");
  }
}
