package linli.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The database of a command")
class DirectDatabaseTest {

  @TempDir Path data;

  private static String show(DirectDatabase database, String sql) throws SQLException {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void is_made_once_then_reached_while_it_runs_and_started_when_not() throws SQLException {
    assertThatThrownBy(() -> DirectDatabase.in(data)).hasMessageContaining("there is none");
    try (var made = DirectDatabase.make(data, TestDatabase.programs());
        var reached = DirectDatabase.in(data, TestDatabase.programs())) {
      var started = "select pg_postmaster_start_time()::text";
      assertThat(show(reached, started)).isEqualTo(show(made, started));
    }
    try (var again = DirectDatabase.in(data, TestDatabase.programs())) {
      assertThat(show(again, "select current_database()")).isEqualTo("linli");
    }
    assertThatThrownBy(() -> DirectDatabase.make(data, TestDatabase.programs()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("has one");
  }

  @Test
  void is_gone_after_a_failure_so_that_it_can_be_made_again() {
    DirectDatabase.make(data, TestDatabase.programs()).discard();
    assertThat(data.resolve("postgres")).doesNotExist();
    DirectDatabase.make(data, TestDatabase.programs()).close();
    assertThat(PostgresServer.existsIn(data)).isTrue();
  }
}
