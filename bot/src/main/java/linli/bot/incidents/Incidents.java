package linli.bot.incidents;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.residents.Speaker;
import linli.bot.store.Memory;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/** SQL and timers of announced outages. */
public final class Incidents {

  private static final String ANNOUNCE = "incident.announce";
  private static final String END = "incident.end";

  private final DueWork due;

  public Incidents(DueWork due) {
    this.due = due;
  }

  /** Says what is to be done when one is announced and when one is over. */
  public void onAnnounced(
      BiConsumer<Transaction, Incident> announced, BiConsumer<Transaction, Incident> over) {
    due.registerByDay(
        ANNOUNCE,
        (tx, item) -> find(tx, item).ifPresent(incident -> announced.accept(tx, incident)));
    due.registerByDay(
        END, (tx, item) -> find(tx, item).ifPresent(i -> end(tx, i, item.dueAt(), over)));
  }

  private Optional<Incident> find(Transaction tx, DueItem item) {
    return one(tx, item.estateId(), Long.parseLong(item.subject()));
  }

  private static void end(
      Transaction tx, Incident incident, Instant now, BiConsumer<Transaction, Incident> over) {
    if (close(tx, incident, now)) {
      over.accept(tx, incident);
    }
  }

  private static final String INSERT =
      """
      insert into incident (estate_id, kind, issue_type, buildings, starts_at, ends_at, reason,
                            announced_by, announced_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      returning *
      """;

  /** Keeps it; at night the groups hear of it in the morning, or when it begins. */
  public Incident open(Transaction tx, Incident wanted, long by, Instant now) {
    var values =
        Tuple.tuple()
            .addValue(wanted.estateId())
            .addValue(wanted.kind())
            .addValue(wanted.issueType())
            .addValue(wanted.buildings().toArray(String[]::new))
            .addValue(wanted.startsAt().atOffset(ZoneOffset.UTC))
            .addValue(wanted.endsAt().atOffset(ZoneOffset.UTC))
            .addValue(wanted.reason())
            .addValue(by)
            .addValue(now.atOffset(ZoneOffset.UTC));
    var opened = read(tx.preparedQuery(INSERT).execute(values).await().iterator().next());
    schedule(tx, opened, ANNOUNCE, QuietHours.after(now));
    schedule(tx, opened, END, QuietHours.after(opened.endsAt()));
    return opened;
  }

  private void schedule(Transaction tx, Incident about, String kind, Instant at) {
    due.schedule(tx, new DueItem(about.estateId(), kind, Long.toString(about.id()), 0, at));
  }

  private static final Memory<String, List<Incident>> NOT_OVER_IN = new Memory<>("incident");

  private static final String NOT_OVER =
      """
      select * from incident
      where estate_id = $1 and ended_at is null
      order by starts_at limit 200
      """;

  /** Asked for by most reports, written to rarely: once for all messages of a transaction. */
  private static List<Incident> notOver(Transaction tx, String estateId) {
    return tx.recall(NOT_OVER_IN, estateId)
        .orElseGet(
            () -> {
              var rows = tx.preparedQuery(NOT_OVER).execute(Tuple.of(estateId)).await();
              var incidents =
                  StreamSupport.stream(rows.spliterator(), false).map(Incidents::read).toList();
              tx.remember(NOT_OVER_IN, estateId, incidents);
              return incidents;
            });
  }

  /** The outage that trouble of this type at this building belongs to now. */
  public Optional<Incident> covering(
      Transaction tx, String estateId, String issueType, String building, Instant now) {
    return running(tx, estateId, issueType, now).reversed().stream()
        .filter(incident -> incident.covers(building, now))
        .findFirst();
  }

  /** Outages of the type that have begun and are not over yet, the oldest first. */
  public List<Incident> running(Transaction tx, String estateId, String issueType, Instant now) {
    return notOver(tx, estateId).stream()
        .filter(incident -> incident.issueType().equals(issueType))
        .filter(incident -> !incident.startsAt().isAfter(now))
        .toList();
  }

  /** Outages that are announced and not over: those to come, too. */
  public List<Incident> announced(Transaction tx, String estateId) {
    return notOver(tx, estateId);
  }

  private static final String END_NOW =
      """
      update incident set ends_at = greatest($3, starts_at + interval '1 second')
      where estate_id = $1 and incident_id = $2
      """;

