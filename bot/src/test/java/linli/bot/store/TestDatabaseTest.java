package linli.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The test database")
class TestDatabaseTest {

  private static final String INSERT =
      """
      insert into due_work (estate_id, kind, subject, due_at)
      values ('e', 'k', 's', now())
      """;

  private static long rows(io.vertx.sqlclient.Pool pool) {
    return pool.query("select count(*) from due_work")
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void is_empty_after_cleaning() {
    TestDatabase.pool().query(INSERT).execute().await();
    TestDatabase.clean();
    assertThat(rows(TestDatabase.pool())).isZero();
  }

  @Test
  void gives_a_database_of_its_own_to_who_asks() {
    TestDatabase.clean();
    try (var fresh = TestDatabase.fresh()) {
      fresh.database().pool().query(INSERT).execute().await();
      assertThat(rows(fresh.database().pool())).isOne();
      assertThat(rows(TestDatabase.pool())).isZero();
    }
  }
}
