package linli.bot.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import linli.bot.media.S3Blobs;
import linli.bot.media.S3StandIn;
import linli.bot.outbox.Messages;
import linli.bot.outbox.Messages.Cursor;
import linli.bot.store.CannotStart;
import linli.bot.store.Migrations;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A restore")
class RestoreTest {

  private static final String OBJECTS =
      "select count(*) from pg_class where relnamespace = 'public'::regnamespace";

  @TempDir Path directory;

  private TestDatabase.Fresh target;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    TestDatabase.clean();
    Samples.estate(TestDatabase.dataSource());
    Samples.openCase(TestDatabase.dataSource(), 0, 1);
    Samples.openCase(TestDatabase.dataSource(), 0, 2);
    Files.createDirectories(directory.resolve("data/files/a"));
    Files.write(directory.resolve("data/files/a/b.jpg"), new byte[] {0, 1, 2, -1});
    file = directory.resolve("a.zip");
    Samples.backup(TestDatabase.dataSource(), file, line -> {});
    target = TestDatabase.empty();
  }

  @AfterEach
  void end() {
    target.close();
  }

  private void restore() {
    Samples.restore(file, target.database().dataSource(), directory.resolve("new"));
  }

  private void refusedUntouched(String reason) {
    assertThatThrownBy(this::restore).isInstanceOf(CannotStart.class).hasMessageContaining(reason);
    assertThat(Samples.number(target.database().dataSource(), OBJECTS)).isZero();
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void brings_back_every_row_of_every_table_and_the_files() {
    var before = Samples.everything(TestDatabase.dataSource());
    restore();
    Samples.run(TestDatabase.dataSource(), "update qrtz_triggers set trigger_state = 'WAITING'");
    assertThat(before.get("qrtz_triggers")).contains("ACQUIRED");
    assertThat(Samples.everything(target.database().dataSource()))
        .isEqualTo(Samples.everything(TestDatabase.dataSource()))
        .containsKeys("cases", "inbox", "due_work", "outbox", "sequences");
    assertThat(directory.resolve("new/files/a/b.jpg")).hasBinaryContent(new byte[] {0, 1, 2, -1});
  }

  @Test
  void brings_photos_from_one_bucket_into_another() {
    var photo = linli.bot.media.Samples.jpeg();
    var sha256 = java.util.HexFormat.of().formatHex(Backup.sha256().digest(photo));
    Samples.run(
        TestDatabase.dataSource(),
        "insert into media_blob values ('%s', 'JPEG', %d, now()), ('%s', 'JPEG', 1, now())"
            .formatted(sha256, photo.length, "0".repeat(64)));
    try (var old = new S3StandIn();
        var from = new S3Blobs(TestDatabase.vertx(), old.settings(), Clock.systemUTC());
        var other = new S3StandIn();
        var to = new S3Blobs(TestDatabase.vertx(), other.settings(), Clock.systemUTC())) {
      from.put(sha256, photo, "image/jpeg");
      file = directory.resolve("bucket.zip");
      Samples.backup(TestDatabase.dataSource(), Optional.of(from), file, line -> {});
      var data = directory.resolve("new");
      Samples.restore(file, target.database().dataSource(), data, Optional.of(to));
      assertThat(to.get(sha256)).contains(photo);
      assertThat(other.objects()).hasSize(1);
      assertThat(data.resolve("files/a/b.jpg")).exists();
      assertThat(data.resolve("files/media/" + sha256.substring(0, 2) + "/" + sha256))
          .doesNotExist();
    }
  }

  @Test
  void leaves_a_database_that_goes_on_counting_and_needs_no_migration() {
    restore();
    target.database().migrate();
    assertThat(target.database().isMigrated()).isTrue();
    Samples.openCase(target.database().dataSource(), 0, 3);
    assertThat(Samples.text(target.database().dataSource(), "select max(case_id) from cases"))
        .isEqualTo("3");
  }

  @Test
  void keeps_the_cursors_of_pollers_and_puts_new_lines_behind_all_of_them() {
    var old = new Messages(TestDatabase.pool());
    var read = old.after("c", Cursor.BEGINNING, 1).getFirst().cursor();
    Samples.openCase(TestDatabase.dataSource(), 0, 3); // after the backup: is lost
    var lost = old.after("c", read, 9).getLast().cursor();
    restore();
    Samples.openCase(target.database().dataSource(), 0, 4);
    var restored = new Messages(target.database().pool());
    assertThat(texts(restored, Cursor.BEGINNING)).containsExactly("0-1", "0-2", "0-4");
    assertThat(texts(restored, read)).containsExactly("0-2", "0-4");
    assertThat(texts(restored, lost)).containsExactly("0-4");
    var last = restored.after("c", lost, 9).getLast().cursor();
    assertThat(texts(restored, Cursor.parse(last.text()).orElseThrow())).isEmpty();
  }

  private static List<String> texts(Messages messages, Cursor after) {
    return messages.after("c", after, 9).stream().map(said -> said.message().text()).toList();
  }

  @Test
  void of_a_restored_database_puts_new_lines_behind_again() {
    restore();
    Samples.openCase(target.database().dataSource(), 0, 3);
    var once = new Messages(target.database().pool()).after("c", Cursor.BEGINNING, 9).getLast();
    file = directory.resolve("b.zip");
    Samples.backup(target.database().dataSource(), file, line -> {});
    try (var second = TestDatabase.empty()) {
      Samples.restore(file, second.database().dataSource(), directory.resolve("second"));
      Samples.openCase(second.database().dataSource(), 0, 4);
      assertThat(texts(new Messages(second.database().pool()), once.cursor()))
          .containsExactly("0-4");
    }
  }

  @Test
  void refuses_an_altered_byte_in_any_entry_and_names_it() throws IOException {
    for (var name : List.of("tables/cases.copy", "files/a/b.jpg", "manifest.json")) {
      var whole = Files.readAllBytes(file);
      alter(name);
      refusedUntouched(name);
      Files.write(file, whole);
    }
    restore(); // as it was it is accepted
  }

  /** Flips a bit in the middle of the entry's content. */
  private void alter(String name) throws IOException {
    var bytes = Files.readAllBytes(file);
    var text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    var start = text.indexOf(name) + name.length();
    var end = text.indexOf("PK", start);
    try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
      var place = start + (end - start) / 2;
      raw.seek(place);
      raw.write(bytes[place] ^ 4);
    }
  }

  @Test
  void refuses_a_file_that_was_cut_off() throws IOException {
    var bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 30));
    refusedUntouched("no whole backup");
  }

  @Test
  void refuses_a_missing_entry_and_names_it() throws IOException {
    try (var zip = FileSystems.newFileSystem(file)) {
      Files.delete(zip.getPath("tables/cases.copy"));
    }
    refusedUntouched("tables/cases.copy is missing");
  }

  private void editManifest(String old, String replacement) throws IOException {
    try (var zip = FileSystems.newFileSystem(file)) {
      var manifest = zip.getPath("manifest.json");
      assertThat(manifest).content().contains(old);
      Files.writeString(manifest, Files.readString(manifest).replace(old, replacement));
    }
  }

  @Test
  void refuses_a_backup_of_a_newer_schema_and_of_another_format() throws IOException {
    var schema =
        Samples.text(
            TestDatabase.dataSource(),
            "select version from flyway_schema_history order by installed_rank desc limit 1");
    editManifest("\"schema\" : \"%s\"".formatted(schema), "\"schema\" : \"999\"");
    refusedUntouched("schema version 999");
    editManifest("\"format\" : 1", "\"format\" : 2");
    refusedUntouched("format 1, got 2");
  }

  @Test
  void refuses_a_database_that_is_not_empty_and_leaves_it_alone() {
    Samples.run(target.database().dataSource(), "create table theirs as select 1 as n");
    assertThatThrownBy(this::restore)
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("expected an empty one");
    assertThat(Samples.number(target.database().dataSource(), OBJECTS)).isEqualTo(1);
  }

  @Test
  void refuses_a_data_directory_that_has_files() throws IOException {
    Files.createDirectories(directory.resolve("new/files"));
    Files.writeString(directory.resolve("new/files/theirs"), "x");
    assertThatThrownBy(this::restore)
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("expected no files yet");
    assertThat(Samples.number(target.database().dataSource(), OBJECTS)).isZero();
  }

  @Test
  void brings_an_older_schema_to_this_programs_version() {
    try (var older = TestDatabase.empty()) {
      var source = older.database().dataSource();
      new Migrations(source).migrate("012");
      Samples.estate(source);
      Samples.openCase(source, 0, 7);
      file = directory.resolve("older.zip");
      Samples.backup(source, file, line -> {});
    }
    restore();
    assertThat(target.database().isMigrated()).isTrue();
    assertThat(texts(new Messages(target.database().pool()), Cursor.BEGINNING))
        .containsExactly("0-7");
    Samples.openCase(target.database().dataSource(), 0, 8);
    assertThat(texts(new Messages(target.database().pool()), Cursor.BEGINNING))
        .containsExactly("0-7", "0-8");
  }

  @Test
  void that_was_cut_off_is_refused_by_the_service_by_backup_and_by_restore() {
    try (var restore =
        Restore.from(
            file,
            line -> {
              if (line.startsWith("case_report")) {
                throw new IllegalStateException("killed");
              }
            })) {
      assertThatThrownBy(
              () ->
                  restore.into(
                      target.database().dataSource(), directory.resolve("new"), Optional.empty()))
          .hasMessage("killed");
    }
    assertThatThrownBy(() -> target.database().migrate()).hasMessageContaining("cut off");
    assertThatThrownBy(this::restore).hasMessageContaining("cut off");
    assertThatThrownBy(
            () ->
                Samples.backup(
                    target.database().dataSource(), directory.resolve("c.zip"), line -> {}))
        .hasMessageContaining("cut off");
  }
}
