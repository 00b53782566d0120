package linli.bot.estates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import linli.bot.estates.Estate.ChatGroup;
import linli.bot.estates.Estate.Staff;
import linli.bot.store.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is set up in chat")
class StaffBookTest {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

  private final Estates estates = new Estates();
  private final StaffBook book = new StaffBook(estates);

  @BeforeEach
  void begin() {
    TestDatabase.clean();
    TestDatabase.transactions()
        .run(
            tx -> {
              EstateFile.shippedDemos()
                  .forEach(file -> EstateImport.run(tx, file, "webhook", Instant.EPOCH));
              return null;
            });
    estates.load(TestDatabase.pool());
  }

  private Staff staff(String estate, String name) {
    return estates.byId(estate).staff().stream()
        .filter(staff -> staff.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rows(String sql) {
    return TestDatabase.pool().query(sql).execute().await().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Both are asked in one batch: what is in memory knows nothing of the first one. */
  @Test
  void keeps_the_last_who_can_set_up_also_when_two_are_removed_at_once() {
    var first = staff("xingfuli", "张书记");
    TestDatabase.pool()
        .query(
            """
            insert into staff_role (estate_id, person_id, role, party_id, title)
            select estate_id, person_id, 'secretary', party_id, '书记' from staff_role
            where estate_id = 'xingfuli' and role = 'deputy_secretary'
            """)
        .execute()
        .await();
    estates.refresh(TestDatabase.pool());
    var second =
        estates.byId("xingfuli").staff().stream()
            .filter(s -> s.role().equals("secretary") && s.personId() != first.personId())
            .findFirst()
            .orElseThrow();
    TestDatabase.transactions()
        .run(
            tx -> {
              assertThat(book.isLastAuthority(tx, "xingfuli", first)).isFalse();
              book.remove(tx, "xingfuli", first, null, NOW);
              assertThat(book.isLastAuthority(tx, "xingfuli", second)).isTrue();
              return null;
            });
  }

  @Test
  void is_read_in_private_as_long_as_a_post_of_the_party_remains() {
    TestDatabase.pool()
        .query(
            """
            insert into staff_role (estate_id, person_id, role, party_id, title)
            select estate_id, person_id, 'building_head', party_id, '楼栋长' from staff_role
            where estate_id = 'xingfuli' and role = 'grid_worker'
            """)
        .execute()
        .await();
    estates.refresh(TestDatabase.pool());
    var posts =
        estates.byId("xingfuli").staff().stream().filter(s -> s.name().equals("王芳")).toList();
    assertThat(posts).hasSize(2);
    var where =
        "select conversation from party where estate_id = 'xingfuli' and kind = 'committee'";
    remove(posts.getFirst());
    assertThat(estates.byId("xingfuli").without(posts.getLast()).parties().get("committee"))
        .matches(party -> !party.reachable());
    assertThat(rows(where)).containsExactly("private:王芳");
    assertThat(estates.byId("xingfuli").parties().get("committee").reachable()).isTrue();
    remove(posts.getLast());
    assertThat(rows(where)).containsOnlyNulls();
    assertThat(
            rows("select conversation from party where estate_id = 'xingfuli' and kind = 'street'"))
        .containsExactly("private:赵干事");
  }

  private void remove(Staff gone) {
    TestDatabase.transactions()
        .run(
            tx -> {
              book.remove(tx, "xingfuli", gone, null, NOW);
              return null;
            });
  }

  @Test
  void leaves_a_group_with_its_estate() {
    var group = estates.group("webhook", "派单群").orElseThrow();
    var taken = new ChatGroup("webhook", "派单群", "xingfuli-east", "residents", null, null);
    var by = estates.byId("xingfuli-east").staff().getFirst().personId();
    boolean done =
        TestDatabase.transactions().run(tx -> new Groups(estates).assign(tx, taken, by, NOW));
    assertThat(done).isFalse();
    estates.load(TestDatabase.pool());
    assertThat(estates.group("webhook", "派单群")).contains(group);
  }
}
