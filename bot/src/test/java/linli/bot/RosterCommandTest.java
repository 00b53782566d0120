package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The commands import and export-roster")
class RosterCommandTest {

  private static final String ROSTER =
      """
      楼栋,单元,房号,建筑面积,姓名,手机,关系
      3,2,1101,89.60,老陈,13900000000,业主
      """;

  @TempDir Path directory;

  private record Run(int status, String out, String err) {}

  private Run run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var status =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void show_apply_and_write_the_roster_of_the_demo() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = file("linli.yml", "database: {url: \"" + fresh.url() + "\"}\n");
      var roster = file("roster.csv", ROSTER);

      var shown = run("import", roster, "--estate", "幸福里小区", "--config", config);
      assertThat(shown.status()).as(shown.err()).isZero();
      assertThat(shown.out())
          .contains("房屋:新增0,变更1,移出", "人员:新增0,变更1,移出64。")
          .endsWith("幸福里小区:还没有写入。核对后加 --yes 再运行一次。\n")
          .doesNotContain("老陈", "13900000000");
      assertThat(run("import", roster, "--estate", "幸福里小区", "--config", config, "--yes").out())
          .endsWith("幸福里小区:已写入。\n");
      assertThat(run("import", roster, "--estate", "幸福里小区", "--config", config).out())
          .isEqualTo("幸福里小区:与名册没有差异。\n");
      var renewed = file("renewed.csv", ROSTER.replace("13900000000", "13811112222"));
      assertThat(run("import", renewed, "--estate", "幸福里小区", "--config", config).out())
          .contains("变更 人员 老* 138****2222 手机")
          .doesNotContain("老陈", "13811112222", "13900000000");

      var exported = directory.resolve("exported.csv");
      assertThat(
              run("export-roster", exported.toString(), "--estate", "幸福里小区", "--config", config)
                  .status())
          .isZero();
      assertThat(Files.readString(exported)).contains("3,2,11,1101,89.60,,已交付,老陈,13900000000,业主,是");
      assertThat(Files.getPosixFilePermissions(exported))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      assertThat(run("import", exported.toString(), "--estate", "幸福里小区", "--config", config).out())
          .isEqualTo("幸福里小区:与名册没有差异。\n");
      assertThat(
              run("export-roster", exported.toString(), "--estate", "幸福里小区", "--config", config)
                  .err())
          .contains("expected a file that does not exist yet");
    }
  }

  @Test
  void end_with_1_when_a_row_is_wrong() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = file("linli.yml", "database: {url: \"" + fresh.url() + "\"}\n");
      var wrong =
          run(
              "import",
              file("bad.csv", ROSTER.replace("业主", "邻居")),
              "--estate",
              "幸福里小区",
              "--config",
              config);
      assertThat(wrong.status()).isOne();
      assertThat(wrong.out()).isEqualTo("第2行 关系:应为业主、家人或租客;实际是“邻居”\n1行有错,什么都没有写入。\n");
    }
  }

  @Test
  void name_the_estates_when_the_asked_one_does_not_exist() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config = file("linli.yml", "database: {url: \"" + fresh.url() + "\"}\n");
      var unknown = run("import", file("roster.csv", ROSTER), "--config", config, "--estate", "北苑");
      assertThat(unknown.status()).isEqualTo(2);
      assertThat(unknown.err())
          .isEqualTo("linli: --estate: expected one of [幸福东院, 幸福里小区], got \"北苑\"\n");
    }
  }

  @Test
  void say_that_another_process_has_the_data_directory() throws IOException {
    var data = Files.createDirectory(directory.resolve("data"));
    var config = file("linli.yml", "data: \"" + data + "\"\n");
    try (var held =
        FileChannel.open(
            data.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      held.lock();
      var refused =
          run("import", file("roster.csv", ROSTER), "--estate", "幸福里小区", "--config", config);
      assertThat(refused.status()).isEqualTo(2);
      assertThat(refused.err()).contains("is in use by another Linli; stop that one");
    }
  }
}