  /** It is over earlier than announced; at night the groups hear of it in the morning. */
  public void endNow(Transaction tx, Incident incident, Instant now) {
    tx.write(END_NOW, Tuple.of(incident.estateId(), incident.id(), now.atOffset(ZoneOffset.UTC)));
    due.schedule(
        tx,
        new DueItem(
            incident.estateId(), END, Long.toString(incident.id()), 1, QuietHours.after(now)));
  }

  private static final String TOLD =
      """
      update incident set told_at = $3 where estate_id = $1 and incident_id = $2
      """;

  /** The groups have heard of it. */
  public void told(Transaction tx, Incident incident, Instant now) {
    tx.write(TOLD, Tuple.of(incident.estateId(), incident.id(), now.atOffset(ZoneOffset.UTC)));
  }

  private static final String CLOSE =
      """
      update incident set ended_at = $3
      where estate_id = $1 and incident_id = $2 and ended_at is null
      """;

  /** False when it was over already. */
  private static boolean close(Transaction tx, Incident incident, Instant now) {
    return tx.preparedQuery(CLOSE)
            .execute(Tuple.of(incident.estateId(), incident.id(), now.atOffset(ZoneOffset.UTC)))
            .await()
            .rowCount()
        == 1;
  }

  private static final String ATTACH =
      """
      insert into incident_report (estate_id, incident_id, channel, account_id, at)
      values ($1, $2, $3, $4, $5)
      on conflict do nothing
      """;

  public void attach(Transaction tx, Incident incident, Speaker speaker, Instant now) {
    tx.write(
        ATTACH,
        Tuple.of(
            incident.estateId(),
            incident.id(),
            speaker.channel(),
            speaker.accountId(),
            now.atOffset(ZoneOffset.UTC)));
  }

  private static final String DETACH =
      """
      delete from incident_report
      where estate_id = $1 and channel = $2 and account_id = $3 and incident_id = $4
      """;

  public void detach(Transaction tx, String estateId, long incidentId, Speaker speaker) {
    tx.write(DETACH, Tuple.of(estateId, speaker.channel(), speaker.accountId(), incidentId));
  }

  private static final String DETACH_ALL =
      """
      delete from incident_report where estate_id = $1 and channel = $2 and account_id = $3
      """;

  /** The account lives here no more: nobody tells it that something is over. */
  public void detachAll(Transaction tx, String estateId, String channel, String accountId) {
    tx.write(DETACH_ALL, Tuple.of(estateId, channel, accountId));
  }

  /** An account that felt it. */
  public record Felt(String channel, String accountId) {
    @Override
    public String toString() {
      return "Felt[]";
    }
  }

  private static final String FELT_BY =
      """
      select channel, account_id from incident_report as felt
      where estate_id = $1 and incident_id = $2
        and not exists (
          select from topic_mute as mute
          where mute.estate_id = felt.estate_id and mute.topic = 'OUTAGES'
            and mute.channel = felt.channel and mute.account_id = felt.account_id)
      order by at limit 500
      """;

  /** Those who want to hear that it is over. */
  public List<Felt> feltBy(Transaction tx, Incident incident) {
    var rows =
        tx.preparedQuery(FELT_BY).execute(Tuple.of(incident.estateId(), incident.id())).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Felt(row.getString(0), row.getString(1)))
        .toList();
  }

  private static final String ONE =
      """
      select * from incident where estate_id = $1 and incident_id = $2 and ended_at is null
      """;

  private static Optional<Incident> one(Transaction tx, String estateId, long id) {
    for (var row : tx.preparedQuery(ONE).execute(Tuple.of(estateId, id)).await()) {
      return Optional.of(read(row));
    }
    return Optional.empty();
  }

  private static Incident read(Row row) {
    var told = row.getOffsetDateTime("told_at");
    return new Incident(
        row.getString("estate_id"),
        row.getLong("incident_id"),
        row.getString("kind"),
        row.getString("issue_type"),
        List.of(row.getArrayOfStrings("buildings")),
        row.getOffsetDateTime("starts_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant(),
        row.getString("reason"),
        row.getOffsetDateTime("announced_at").toInstant(),
        told == null ? null : told.toInstant());
  }
}
