package linli.bot.meetings;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import linli.bot.meetings.Meeting.Item;
import linli.bot.meetings.Meeting.Reason;
import linli.bot.store.Transaction;

/** SQL of meetings, their agenda and their tasks. */
final class MeetingRepository {

  private static final int MOST = 50;

  private static final String CALL =
      """
      insert into meeting (estate_id, held_at, place, called_by, called_at)
      values ($1, $2, $3, $4, $5) returning *
      """;

  Meeting call(
      Transaction tx, String estateId, Instant heldAt, String place, Long by, Instant now) {
    return meetings(tx, CALL, Tuple.of(estateId, utc(heldAt), place, by, utc(now))).getFirst();
  }

  private static final String BY_ID =
      """
      select * from meeting where estate_id = $1 and meeting_id = $2
      """;

  Optional<Meeting> find(Transaction tx, String estateId, long id) {
    return meetings(tx, BY_ID, Tuple.of(estateId, id)).stream().findFirst();
  }

  private static final String NEXT =
      """
      select * from meeting where estate_id = $1 and held_at > $2 order by held_at limit 1
      """;

  Optional<Meeting> next(Transaction tx, String estateId, Instant now) {
    return meetings(tx, NEXT, Tuple.of(estateId, utc(now))).stream().findFirst();
  }

  private static final String LAST =
      """
      select * from meeting where estate_id = $1 and held_at <= $2 order by held_at desc limit 1
      """;

  /** The one that began last. */
  Optional<Meeting> last(Transaction tx, String estateId, Instant now) {
    return meetings(tx, LAST, Tuple.of(estateId, utc(now))).stream().findFirst();
  }

  private static final String ALL =
      """
      select * from meeting where estate_id = $1 order by held_at desc limit $2
      """;

  List<Meeting> all(Transaction tx, String estateId) {
    return meetings(tx, ALL, Tuple.of(estateId, MOST));
  }

  private static final String MINUTES =
      """
      update meeting set minutes = $3, minutes_at = $4 where estate_id = $1 and meeting_id = $2
      """;

  void minutes(Transaction tx, Meeting of, String words, Instant now) {
    tx.write(MINUTES, Tuple.of(of.estateId(), of.id(), words, utc(now)));
  }

  private static final String LIST =
      """
      insert into meeting_item (estate_id, meeting_id, case_id, reason, listed_at)
      values ($1, $2, $3, $4, $5)
      on conflict do nothing
      """;

  /** False when the case was on the agenda before. */
  boolean list(Transaction tx, Meeting on, long caseId, Reason reason, Instant now) {
    var row = Tuple.of(on.estateId(), on.id(), caseId, reason.name(), utc(now));
    return tx.preparedQuery(LIST).execute(row).await().rowCount() == 1;
  }

  private static final String ITEMS =
      """
      select case_id, reason from meeting_item
      where estate_id = $1 and meeting_id = $2 order by listed_at, case_id
      """;

  List<Item> items(Transaction tx, Meeting of) {
    return rows(
        tx.preparedQuery(ITEMS).execute(Tuple.of(of.estateId(), of.id())).await(),
        row -> new Item(row.getLong("case_id"), Reason.valueOf(row.getString("reason"))));
  }

  private static final String TASK =
      """
      insert into meeting_task (estate_id, kind, meeting_id, case_id, building, issue_type, party_id,
                                what, made_at, due_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      on conflict do nothing
      returning *
      """;

  /** Empty when the same root cause is being worked on. */
  Optional<MeetingTask> add(Transaction tx, MeetingTask task, Instant now) {
    return tasks(
            tx,
            TASK,
            Tuple.tuple()
                .addValue(task.estateId())
                .addValue(task.kind().name())
                .addValue(task.meetingId())
                .addValue(task.caseId())
                .addValue(task.building())
                .addValue(task.issueType())
                .addValue(task.partyId())
                .addValue(task.what())
                .addValue(utc(now))
                .addValue(utc(task.dueAt())))
        .stream()
        .findFirst();
  }

  private static final String TASK_BY_ID =
      """
      select * from meeting_task where estate_id = $1 and task_id = $2
      """;

  Optional<MeetingTask> task(Transaction tx, String estateId, long id) {
    return tasks(tx, TASK_BY_ID, Tuple.of(estateId, id)).stream().findFirst();
  }

  private static final String OPEN_TASKS =
      """
      select * from meeting_task where estate_id = $1 and done_at is null order by due_at limit $2
      """;

  List<MeetingTask> openTasks(Transaction tx, String estateId) {
    return tasks(tx, OPEN_TASKS, Tuple.of(estateId, MOST));
  }

  private static final String TASKS_OF =
      """
      select * from meeting_task where estate_id = $1 and meeting_id = $2 order by task_id
      """;

  List<MeetingTask> tasks(Transaction tx, Meeting of) {
    return tasks(tx, TASKS_OF, Tuple.of(of.estateId(), of.id()));
  }

  private static final String DONE =
      """
      update meeting_task set done_at = $3, done_text = $4
      where estate_id = $1 and task_id = $2 and done_at is null
      """;

  void done(Transaction tx, MeetingTask task, String words, Instant now) {
    tx.write(DONE, Tuple.of(task.estateId(), task.id(), utc(now), words));
  }

  private static final String YOUNG_ROOT =
      """
      select count(*)::int as n from meeting_task
      where estate_id = $1 and kind = 'ROOT_CAUSE' and building = $2 and issue_type = $3
        and (done_at is null or done_at >= $4)
      """;

  /** Whether the root cause is being worked on, or was until then. */
  boolean hasRoot(
      Transaction tx, String estateId, String building, String issueType, Instant since) {
    return tx.preparedQuery(YOUNG_ROOT)
            .execute(Tuple.of(estateId, building, issueType, utc(since)))
            .await()
            .iterator()
            .next()
            .getInteger("n")
        > 0;
  }

  private static List<Meeting> meetings(Transaction tx, String sql, Tuple values) {
    return rows(
        tx.preparedQuery(sql).execute(values).await(),
        row ->
            new Meeting(
                row.getString("estate_id"),
                row.getLong("meeting_id"),
                instant(row, "held_at"),
                row.getString("place"),
                row.getLong("called_by"),
                row.getString("minutes"),
                instant(row, "minutes_at")));
  }

  private static List<MeetingTask> tasks(Transaction tx, String sql, Tuple values) {
    return rows(
        tx.preparedQuery(sql).execute(values).await(),
        row ->
            new MeetingTask(
                row.getString("estate_id"),
                row.getLong("task_id"),
                MeetingTask.Kind.valueOf(row.getString("kind")),
                row.getLong("meeting_id"),
                row.getLong("case_id"),
                row.getString("building"),
                row.getString("issue_type"),
                row.getString("party_id"),
                row.getString("what"),
                instant(row, "due_at"),
                instant(row, "done_at"),
                row.getString("done_text")));
  }

  private static <T> List<T> rows(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }

  private static Instant instant(Row row, String column) {
    var at = row.getOffsetDateTime(column);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
