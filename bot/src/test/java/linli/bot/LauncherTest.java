package linli.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The launcher")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs a POSIX shell")
class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "cat",
          "dirname",
          "find",
          "head",
          "mkdir",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "tar",
          "touch",
          "tr");

  /** Prints its process, directory and arguments, a line each. */
  private static final String FAKE_JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "%s" 2026-01-01' >&2; exit; fi
      echo "process $$"
      echo "directory $PWD"
      for argument in "$@"; do echo "[$argument]"; done
      """;

  private static final String FAKE_MAVEN =
      """
      echo "maven on $JAVA_HOME: $*"
      mkdir -p bot/target
      echo built >bot/target/linli.jar
      """;

  @TempDir Path folder;
  private Path root;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void lay_out_a_fresh_machine() throws IOException {
    root = Files.createDirectories(folder.toRealPath().resolve("our copy"));
    Files.copy(Path.of("..", "linli"), root.resolve("linli"));
    Files.writeString(root.resolve("mvnw"), FAKE_MAVEN);
    Files.writeString(root.resolve("pom.xml"), "");
    for (var module : List.of("adapters", "nlp-models", "schedules", "bot")) {
      Files.createDirectories(root.resolve(module).resolve("src/main"));
    }
    environment.put("PATH", tools().toString());
    environment.put("HOME", folder.toString());
    environment.put("LINLI_JDK_PLACES", folder.resolve("jvm").toString());
  }

  @Nested
  @DisplayName("looking for a JDK")
  class Looking_for_a_jdk {

    @Test
    void takes_JAVA_HOME_when_it_is_new_enough() throws IOException {
      environment.put("JAVA_HOME", jdk("elsewhere/jdk 21", "21").toString());
      jdk("jvm/jdk-25", "25");
      assertThat(which().output()).isEqualTo(folder.resolve("elsewhere/jdk 21") + "\n");
    }

    @Test
    void passes_over_an_old_JAVA_HOME_and_an_old_java_on_the_path() throws IOException {
      environment.put("JAVA_HOME", jdk("elsewhere/jdk-11", "11.0.2").toString());
      putOnPath(jdk("jvm/jdk-17", "17.0.15"));
      jdk("jvm/jdk-21", "21.0.4");
      jdk("jvm/jdk-25", "25.0.3");
      assertThat(which().output()).isEqualTo(folder.resolve("jvm/jdk-25") + "\n");
    }

    @Test
    void follows_the_links_of_the_java_on_the_path() throws IOException {
      var home = jdk("somewhere/jdk-22", "22");
      putOnPath(home);
      jdk("jvm/jdk-25", "25");
      assertThat(which().output()).isEqualTo(home.toRealPath() + "\n");
    }

    @Test
    void finds_the_layouts_of_macOS() throws IOException {
      jdk("jvm/temurin-21.jdk/Contents/Home", "21.0.1");
      assertThat(which().output()).endsWith("/temurin-21.jdk/Contents/Home\n");
      jdk("jvm/openjdk@23/libexec/openjdk.jdk/Contents/Home", "23");
      assertThat(which().output()).endsWith("/openjdk@23/libexec/openjdk.jdk/Contents/Home\n");
    }

    @Test
    void asks_java_itself_when_there_is_no_release_file() throws IOException {
      Files.delete(jdk("jvm/jdk-8", "1.8.0_302").resolve("release"));
      Files.delete(jdk("jvm/jdk-24", "24-ea").resolve("release"));
      assertThat(which().output()).isEqualTo(folder.resolve("jvm/jdk-24") + "\n");
    }

    @Test
    void says_which_old_ones_it_found() throws IOException {
      putOnPath(jdk("jvm/jdk-17", "17.0.15"));
      jdk("jvm/jdk-8", "1.8.0_302");
      var refused = which();
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.errors())
          .contains("a JDK of 21 or newer is needed; found only 17 in ")
          .contains("8 in ");
    }

    @Test
    void says_that_there_is_none_at_all() throws IOException {
      Files.delete(jdk("jvm/only-a-jre-25", "25").resolve("bin/javac"));
      var refused = which();
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.output()).isEmpty();
      assertThat(refused.errors())
          .contains("a JDK of 21 or newer is needed; found none.")
          .contains("without javac");
    }

    private Result which() throws IOException {
      return launch("--which-java");
    }
  }

  @Nested
  @DisplayName("starting a command")
  class Starting_a_command {

    @BeforeEach
    void install_a_jdk() throws IOException {
      jdk("jvm/jdk-25", "25");
    }

    @Test
    void builds_what_is_not_there_with_the_jdk_it_found() throws IOException {
      var result = launch("understand");
      assertThat(result.errors())
          .contains("maven on " + folder.resolve("jvm/jdk-25") + ": -q -B -DskipTests package");
      assertThat(result.output()).doesNotContain("maven").contains("[-jar]");
      assertThat(root.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void builds_again_only_when_something_is_newer() throws IOException {
      launch("understand");
      assertThat(launch("understand").errors()).isEmpty();

      var tomorrow = FileTime.from(Instant.now().plusSeconds(86_400));
      var source = Files.createDirectories(root.resolve("nlp-models/corpus")).resolve("a.tsv");
      Files.setLastModifiedTime(Files.writeString(source, "new"), tomorrow);
      assertThat(launch("understand").errors()).contains("building");
    }

    @Test
    void takes_over_from_a_build_that_was_killed() throws IOException {
      var dead = new ProcessBuilder("sh", "-c", "exit").start();
      dead.onExit().join();
      var lock = Files.createDirectories(root.resolve("target/build.lock"));
      Files.writeString(lock.resolve("owner"), Long.toString(dead.pid()));
      assertThat(launch("serve").errors()).contains("building");
    }

    @Test
    void says_that_the_build_failed() throws IOException {
      Files.writeString(root.resolve("mvnw"), "echo 'no such artifact'; exit 1");
      var failed = launch("serve");
      assertThat(failed.status()).isEqualTo(1);
      assertThat(failed.errors()).contains("no such artifact").contains("the build failed");
      assertThat(failed.output()).isEmpty();
      assertThat(root.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void becomes_java_and_stays_in_the_callers_directory() throws IOException {
      var result = launch("serve", "--config", "my config.yml", "lift broken");
      assertThat(result.output())
          .startsWith("process " + result.process() + "\ndirectory " + folder.toRealPath() + "\n")
          .contains("[-Xmx384m]")
          .contains("[-Dlinli.home=" + root + "]")
          .endsWith(
              "[-jar]\n[%s]\n[serve]\n[--config]\n[my config.yml]\n[lift broken]\n"
                  .formatted(root.resolve("bot/target/linli.jar")));
    }

    @Test
    void keeps_an_archive_of_classes_per_command_and_drops_one_that_was_cut_off()
        throws IOException {
      launch("serve");
      var archive = root.resolve("bot/target/linli-serve.jsa");
      Files.write(archive, new byte[4096]);
      assertThat(launch("serve").output()).contains("[-XX:SharedArchiveFile=" + archive + "]");
      assertThat(archive).doesNotExist();
    }

    @Test
    void works_through_a_link() throws IOException {
      var link = folder.resolve("linli");
      Files.createSymbolicLink(link, root.resolve("linli"));
      assertThat(launchFrom(link, "understand").output())
          .contains("[" + root.resolve("bot/target/linli.jar") + "]");
    }
  }

  private Path jdk(String place, String version) throws IOException {
    var home = folder.resolve(place);
    Files.createDirectories(home.resolve("bin"));
    executable(home.resolve("bin/java"), FAKE_JAVA.formatted(version));
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    return home;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void putOnPath(Path home) throws IOException {
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));
    environment.merge("PATH", bin.toString(), (tools, own) -> own + ":" + tools);
  }

  /** The few programs that the launcher may use, and no Java of this machine among them. */
  private Path tools() throws IOException {
    var bin = Files.createDirectories(folder.resolve("tools"));
    for (var tool : TOOLS) {
      var real = Path.of("/usr/bin", tool);
      var program = Files.exists(real) ? real : Path.of("/bin", tool);
      executable(bin.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(program));
    }
    return bin;
  }

  private Result launch(String... arguments) throws IOException {
    return launchFrom(root.resolve("linli"), arguments);
  }

  private Result launchFrom(Path script, String... arguments) throws IOException {
    var builder = new ProcessBuilder("/bin/sh", script.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    var errors = folder.resolve("errors.txt");
    var process = builder.directory(folder.toFile()).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes());
    assertThat(process.onExit().orTimeout(30, TimeUnit.SECONDS).join().isAlive()).isFalse();
    return new Result(process.pid(), process.exitValue(), output, Files.readString(errors));
  }

  private record Result(long process, int status, String output, String errors) {}
}
