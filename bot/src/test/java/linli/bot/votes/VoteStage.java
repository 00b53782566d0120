package linli.bot.votes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import linli.bot.MovableClock;
import linli.bot.due.DueWork;
import linli.bot.estates.EstateFile;
import linli.bot.estates.EstateImport;
import linli.bot.store.TestDatabase;
import linli.bot.store.Transaction;
import linli.bot.votes.tally.Choice;
import linli.bot.votes.tally.Matter;
import linli.bot.votes.tally.Scope;

/** An estate with one building of eight flats, and the life of its votes on a movable clock. */
public final class VoteStage {

  static final String ESTATE = "nan";
  static final Instant DRAFTED = Instant.parse("2026-10-09T02:00:00Z");
  static final Instant ANNOUNCED = Instant.parse("2026-10-10T02:00:00Z");
  static final Instant OPENS = Instant.parse("2026-11-01T00:00:00Z");
  static final Instant CLOSES = Instant.parse("2026-11-15T12:00:00Z");

  private static final String FILE =
      """
      id: nan
      name: 南苑小区
      community: 南苑社区
      committee: 南苑居委会
      street: 南苑街道
      buildings:
        - {building: "3", units: ["1", "2"], floors: 2, flatsPerFloor: 2}
      parties:
        company: {kind: property, name: 南苑物业}
        people: {kind: committee, name: 南苑居委会}
      people:
        赵一: {homes: [{at: 3-1-101, relation: owner}, {at: 3-1-102, relation: owner}]}
        钱二: {homes: [{at: 3-1-201, relation: owner}]}
        孙三: {homes: [{at: 3-1-202, relation: owner}]}
        李四: {homes: [{at: 3-1-202, relation: owner}]}
        周五: {homes: [{at: 3-2-101, relation: owner}]}
        吴六: {homes: [{at: 3-2-102, relation: owner}]}
        郑七: {homes: [{at: 3-2-201, relation: owner}], staff: [{role: property_manager, party: company, title: 物业}]}
        王八: {homes: [{at: 3-2-202, relation: owner}]}
        冯九: {homes: [{at: 3-2-202, relation: tenant}]}
        陈书记: {staff: [{role: secretary, party: people, title: 书记}]}
        楚网格: {staff: [{role: grid_worker, party: people, title: 网格员}]}
      """;

  final MovableClock clock = new MovableClock(DRAFTED);
  final DueWork due = new DueWork(TestDatabase.pool(), TestDatabase.transactions(), clock);
  final Random random = new Random(6);
  final Votes votes = new Votes(due, random);
  final Ballots ballots = new Ballots(random);

  /** Empties the database and puts the estate there, every flat with 90.00 m². */
  public VoteStage() {
    TestDatabase.clean();
    var file =
        EstateFile.read(
            new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8)), "nan.estate.yml");
    run(
        tx -> {
          EstateImport.run(tx, file, "webhook", Instant.EPOCH);
          return null;
        });
    sql("update household set area_hundredths = 9000");
  }

  static <T> T run(Function<Transaction, T> work) {
    return TestDatabase.transactions().run(work);
  }

  static List<Row> sql(String sql, Object... values) {
    var rows = TestDatabase.pool().preparedQuery(sql).execute(Tuple.from(List.of(values))).await();
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  static long person(String name) {
    return sql("select person_id from person where name = $1", name).getFirst().getLong(0);
  }

  NewVote wanted() {
    return new NewVote(
        ESTATE,
        Matter.USE_MAINTENANCE_FUND,
        "使用维修资金更换3号楼电梯钢丝绳",
        Scope.building("3"),
        VoteProfiles.load().standard(),
        OPENS,
        CLOSES,
        person("陈书记"),
        List.of());
  }

  Vote draft() {
    return run(tx -> votes.draft(tx, wanted(), DRAFTED));
  }

  AnnounceResult announce(Vote vote) {
    return announce(vote, "楚网格", ANNOUNCED);
  }

  AnnounceResult announce(Vote vote, String checkedBy, Instant at) {
    return run(tx -> votes.announce(tx, ESTATE, vote.id(), person(checkedBy), at));
  }

  boolean cancel(Vote vote) {
    return run(tx -> votes.cancel(tx, ESTATE, vote.id(), "题目有误", clock.instant()));
  }

  Optional<byte[]> export(Vote vote) {
    return run(tx -> Votes.export(tx, ESTATE, vote.id()));
  }

  /** A vote that is announced; the clock stands an hour after its opening. */
  public Vote open() {
    var announced = (AnnounceResult.Announced) announce(draft());
    at(OPENS.plus(Duration.ofHours(1)));
    return announced.vote();
  }

  void at(Instant time) {
    due.runDue(time);
    clock.forward(Duration.between(clock.instant(), time));
  }

  CastResult cast(Vote vote, String name, Choice choice) {
    return cast(vote, name, choice, clock.instant(), clock.instant());
  }

  CastResult cast(Vote vote, String name, Choice choice, Instant sentAt, Instant receivedAt) {
    var ballot = new NewBallot(ESTATE, vote.id(), person(name), choice, sentAt, receivedAt);
    return run(tx -> ballots.cast(tx, ballot));
  }

  PaperResult enter(Vote vote, String room, String signedBy, Choice choice, Instant signedAt) {
    var paper =
        new NewPaper(
            ESTATE,
            vote.id(),
            "3",
            room.substring(0, 1),
            room.substring(2),
            signedBy == null ? null : person(signedBy),
            choice,
            signedAt,
            "photo-1",
            person("陈书记"),
            1);
    return run(tx -> ballots.enter(tx, paper, clock.instant()));
  }

  PaperResult confirm(Vote vote, PaperResult entered, String by) {
    var paperId = ((PaperResult.Entered) entered).paperId();
    return run(tx -> ballots.confirm(tx, ESTATE, vote.id(), paperId, person(by), clock.instant()));
  }

  /** Everything that is due until the grace is over happens. */
  public byte[] count(Vote vote) {
    at(CLOSES.plus(Duration.ofMinutes(10)));
    return export(vote).orElseThrow();
  }
}
