package linli.bot.votes;

import static linli.bot.votes.VoteStage.ESTATE;
import static linli.bot.votes.VoteStage.person;
import static linli.bot.votes.VoteStage.run;
import static linli.bot.votes.VoteStage.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import linli.bot.votes.tally.Choice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A ballot")
class BallotSecrecyTest {

  private final VoteStage stage = new VoteStage();
  private Vote vote;

  @BeforeEach
  void people_vote() {
    vote = stage.open();
    stage.cast(vote, "赵一", Choice.FOR);
    stage.cast(vote, "孙三", Choice.AGAINST);
    stage.cast(vote, "郑七", Choice.ABSTAIN);
    stage.enter(vote, "1-201", null, Choice.FOR, VoteStage.OPENS);
  }

  /** What the database shows in the role of a reader who is this person. */
  private static List<String> seenBy(String name, String sql) {
    return run(
        tx -> {
          tx.preparedQuery("select set_config('linli.person', $1, true)")
              .execute(Tuple.of(name == null ? "" : Long.toString(person(name))))
              .await();
          tx.query("set local role linli_ballot_reader").execute().await();
          return StreamSupport.stream(tx.query(sql).execute().await().spliterator(), false)
              .map(row -> row.getString(0))
              .toList();
        });
  }

  private static List<String> ballotsSeenBy(String name) {
    return seenBy(
        name,
        "select line::jsonb -> 'ballot' ->> 'choice' from vote_log where kind = 'ballot' order by n");
  }

  private static List<String> papersSeenBy(String name) {
    return seenBy(name, "select choice from vote_paper");
  }

  private void counts(String name) {
    sql(
        "insert into vote_counter (estate_id, vote_id, person_id) values ($1, $2, $3)",
        ESTATE,
        vote.id(),
        person(name));
  }

  @Test
  void is_seen_by_its_voter_alone() {
    assertThat(ballotsSeenBy("赵一")).containsExactly("for");
    assertThat(ballotsSeenBy("孙三")).containsExactly("against");
    assertThat(ballotsSeenBy("李四")).as("his co-owner").isEmpty();
    assertThat(ballotsSeenBy("冯九")).isEmpty();
    assertThat(ballotsSeenBy("陈书记")).isEmpty();
    assertThat(ballotsSeenBy(null)).isEmpty();
  }

  @Test
  void is_seen_by_the_tally_committee() {
    counts("周五");
    assertThat(ballotsSeenBy("周五")).containsExactly("for", "against", "abstain");
    assertThat(papersSeenBy("周五")).containsExactly("for");
  }

  @Test
  void is_never_seen_by_the_property_company_even_as_a_counter() {
    assertThat(ballotsSeenBy("郑七")).as("his own").containsExactly("abstain");
    counts("郑七");
    assertThat(ballotsSeenBy("郑七")).containsExactly("abstain");
    assertThat(papersSeenBy("郑七")).isEmpty();
  }

  @Test
  void on_paper_is_seen_by_whoever_enters_it_until_it_is_confirmed() {
    assertThat(papersSeenBy("陈书记")).containsExactly("for");
    assertThat(papersSeenBy("楚网格")).isEmpty();
    sql("update vote_paper set confirmed_by = $1, confirmed_at = now()", person("楚网格"));
    assertThat(papersSeenBy("陈书记")).isEmpty();
  }

  @Test
  void cannot_be_written_or_led_back_to_a_home_by_a_reader() {
    assertThatThrownBy(() -> seenBy("周五", "select room from vote_household"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> seenBy("周五", "delete from vote_log returning line"))
        .hasMessageContaining("permission denied");
  }
}
