package linli.bot.households;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.estates.roster.Relation;
import linli.bot.households.HouseholdCodes.Found;
import linli.bot.households.HouseholdCodes.Printed;
import linli.bot.households.Residents.Proof;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.TestDatabase;
import linli.bot.store.Transactions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A code of a household")
class HouseholdCodesTest {

  private static final String ESTATE = "xingfuli";
  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
  private static final Account ACCOUNT = new Account("webhook", "新来的");
  private static final int PEOPLE = 8;
  private static final int ROUNDS = 25;

  private final HouseholdCodes codes = new HouseholdCodes();
  private final Residents residents = new Residents();
  private Transactions transactions;

  @BeforeEach
  void begin() {
    TestDatabase.clean();
    transactions = TestDatabase.transactions();
    transactions.run(
        tx -> {
          EstateImport.run(tx, EstateFile.shippedDemo(), "webhook", Instant.EPOCH);
          return null;
        });
  }

  private List<Printed> print(String building) {
    return transactions.run(
        tx -> codes.print(tx, ESTATE, building, NOW, NOW.plus(Duration.ofDays(30))));
  }

  private Found find(String typed, Instant at) {
    return transactions.run(tx -> codes.find(tx, ACCOUNT, typed, TODAY, at));
  }

  private static long count(String sql) {
    return TestDatabase.pool().query(sql).execute().await().iterator().next().getLong(0);
  }

  @Test
  void is_printed_for_every_household_once_and_stored_nowhere() {
    var printed = print("3");
    assertThat(printed).hasSize(60);
    assertThat(new HashSet<>(printed.stream().map(Printed::code).toList())).hasSize(60);
    assertThat(printed).allMatch(p -> HouseholdCodes.looksLikeOne(p.code()));
    var code = printed.getFirst().code();
    assertThat(
            count(
                "select count(*) from household_code c where c::text like '%"
                    + code
                    + "%' or c::text like '%"
                    + code.replace("-", "")
                    + "%'"))
        .isZero();
  }

  @Test
  void is_read_however_it_is_typed() {
    var code = print("4").getFirst().code();
    for (var typed :
        List.of(code, code.toLowerCase(), code.replace("-", ""), code.replace('-', ' '))) {
      assertThat(HouseholdCodes.looksLikeOne(typed)).as(typed).isTrue();
      assertThat(find(typed, NOW)).as(typed).isInstanceOf(Found.Valid.class);
    }
    assertThat(HouseholdCodes.looksLikeOne("APARTMENTS")).isFalse();
  }

  @Test
  void is_void_after_its_day_and_when_a_new_sheet_is_printed() {
    var first = print("4").getFirst().code();
    assertThat(find(first, NOW.plus(Duration.ofDays(30)))).isInstanceOf(Found.Expired.class);
    var second = print("4").getFirst().code();
    assertThat(find(first, NOW)).isInstanceOf(Found.Expired.class);
    assertThat(find(second, NOW)).isInstanceOf(Found.Valid.class);
  }

  /** Typed in time, the question behind it answered too late. */
  @Test
  void is_not_used_up_after_its_day() {
    var code = print("4").getFirst().code();
    var found = (Found.Valid) find(code, NOW);
    var no = found.code().no();
    var late = NOW.plus(Duration.ofDays(30));
    assertThat(isUsed(no, late)).isFalse();
    assertThat(isUsed(no, late.minusSeconds(1))).isTrue();
  }

  private boolean isUsed(long no, Instant at) {
    return transactions.run(tx -> codes.use(tx, ESTATE, no, at).isPresent());
  }

  @Test
  void is_not_looked_at_any_more_after_five_wrong_ones_of_a_day() {
    var right = print("4").getFirst().code();
    for (var left = HouseholdCodes.MOST_WRONG - 1; left > 0; left--) {
      assertThat(find("22222-22222", NOW)).isEqualTo(new Found.Wrong(left));
    }
    assertThat(find("22222-22222", NOW)).isInstanceOf(Found.Throttled.class);
    assertThat(find(right, NOW)).isInstanceOf(Found.Throttled.class);
    var tomorrow = NOW.plus(Duration.ofDays(1));
    var found = transactions.run(tx -> codes.find(tx, ACCOUNT, right, TODAY.plusDays(1), tomorrow));
    assertThat(found).isInstanceOf(Found.Valid.class);
  }

  /** Without the estate's lock: two estates' workers may hold different ones. */
  @Test
  void binds_one_of_the_people_who_use_it_at_the_same_instant() throws Exception {
    var printed = print("3");
    for (var round = 0; round < ROUNDS; round++) {
      var slip = printed.get(round);
      assertThat(bindTogether(slip, round)).as("round " + round).isEqualTo(1);
    }
    assertThat(count("select count(*) from resident where verified_by = 'code'")).isEqualTo(ROUNDS);
    assertThat(count("select count(*) from household_code where used_at is not null"))
        .isEqualTo(ROUNDS);
  }

  private int bindTogether(Printed slip, int round) throws InterruptedException {
    var bound = new AtomicInteger();
    var go = new CountDownLatch(1);
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, PEOPLE)
          .forEach(
              n ->
                  people.submit(
                      () -> {
                        go.await();
                        if (use(slip, new Account("webhook", "person " + round + "/" + n))) {
                          bound.incrementAndGet();
                        }
                        return null;
                      }));
      go.countDown();
    }
    return bound.get();
  }

  private boolean use(Printed slip, Account account) {
    return transactions.run(
        tx -> {
          if (!(codes.find(tx, account, slip.code(), TODAY, NOW) instanceof Found.Valid valid)) {
            return false;
          }
          var used = codes.use(tx, ESTATE, valid.code().no(), NOW);
          used.ifPresent(
              code ->
                  residents.bind(
                      tx,
                      ESTATE,
                      account,
                      null,
                      code.home(),
                      Relation.FAMILY,
                      Proof.CODE,
                      null,
                      NOW));
          return used.isPresent();
        });
  }
}
