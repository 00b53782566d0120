package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The command code-sheet")
class CodeSheetCommandTest {

  @TempDir Path directory;

  private String run(int status, String... arguments) {
    var said = new StringWriter();
    var writer = new PrintWriter(said, true);
    assertThat(Main.commandLine().setOut(writer).setErr(writer).execute(arguments))
        .as(said.toString())
        .isEqualTo(status);
    return said.toString();
  }

  @Test
  void writes_a_slip_for_every_household_that_only_its_owner_can_read() throws IOException {
    try (var fresh = TestDatabase.fresh()) {
      var config =
          Files.writeString(
                  directory.resolve("linli.yml"), "database: {url: \"" + fresh.url() + "\"}\n")
              .toString();
      var sheet = directory.resolve("codes.html");
      var out = sheet.toString();
      assertThat(run(0, "code-sheet", "幸福里小区", "4", "--out", out, "--config", config))
          .contains("22户", "30天内有效");
      assertThat(Files.readString(sheet))
          .contains("幸福里小区 4-1-1102")
          .containsPattern("<code>[2-9A-Z]{5}-[2-9A-Z]{5}</code>")
          .doesNotContain("小王", "http");
      assertThat(Files.getPosixFilePermissions(sheet))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      // A sheet that cannot be written leaves the codes of the one before good.
      assertThat(run(2, "code-sheet", "幸福里小区", "4", "--out", out, "--config", config))
          .contains("expected a file that does not exist yet");
      assertThat(run(2, "code-sheet", "幸福里小区", "9", "--config", config))
          .contains("expected one of [1, 2, 3, 4, 5, 6], got \"9\"");
      assertThat(run(2, "code-sheet", "幸福里小区", "4", "--days", "0", "--config", config))
          .contains("expected 1 to 365");
    }
  }
}
