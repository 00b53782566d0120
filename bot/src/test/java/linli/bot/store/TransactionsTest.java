package linli.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A transaction")
class TransactionsTest {

  private final Transactions transactions = new Transactions(TestDatabase.pool());
  private final AtomicInteger commits = new AtomicInteger();

  @BeforeEach
  void empty() {
    TestDatabase.clean();
    transactions.onCommit(commits::incrementAndGet);
  }

  private static int write(Transaction tx, String subject) {
    return tx.query(
            "insert into due_work (estate_id, kind, subject, due_at) values ('e', 'k', '%s', now())"
                .formatted(subject))
        .execute()
        .await()
        .rowCount();
  }

  private static long rows() {
    return TestDatabase.pool()
        .query("select count(*) from due_work")
        .execute()
        .await()
        .iterator()
        .next()
        .getLong(0);
  }

  @Test
  void is_committed_when_its_work_returns_and_the_listeners_hear_of_it() {
    assertThat(transactions.<Integer>run(tx -> write(tx, "a"))).isOne();
    assertThat(rows()).isOne();
    assertThat(commits).hasValue(1);
  }

  @Test
  void leaves_nothing_when_its_work_throws_and_loses_no_connection() {
    for (var i = 0; i < 40; i++) {
      assertThatThrownBy(
              () ->
                  transactions.run(
                      tx -> {
                        write(tx, "a");
                        throw new IllegalStateException("on purpose");
                      }))
          .hasMessage("on purpose");
    }
    assertThat(rows()).isZero();
    assertThat(commits).hasValue(0);
  }

  @Test
  void fails_loudly_when_somebody_swallowed_the_failure_of_a_statement() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    tx -> {
                      try {
                        tx.query("select from nowhere").execute().await();
                      } catch (PgException swallowed) {
                        // as careless code would
                      }
                      return null;
                    }))
        .isInstanceOf(PgException.class);
  }

  @Test
  void goes_on_after_a_part_that_failed_behind_a_savepoint() {
    var failure =
        transactions.run(
            tx -> {
              write(tx, "kept");
              return Savepoint.attempt(
                  tx,
                  () -> {
                    write(tx, "undone");
                    write(tx, "undone");
                  });
            });
    assertThat(failure).containsInstanceOf(PgException.class);
    assertThat(rows()).isOne();
  }
}
