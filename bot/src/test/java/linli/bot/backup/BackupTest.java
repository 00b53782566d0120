package linli.bot.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import linli.bot.Eventually;
import linli.bot.store.CannotStart;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A backup")
class BackupTest {

  @TempDir Path directory;

  @BeforeEach
  void empty() {
    TestDatabase.clean();
    Samples.estate(TestDatabase.dataSource());
  }

  @Test
  void holds_every_case_with_its_report_while_writers_write() throws Exception {
    var stop = new AtomicBoolean();
    var written = new AtomicInteger();
    var failed = new AtomicReference<Throwable>();
    var writers = new ArrayList<Thread>();
    for (var w = 0; w < 3; w++) {
      var day = w;
      writers.add(Thread.ofVirtual().start(() -> write(day, stop, written, failed)));
    }
    Eventually.until(() -> written.get() > 20);
    var file = directory.resolve("a.zip");
    // The writers go on between two tables.
    Samples.backup(
        TestDatabase.dataSource(),
        file,
        line -> {
          var now = written.get();
          Eventually.until(() -> failed.get() != null || written.get() > now);
        });
    stop.set(true);
    for (var writer : writers) {
      writer.join();
    }
    assertThat(failed.get()).isNull();
    try (var target = TestDatabase.empty()) {
      Samples.restore(file, target.database().dataSource(), directory);
      var source = target.database().dataSource();
      var cases = Samples.number(source, "select count(*) from cases");
      assertThat(cases).isGreaterThan(20).isLessThan(written.get());
      assertThat(Samples.number(source, "select count(*) from case_report")).isEqualTo(cases);
      assertThat(Samples.number(source, "select count(*) from case_history")).isEqualTo(cases);
      assertThat(Samples.number(source, "select count(*) from outbox")).isEqualTo(cases);
    }
  }

  private static void write(
      int day, AtomicBoolean stop, AtomicInteger written, AtomicReference<Throwable> failed) {
    try {
      for (var n = 1; !stop.get(); n++) {
        Samples.openCase(TestDatabase.dataSource(), day, n);
        written.incrementAndGet();
      }
    } catch (Throwable failure) {
      failed.set(failure);
    }
  }

  @Test
  void is_readable_by_its_owner_only_and_leaves_no_part() throws IOException {
    var file = directory.resolve("a.zip");
    Files.writeString(directory.resolve("a.zip.part"), "of a backup that was killed");
    Samples.backup(TestDatabase.dataSource(), file, line -> {});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory.resolve("a.zip.part")).doesNotExist();
  }

  @Test
  void never_replaces_a_file() throws IOException {
    var file = Files.writeString(directory.resolve("a.zip"), "kept");
    assertThatThrownBy(() -> Samples.backup(TestDatabase.dataSource(), file, line -> {}))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("a.zip exists");
    assertThat(file).hasContent("kept");
  }

  @Test
  void removes_its_part_and_says_why_when_the_disk_is_full() {
    var file = directory.resolve("a.zip");
    assertThatThrownBy(
            () ->
                PartFile.write(
                    file,
                    out -> {
                      out.write(new byte[1_000_000]);
                      assertThat(directory.resolve("a.zip.part")).exists();
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("nothing is left");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void says_tables_and_rows_and_nothing_else() {
    Samples.openCase(TestDatabase.dataSource(), 0, 1);
    var lines = new ArrayList<String>();
    Samples.backup(TestDatabase.dataSource(), directory.resolve("a.zip"), lines::add);
    assertThat(lines).contains("cases: 1 rows").allMatch(line -> line.matches("\\w+: \\d+ rows"));
  }
}
