package linli.bot.votes;

import static linli.bot.votes.VoteStage.ANNOUNCED;
import static linli.bot.votes.VoteStage.CLOSES;
import static linli.bot.votes.VoteStage.OPENS;
import static linli.bot.votes.VoteStage.person;
import static linli.bot.votes.VoteStage.run;
import static linli.bot.votes.VoteStage.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.ExportFile.Read;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Reason;
import linli.bot.votes.tally.Result;
import linli.bot.votes.tally.Tally;
import linli.bot.votes.tally.Weight;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A vote")
class VotesTest {

  private final VoteStage stage = new VoteStage();

  private Result counted(Vote vote) {
    var sound = (Read.Sound) ExportFile.read(stage.count(vote));
    var result = Tally.count(sound.vote().poll());
    assertThat(sound.vote().result().path("forArea").asLong()).isEqualTo(result.inFavour().area());
    assertThat(sound.vote().result().path("reason").asText()).isEqualTo(result.reason().name());
    return result;
  }

  @Nested
  class Is_announced {

    @Test
    void by_a_second_person_with_the_roster_of_that_moment() {
      var announced = (AnnounceResult.Announced) stage.announce(stage.draft());

      assertThat(announced.households()).isEqualTo(8);
      assertThat(announced.owners()).isEqualTo(7);
      assertThat(announced.areaHundredths()).isEqualTo(72_000);
      assertThat(announced.vote().electorateHash()).isEqualTo(announced.vote().headHash());
      assertThat(announced.vote().lines()).isEqualTo(9);
    }

    @Test
    void not_by_whoever_drafted_it() {
      var draft = stage.draft();

      assertThat(stage.announce(draft, "陈书记", ANNOUNCED))
          .isEqualTo(new AnnounceResult.NeedsSecondPerson(draft));
    }

    @Test
    void only_with_the_whole_notice_before_its_opening() {
      var draft = stage.draft();
      var tooLate = Instant.parse("2026-10-17T16:00:00Z"); // 18 October in China

      assertThat(stage.announce(draft, "楚网格", tooLate))
          .isEqualTo(new AnnounceResult.NoticeTooShort(draft, LocalDate.of(2026, 11, 2)));
      assertThat(stage.announce(draft, "楚网格", tooLate.minusSeconds(1)))
          .isInstanceOf(AnnounceResult.Announced.class);
    }

    @Test
    void only_with_a_complete_roster() {
      sql("update household set area_hundredths = null where room = '101'");
      sql("delete from resident where relation = 'owner' and unit = '2' and room = '202'");
      var draft = stage.draft();

      assertThat(stage.announce(draft)).isEqualTo(new AnnounceResult.RosterIncomplete(draft, 2, 1));
    }

    @Test
    void without_those_of_whom_only_a_mailbox_code_says_that_they_own_it() {
      sql(
          "insert into resident (estate_id, person_id, building, unit, room, relation, verified_by,"
              + " verified_at) values ('nan', $1, '3', '2', '102', 'owner', 'code', now())",
          person("冯九"));
      var draft = stage.draft();

      var announced = (AnnounceResult.Announced) stage.announce(draft);

      assertThat(announced.owners()).isEqualTo(7);
      RollSummary roll = run(tx -> stage.votes.roll(tx, draft));
      assertThat(roll.unproven()).isEqualTo(1);
    }

    @Test
    void not_while_the_only_owner_of_a_flat_is_one_by_his_own_word() {
      sql(
          "update resident set verified_by = 'code', verified_at = now() where unit = '2'"
              + " and room = '102'");
      var draft = stage.draft();

      assertThat(stage.announce(draft)).isEqualTo(new AnnounceResult.RosterIncomplete(draft, 0, 1));
    }

    @Test
    void with_those_whom_staff_confirmed_until_they_leave() {
      sql(
          "update resident set verified_by = 'staff', verified_at = now() where unit = '2'"
              + " and room = '102'");
      assertThat(stage.announce(stage.draft())).isInstanceOf(AnnounceResult.Announced.class);

      sql("update resident set unbound_at = now() where unit = '2' and room = '102'");
      var draft = stage.draft();
      assertThat(stage.announce(draft)).isEqualTo(new AnnounceResult.RosterIncomplete(draft, 0, 1));
    }

    @Test
    void only_once() {
      var draft = stage.draft();
      var announced = (AnnounceResult.Announced) stage.announce(draft);

      assertThat(stage.announce(draft)).isEqualTo(new AnnounceResult.NotADraft(announced.vote()));
    }

