package linli.bot.households;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Somebody in the register who is unbound")
class ResidentsTest {

  private static final String ESTATE = "xingfuli";
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final Household HOME = new Household("3", "2", "1101");

  private final Residents residents = new Residents();

  @BeforeEach
  void begin() {
    TestDatabase.clean();
    TestDatabase.transactions()
        .run(
            tx -> {
              EstateImport.run(tx, EstateFile.shippedDemo(), "webhook", Instant.EPOCH);
              return null;
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lives_there_still_unless_staff_say_that_they_have_moved_out(boolean movedOut) {
    var speaks =
        TestDatabase.transactions()
            .run(
                tx -> {
                  var chen =
                      residents.personOf(tx, ESTATE, new Account("webhook", "老陈")).orElseThrow();
                  assertThat(residents.unbind(tx, ESTATE, chen, HOME, movedOut, NOW)).isTrue();
                  return residents.speaks(tx, ESTATE, chen);
                });
    assertThat(speaks).isFalse();
    var row =
        TestDatabase.pool()
            .query(
                """
                select lives_here from resident join person p using (estate_id, person_id)
                where p.name = '老陈' and room = '1101'
                """)
            .execute()
            .await()
            .iterator()
            .next();
    assertThat(row.getBoolean(0)).isEqualTo(!movedOut);
  }
}
