package linli.bot.votes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import linli.bot.votes.recount.ExportFile;
import linli.bot.votes.recount.ExportFile.Read;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Tally;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Where the assembly lets silence follow the majority, who was served a ballot")
class ServedBallotsTest {

  private final VoteStage stage = new VoteStage();
  private final Services services = new Services();
  private Vote vote;

  @BeforeEach
  void a_vote_is_open() {
    var rules = VoteProfiles.load().standard().following("议事规则第12条");
    var usual = stage.wanted();
    var wanted =
        new NewVote(
            usual.estateId(),
            usual.matter(),
            usual.question(),
            usual.scope(),
            rules,
            usual.opensAt(),
            usual.closesAt(),
            usual.draftedBy(),
            List.of());
    var draft = VoteStage.run(tx -> stage.votes.draft(tx, wanted, VoteStage.DRAFTED));
    vote = ((AnnounceResult.Announced) stage.announce(draft)).vote();
    stage.at(VoteStage.OPENS.plus(Duration.ofHours(1)));
  }

  private static NewVote.Flat flat(String room) {
    return new NewVote.Flat("3", room.substring(0, 1), room.substring(2));
  }

  private ServiceResult serve(String room, Instant at) {
    var service =
        new NewService(
            VoteStage.ESTATE,
            vote.id(),
            flat(room),
            ServiceWay.AT_HOME,
            at,
            "photo-1",
            null,
            VoteStage.person("楚网格"),
            null);
    return VoteStage.run(tx -> services.record(tx, service, stage.clock.instant()));
  }

  private ServiceResult withdraw(String room) {
    var by = VoteStage.person("陈书记");
    var now = stage.clock.instant();
    return VoteStage.run(
        tx -> services.withdraw(tx, VoteStage.ESTATE, vote.id(), flat(room), by, now));
  }

  private byte[] counted() {
    for (var name : List.of("赵一", "周五", "吴六")) {
      stage.cast(vote, name, Choice.FOR);
    }
    stage.cast(vote, "郑七", Choice.AGAINST);
    var now = stage.clock.instant();
    assertThat(serve("1-201", now)).isInstanceOf(ServiceResult.Recorded.class);
    assertThat(serve("1-202", now)).isInstanceOf(ServiceResult.Recorded.class);
    assertThat(withdraw("1-202")).isInstanceOf(ServiceResult.Withdrawn.class);
    return stage.count(vote);
  }

  @Test
  void is_counted_with_it_and_nobody_else_in_the_export_as_well() {
    var sound = (Read.Sound) ExportFile.read(counted());

    var result = Tally.count(sound.vote().poll());
    assertThat(result.attributed().owners()).as("钱二 alone").isEqualTo(1);
    assertThat(result.inFavour().owners()).isEqualTo(4);
    assertThat(result.participants().owners()).isEqualTo(5);
    assertThat(result.scope().owners()).isEqualTo(7);
    assertThat(sound.vote().result().path("attributedOwners").asInt()).isEqualTo(1);
    assertThat(sound.vote().result().path("attributedArea").asInt()).isEqualTo(9000);
  }

  @Test
  void is_written_down_with_how_when_and_by_whom_and_the_export_names_nobody() {
    var text = new String(counted(), UTF_8);

    assertThat(text).contains("\"service\":{\"household\":\"h", "\"way\":\"at_home\"");
    assertThat(text).doesNotContain("楚网格", "陈书记", "photo-1", "201");
    var row =
        VoteStage.sql(
                "select way, recorded_by, withdrawn_by from vote_service"
                    + " where withdrawn_at is not null")
            .getFirst();
    assertThat(row.getString("way")).isEqualTo("at_home");
    assertThat(row.getLong("recorded_by")).isEqualTo(VoteStage.person("楚网格"));
    assertThat(row.getLong("withdrawn_by")).isEqualTo(VoteStage.person("陈书记"));
  }

  @Test
  void cannot_be_changed_in_the_export_unnoticed() {
    var export = counted();
    var text = new String(export, UTF_8);
    var forged = text.replaceFirst("\"served\":false", "\"served\":true ").getBytes(UTF_8);
    var line = text.substring(0, text.indexOf("\"served\":false")).split("\n").length;

    var damages = ((Read.Tampered) ExportFile.read(forged)).damages();

    assertThat(damages.getFirst()).startsWith("第" + line + "行");
  }

  @Test
  void is_taken_from_the_announcement_until_the_end_once_for_each_flat_that_is_asked() {
    var now = stage.clock.instant();
    assertThat(serve("1-201", VoteStage.ANNOUNCED)).isInstanceOf(ServiceResult.Recorded.class);
    assertThat(serve("1-201", now)).isInstanceOf(ServiceResult.Before.class);
    assertThat(serve("1-202", VoteStage.DRAFTED)).isInstanceOf(ServiceResult.NotInTime.class);
    assertThat(serve("1-202", now.plusSeconds(1))).isInstanceOf(ServiceResult.NotInTime.class);
    assertThat(serve("1-999", now)).isInstanceOf(ServiceResult.NotOnRoll.class);
    assertThat(withdraw("2-201")).isInstanceOf(ServiceResult.NotServed.class);
    stage.count(vote);
    assertThat(serve("1-202", now)).isInstanceOf(ServiceResult.Closed.class);
    assertThat(withdraw("1-201")).isInstanceOf(ServiceResult.Closed.class);
  }

  @Test
  void tells_nobody_what_silence_adds_while_the_vote_is_open() {
    var now = stage.clock.instant();
    stage.cast(vote, "赵一", Choice.FOR);
    serve("1-201", now);

    var so = VoteStage.run(tx -> stage.votes.participation(tx, vote));

    assertThat(so.participants().owners()).as("a leader would be seen by it").isEqualTo(1);
  }
}