    @Test
    void and_frozen_then() {
      var vote = stage.open();

      assertThatThrownBy(() -> sql("update vote set question = 'x' where vote_id = $1", vote.id()))
          .hasMessageContaining("an announced vote is frozen");
      assertThatThrownBy(() -> sql("update vote_log set line = line || ' '"))
          .hasMessageContaining("append-only");
      assertThatThrownBy(() -> sql("delete from vote_log where n = 3"))
          .hasMessageContaining("append-only");
    }
  }

  @Nested
  class Takes_a_ballot {

    @Test
    void from_an_owner_once_for_all_his_flats() {
      var vote = stage.open();

      assertThat(stage.cast(vote, "赵一", Choice.FOR))
          .isInstanceOfSatisfying(
              CastResult.Counted.class,
              counted -> {
                assertThat(counted.receipt()).matches("[A-Z2-9]{4}-[A-Z2-9]{4}");
                assertThat(counted.again()).isFalse();
              });
      assertThat(counted(vote).inFavour()).isEqualTo(new Weight(18_000, 1));
    }

    @Test
    void and_another_one_instead_of_it() {
      var vote = stage.open();
      stage.cast(vote, "钱二", Choice.FOR);

      assertThat(stage.cast(vote, "钱二", Choice.AGAINST))
          .isInstanceOfSatisfying(
              CastResult.Counted.class, counted -> assertThat(counted.again()).isTrue());
      assertThat(counted(vote).against()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void that_does_not_count_while_co_owners_differ() {
      var vote = stage.open();
      stage.cast(vote, "孙三", Choice.FOR);

      assertThat(stage.cast(vote, "李四", Choice.AGAINST))
          .isInstanceOf(CastResult.OwnersDiffer.class);
      assertThat(stage.cast(vote, "李四", Choice.FOR))
          .isInstanceOfSatisfying(
              CastResult.Counted.class, counted -> assertThat(counted.again()).isTrue());
      assertThat(counted(vote).inFavour()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void of_whom_all_co_owners_named_to_speak_for_them_where_they_differ() {
      var vote = stage.open();
      stage.cast(vote, "孙三", Choice.FOR);
      stage.cast(vote, "李四", Choice.AGAINST);
      var representatives = new Representatives();
      var now = stage.clock.instant();
      var shared = run(tx -> representatives.of(tx, vote, person("李四"))).getFirst();
      var named = shared.owners().stream().filter(o -> o.personId() == person("孙三")).findFirst();

      var naming =
          run(tx -> representatives.ask(tx, vote, shared, person("李四"), named.orElseThrow(), now));
      assertThat(run(tx -> Votes.poll(tx, vote)).households())
          .as("one of them has not agreed")
          .allMatch(household -> household.representative() == null);
      boolean agreed =
          run(tx -> representatives.agree(tx, vote, naming, shared, person("孙三"), now));
      assertThat(agreed).isTrue();
      boolean another = run(tx -> representatives.isAnother(tx, vote, person("李四")));
      assertThat(another).isTrue();
      assertThat(counted(vote).inFavour()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void for_a_flat_of_ones_own_and_one_that_is_shared() {
      sql(
          """
          insert into resident (estate_id, person_id, building, unit, room, relation, lives_here)
          select estate_id, person_id, '3', '2', '202', 'owner', false from person where name = '钱二'
          """);
      var vote = stage.open();

      stage.cast(vote, "王八", Choice.FOR);
      var silent = run(tx -> Electors.silent(tx, vote));
      assertThat(silent).as("for his own flat").contains(person("钱二"));
      assertThat(silent).doesNotContain(person("王八"));

      var cast = (CastResult.Counted) stage.cast(vote, "钱二", Choice.FOR);

      assertThat(cast.receipt().split("、")).hasSize(2);
      assertThat(cast.again()).isFalse();
      assertThat(counted(vote).inFavour()).isEqualTo(new Weight(18_000, 2));
    }

    @Test
    void in_a_consultation_from_an_owner_of_whom_nobody_else_says_so() {
      sql(
          """
          update resident set verified_by = 'code', verified_at = now()
          where person_id = (select person_id from person where name = '李四')
          """);
      var usual = stage.wanted();
      var asked =
          new NewVote(
              usual.estateId(),
              Matter.CONSULTATION,
              "晚上9点后不放音响",
              usual.scope(),
              usual.rules(),
              OPENS,
              CLOSES,
              usual.draftedBy(),
              List.of());
      stage.announce(run(tx -> stage.votes.draft(tx, asked, VoteStage.DRAFTED)));
      stage.at(OPENS.plus(Duration.ofHours(1)));
      var vote = run(tx -> stage.votes.byNo(tx, VoteStage.ESTATE, 1)).orElseThrow();

      assertThat(stage.cast(vote, "李四", Choice.AGAINST)).isInstanceOf(CastResult.Counted.class);
      assertThat(stage.cast(vote, "孙三", Choice.FOR)).isInstanceOf(CastResult.Counted.class);
      assertThat(stage.cast(vote, "李四", Choice.AGAINST)).isInstanceOf(CastResult.Counted.class);
      assertThat(counted(vote).inFavour()).as("the owner's stands").isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void from_no_tenant_and_nobody_without_a_home() {
      var vote = stage.open();

      assertThat(stage.cast(vote, "冯九", Choice.FOR)).isEqualTo(new CastResult.NotAnOwner(vote));
      assertThat(stage.cast(vote, "陈书记", Choice.FOR)).isEqualTo(new CastResult.NotAnOwner(vote));
      assertThat(counted(vote).participants().owners()).isZero();
    }

    @Test
    void only_while_it_is_open() {
      var vote = stage.open();
      var early = OPENS.minusMillis(1);

      assertThat(stage.cast(vote, "钱二", Choice.FOR, early, early))
          .isEqualTo(new CastResult.NotOpenYet(vote));
      assertThat(stage.cast(vote, "钱二", Choice.FOR, CLOSES, CLOSES))
          .isEqualTo(new CastResult.Closed(vote));
      assertThat(
              stage.cast(
                  vote,
                  "钱二",
                  Choice.FOR,
                  CLOSES.minusMillis(1),
                  CLOSES.plus(Duration.ofMinutes(10))))
          .isEqualTo(new CastResult.Closed(vote));
      assertThat(
              stage.cast(
                  vote,
                  "钱二",
                  Choice.FOR,
                  CLOSES.minusMillis(1),
                  CLOSES.plus(Duration.ofMinutes(10)).minusMillis(1)))
          .isInstanceOf(CastResult.Counted.class);
      assertThat(counted(vote).inFavour()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void not_before_it_is_announced_and_not_of_another_estate() {
      var draft = stage.draft();

      assertThat(stage.cast(draft, "钱二", Choice.FOR)).isEqualTo(new CastResult.Unknown());
      var elsewhere = new NewBallot("bei", draft.id(), 1, Choice.FOR, OPENS, OPENS);
      CastResult there = run(tx -> stage.ballots.cast(tx, elsewhere));
      assertThat(there).isEqualTo(new CastResult.Unknown());
    }
  }

  @Nested
  class Takes_a_ballot_on_paper {

    @Test
    void when_a_second_person_confirmed_it() {
      var vote = stage.open();
      var entered = stage.enter(vote, "1-201", null, Choice.FOR, OPENS);

      assertThat(stage.confirm(vote, entered, "陈书记"))
          .isEqualTo(new PaperResult.NeedsSecondPerson(vote));
      assertThat(stage.confirm(vote, entered, "楚网格"))
          .isInstanceOfSatisfying(
              PaperResult.Confirmed.class,
              confirmed -> assertThat(confirmed.cast()).isInstanceOf(CastResult.Counted.class));
      assertThat(stage.confirm(vote, entered, "楚网格")).isEqualTo(new PaperResult.Unknown());
      assertThat(counted(vote).inFavour()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void that_is_spoiled_as_no_answer() {
      var vote = stage.open();
      var entered = stage.enter(vote, "1-201", null, Choice.INVALID, OPENS);

      assertThat(stage.confirm(vote, entered, "楚网格"))
          .isInstanceOfSatisfying(
              PaperResult.Confirmed.class,
              confirmed -> assertThat(confirmed.cast()).isInstanceOf(CastResult.Counted.class));
      assertThat(counted(vote).invalidOwners()).isEqualTo(1);
    }

    @Test
    void that_nobody_confirmed_does_not_count() {
      var vote = stage.open();
      stage.enter(vote, "1-201", null, Choice.FOR, OPENS);

      assertThat(counted(vote).participants().owners()).isZero();
    }

    @Test
    void that_was_signed_before_an_answer_in_the_chat_does_not_replace_it() {
      var vote = stage.open();
      stage.cast(vote, "钱二", Choice.AGAINST);
      stage.confirm(vote, stage.enter(vote, "1-201", null, Choice.FOR, OPENS), "楚网格");

      assertThat(counted(vote).against()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void of_a_flat_in_the_scope_and_of_one_owner() {
      var vote = stage.open();

      assertThat(stage.enter(vote, "1-202", null, Choice.FOR, OPENS))
          .isEqualTo(new PaperResult.WhichOwner(vote));
      assertThat(stage.enter(vote, "1-202", "孙三", Choice.FOR, OPENS))
          .isInstanceOf(PaperResult.Entered.class);
      assertThat(stage.enter(vote, "1-201", "孙三", Choice.FOR, OPENS))
          .isEqualTo(new PaperResult.NotAnOwner(vote));
      assertThat(stage.enter(vote, "1-901", null, Choice.FOR, OPENS))
          .isEqualTo(new PaperResult.NotAnOwner(vote));
    }

    @Test
    void only_with_a_signature_in_time() {
      var vote = stage.open();

      assertThat(stage.enter(vote, "1-201", null, Choice.FOR, OPENS.minusSeconds(1)))
          .isEqualTo(new PaperResult.NotSignedInTime(vote));
      assertThat(stage.enter(vote, "1-201", null, Choice.FOR, stage.clock.instant().plusSeconds(1)))
          .isEqualTo(new PaperResult.NotSignedInTime(vote));
      var entered = stage.enter(vote, "1-201", null, Choice.FOR, OPENS);
      stage.at(CLOSES.plus(Duration.ofMinutes(10)));
      assertThat(stage.confirm(vote, entered, "楚网格")).isInstanceOf(PaperResult.Closed.class);
    }
  }

  @Nested
  class Takes_an_agents_ballot {

    private final Proxies proxies = new Proxies();

    private Proxy appointed(Vote vote, String owner, String agent) {
      Proxy proxy =
          run(
              tx ->
                  proxies
                      .ask(tx, vote, person(owner), person(agent), "photo", stage.clock.instant())
                      .orElseThrow());
      run(
          tx -> {
            proxies.answer(tx, proxy, true, stage.clock.instant());
            return null;
          });
      return proxy;
    }

    private CastResult castFor(Vote vote, Proxy proxy, String agent, Choice choice) {
      var now = stage.clock.instant();
      var ballot = new NewBallot(VoteStage.ESTATE, vote.id(), person(agent), choice, now, now);
      return run(tx -> stage.ballots.castFor(tx, ballot, proxy));
    }

    @Test
    void for_the_owner_who_named_him() {
      var vote = stage.open();
      var proxy = appointed(vote, "钱二", "周五");

      assertThat(castFor(vote, proxy, "周五", Choice.FOR)).isInstanceOf(CastResult.Counted.class);
      assertThat(counted(vote).inFavour()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void and_the_owners_own_one_before_it() {
      var vote = stage.open();
      var proxy = appointed(vote, "钱二", "周五");
      stage.cast(vote, "钱二", Choice.AGAINST);
      castFor(vote, proxy, "周五", Choice.FOR);

      assertThat(counted(vote).against()).isEqualTo(new Weight(9_000, 1));
    }

    @Test
    void not_when_the_owner_has_taken_it_back() {
      var vote = stage.open();
      var proxy = appointed(vote, "钱二", "冯九");
      boolean ended = run(tx -> proxies.end(tx, vote, person("钱二"), stage.clock.instant()));

      assertThat(ended).isTrue();
      assertThat(castFor(vote, proxy, "冯九", Choice.FOR)).isEqualTo(new CastResult.NotAnOwner(vote));
      assertThat(counted(vote).participants().owners()).isZero();
    }
  }

  @Test
  void is_counted_once_when_its_grace_is_over() {
    var vote = stage.open();
    for (var name : new String[] {"赵一", "钱二", "周五", "吴六", "王八"}) {
      stage.cast(vote, name, Choice.FOR);
    }
    stage.at(CLOSES.plus(Duration.ofMinutes(10)).minusMillis(1));
    assertThat(stage.export(vote)).isEmpty();

    var result = counted(vote);

    assertThat(result.participants()).isEqualTo(new Weight(54_000, 5));
    assertThat(result.reason()).isEqualTo(Reason.PASSED);
    assertThat(sql("select count(*) from vote_log where kind = 'result'").getFirst().getLong(0))
        .isEqualTo(1);
    assertThat(stage.cast(vote, "郑七", Choice.FOR)).isInstanceOf(CastResult.Closed.class);
  }

  @Test
  void that_is_cancelled_takes_nothing_and_is_never_counted() {
    var vote = stage.open();
    assertThat(stage.cancel(vote)).isTrue();

    assertThat(stage.cast(vote, "钱二", Choice.FOR)).isInstanceOf(CastResult.Closed.class);
    stage.at(CLOSES.plus(Duration.ofDays(1)));
    assertThat(stage.export(vote)).isEmpty();
    assertThat(stage.cancel(vote)).isFalse();
  }
}
