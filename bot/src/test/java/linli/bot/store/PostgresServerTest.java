package linli.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import linli.bot.Eventually;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The embedded database")
class PostgresServerTest {

  /** One for all tests: making it takes longer than all of them. */
  @TempDir static Path directory;

  private static PostgresServer server;
  private static Database database;

  @BeforeAll
  static void make() {
    start();
    database.pool().query("create table kept (n int)").execute().await();
    database.pool().query("insert into kept values (1)").execute().await();
  }

  private static void start() {
    server = PostgresServer.start(directory, TestDatabase.programs());
    database = Database.at(TestDatabase.vertx(), server.url("postgres"), 4);
  }

  @AfterAll
  static void stop() {
    database.close();
    server.close();
  }

  /** The test before may have killed it; its children answer a moment longer than it lives. */
  @BeforeEach
  void runs() {
    Eventually.until(() -> takesNewcomers() && keeps());
  }

  private static boolean takesNewcomers() {
    try {
      var options = io.vertx.pgclient.PgConnectOptions.fromUri(server.url("postgres"));
      var newcomer = io.vertx.pgclient.PgConnection.connect(TestDatabase.vertx(), options).await();
      newcomer.close().await();
      return true;
    } catch (Exception notYet) {
      return false;
    }
  }

  private static boolean keeps() {
    try {
      return database.pool().query("select n from kept").execute().await().size() == 1;
    } catch (Exception notYet) {
      return false;
    }
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  @Test
  void is_durable_and_asks_for_a_password() throws IOException {
    for (var setting :
        List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
      var value = database.pool().query("show " + setting).execute().await().iterator().next();
      assertThat(value.getString(0)).as(setting).isEqualTo("on");
    }
    var file = directory.resolve("postgres.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    var url = server.url("postgres").replace(Files.readString(file), "guessed");
    assertThatThrownBy(() -> Database.at(TestDatabase.vertx(), url, 1).close())
        .isInstanceOf(CannotStart.class)
        .hasMessageNotContaining("guessed");
  }

  @Test
  void listens_on_this_machine_only() {
    var row = database.pool().query("show listen_addresses").execute().await().iterator().next();
    assertThat(row.getString(0)).isEqualTo("127.0.0.1");
  }

  @Test
  void keeps_everything_over_a_restart() {
    stop();
    start();
    assertThat(keeps()).isTrue();
  }

  @Test
  void comes_back_by_itself_when_it_is_killed() {
    var killed = server.pid();
    kill(killed.orElseThrow());
    // Its children answer a moment longer than it lives.
    Eventually.until(() -> !server.pid().equals(killed) && keeps());
  }

  @Test
  void comes_back_when_it_is_killed_again_as_soon_as_it_runs() {
    for (var kills = 0; kills < 3; kills++) {
      var killed = server.pid().orElseThrow();
      kill(killed);
      Eventually.until(() -> server.pid().filter(pid -> pid != killed).isPresent());
    }
    runs();
  }

  @Test
  void of_a_service_that_died_is_stopped_and_started_anew() {
    var orphan = server.pid().orElseThrow();
    database.close();
    server.abandon();
    start();
    assertThat(keeps()).isTrue();
    assertThat(server.pid().orElseThrow()).isNotEqualTo(orphan);
  }

  @Test
  void starts_although_its_old_process_number_belongs_to_another_process_now() throws IOException {
    stop();
    var self = Long.toString(ProcessHandle.current().pid());
    Files.writeString(directory.resolve("postgres/postmaster.pid"), self + "\n");
    start();
    assertThat(keeps()).isTrue();
  }

  @Test
  void tells_when_another_one_uses_its_directory() {
    assertThatThrownBy(() -> PostgresServer.start(directory, TestDatabase.programs()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("in use")
        .hasMessageContaining(directory.toString());
    assertThat(keeps()).isTrue();
  }

  @Test
  void tells_when_its_files_are_from_another_version() throws IOException {
    stop();
    var version = directory.resolve("postgres/PG_VERSION");
    var ours = Files.readString(version);
    Files.writeString(version, "12\n");
    assertThatThrownBy(() -> PostgresServer.start(directory, TestDatabase.programs()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("PostgreSQL 12")
        .hasMessageContaining("brings 18");
    Files.writeString(version, ours);
    start();
    assertThat(keeps()).isTrue();
  }

  @Test
  void makes_nothing_over_what_is_left_of_a_damaged_one() throws IOException {
    stop();
    var version = directory.resolve("postgres/PG_VERSION");
    var ours = Files.readString(version);
    Files.delete(version);
    assertThatThrownBy(() -> PostgresServer.start(directory, TestDatabase.programs()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining("restore a backup");
    Files.writeString(version, ours);
    start();
    assertThat(keeps()).isTrue();
  }

  /** Three attempts of a second each. */
  @Test
  @EnabledIfSystemProperty(named = "linli.proof", matches = "true")
  void says_why_it_does_not_start_when_a_file_of_it_is_broken() throws IOException {
    stop();
    var control = directory.resolve("postgres/global/pg_control");
    var ours = Files.readAllBytes(control);
    Files.write(control, new byte[ours.length]);
    assertThatThrownBy(() -> PostgresServer.start(directory, TestDatabase.programs()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("does not start")
        .hasMessageContaining("database files are incompatible with server")
        .hasMessageContaining("postgres.log");
    Files.write(control, ours);
    start();
    assertThat(keeps()).isTrue();
  }

  @Test
  void tells_when_its_directory_cannot_be_made() throws IOException {
    var file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> PostgresServer.start(file, TestDatabase.programs()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("data: expected a directory");
  }

  @Test
  void elsewhere_is_refused_in_words_when_its_address_is_wrong_or_nobody_answers() {
    assertThatThrownBy(() -> Database.at(TestDatabase.vertx(), "mysql://u:hunter2@h/d", 1))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("database.url: expected postgresql://")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(
            () -> Database.at(TestDatabase.vertx(), "postgresql://u:hunter2@127.0.0.1:1/d", 1))
        .isInstanceOf(CannotStart.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void refuses_a_server_that_may_forget() {
    database.pool().query("alter role linli set synchronous_commit = off").execute().await();
    assertThatThrownBy(() -> Database.at(TestDatabase.vertx(), server.url("postgres"), 1))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("synchronous_commit");
    database.pool().query("alter role linli reset synchronous_commit").execute().await();
  }
}
