package linli.bot.households;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import linli.bot.due.DueItem;
import linli.bot.due.DueWork;
import linli.bot.estates.roster.Relation;
import linli.bot.residents.Speakers.Account;
import linli.bot.store.Transaction;
import linli.schedules.QuietHours;

/** Accounts that say whose household they are, and wait for staff to confirm it. */
public final class BindingRequests {

  /** After this nobody has to answer any more. */
  public static final Duration OPEN_FOR = Duration.ofHours(72);

  /** After this the next role is asked, too. */
  private static final Duration PATIENCE = Duration.ofHours(24);

  private static final Duration KEPT = Duration.ofDays(30);

  private static final String ASK_FIRST = "binding.ask-first";
  private static final String ASK_NEXT = "binding.ask-next";
  private static final String EXPIRE = "binding.expire";
  private static final String FORGET = "binding.forget";

  /** Who may confirm where the estate file does not say; the first on duty is asked first. */
  private static final List<String> CONFIRMING =
      List.of("grid_worker", "building_head", "customer_service");

  private final DueWork due;

  public BindingRequests(DueWork due) {
    this.due = due;
    due.register(FORGET, this::forget);
  }

  /** What is told while a request waits. */
  @FunctionalInterface
  public interface Heard {
    void about(Transaction tx, Request request, Instant at);
  }

  /** Says who hears that a request waits after a night, waits still, or has ended unanswered. */
  public void onSilence(Heard waits, Heard stillWaits, Heard expired) {
    due.registerByDay(
        ASK_FIRST, (tx, item) -> open(tx, item).ifPresent(r -> waits.about(tx, r, item.dueAt())));
    due.registerByDay(
        ASK_NEXT,
        (tx, item) -> open(tx, item).ifPresent(r -> stillWaits.about(tx, r, item.dueAt())));
    due.registerByDay(
        EXPIRE,
        (tx, item) ->
            open(tx, item)
                .flatMap(r -> decide(tx, r, State.EXPIRED, null, item.dueAt()))
                .ifPresent(r -> expired.about(tx, r, item.dueAt())));
  }

  private Optional<Request> open(Transaction tx, DueItem item) {
    return find(tx, item.estateId(), Integer.parseInt(item.subject()))
        .filter(request -> request.state() == State.OPEN);
  }

  /** How far it came. */
  public enum State {
    OPEN,
    CONFIRMED,
    REFUSED,
    EXPIRED,
    WITHDRAWN;

    private String stored() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One account and the household that it names.
   *
   * @param no counted per estate, never used twice
   * @param called the name under which the platform shows them
   */
  public record Request(
      String estateId,
      int no,
      Account account,
      String called,
      Household home,
      Relation relation,
      State state) {
    @Override
    public String toString() {
      return "Request[" + no + " " + state + "]";
    }
  }

  private static final String ROLES =
      """
      select role from binding_role where estate_id = $1 order by rank
      """;

  /** The roles that may confirm, the one that is asked first at the front. */
  public List<String> confirmingRoles(Transaction tx, String estateId) {
    var rows = tx.preparedQuery(ROLES).execute(Tuple.of(estateId)).await();
    return rows.size() == 0
        ? CONFIRMING
        : StreamSupport.stream(rows.spliterator(), false)
            .map(row -> row.getString("role"))
            .toList();
  }

  private static final String NEXT_NO =
      """
      insert into binding_counter (estate_id, last_no) values ($1, 1)
      on conflict (estate_id) do update set last_no = binding_counter.last_no + 1
      returning last_no
      """;

  private static final String ADD =
      """
      insert into binding_request (estate_id, request_no, channel, account_id, building, unit, room,
                                   relation, asked_at, called, state)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open')
      on conflict do nothing
      returning *
      """;

  /** Opens a request; empty when the same one is open already. */
  public Optional<Request> open(
      Transaction tx,
      String estateId,
      Account account,
      String called,
      Household home,
      Relation relation,
      Instant now) {
    var no =
        tx.preparedQuery(NEXT_NO)
            .execute(Tuple.of(estateId))
            .await()
            .iterator()
            .next()
            .getInteger("last_no");
    var added =
        one(
            tx.preparedQuery(ADD)
                .execute(
                    Tuple.of(estateId, no, account.channel(), account.id())
                        .addValue(home.building())
                        .addValue(home.unit())
                        .addValue(home.room())
                        .addValue(relation.column())
                        .addValue(now.atOffset(ZoneOffset.UTC))
                        .addValue(called))
                .await());
    added.ifPresent(request -> schedule(tx, request, now));
    return added;
  }

  private void schedule(Transaction tx, Request request, Instant now) {
    var day = QuietHours.after(now);
    if (!day.equals(now)) {
      due.schedule(tx, item(request, ASK_FIRST, day));
    }
    due.schedule(tx, item(request, ASK_NEXT, QuietHours.after(day.plus(PATIENCE))));
    due.schedule(tx, item(request, EXPIRE, now.plus(OPEN_FOR)));
  }

  private static DueItem item(Request request, String kind, Instant at) {
    return new DueItem(request.estateId(), kind, Integer.toString(request.no()), 0, at);
  }

  private static final String FIND =
      """
      select * from binding_request where estate_id = $1 and request_no = $2
      """;

  public Optional<Request> find(Transaction tx, String estateId, int no) {
    return one(tx.preparedQuery(FIND).execute(Tuple.of(estateId, no)).await());
  }

  private static final String OPEN_OF =
      """
      select * from binding_request
      where estate_id = $1 and channel = $2 and account_id = $3 and state = 'open'
      order by request_no
      """;

  /** What this account waits for. */
  public List<Request> openOf(Transaction tx, String estateId, Account account) {
    var rows =
        tx.preparedQuery(OPEN_OF)
            .execute(Tuple.of(estateId, account.channel(), account.id()))
            .await();
    return StreamSupport.stream(rows.spliterator(), false).map(BindingRequests::read).toList();
  }

  private static final String DECIDE =
      """
      update binding_request set state = $3, decided_by = $4, decided_at = $5
      where estate_id = $1 and request_no = $2 and state = 'open'
      returning *
      """;

  /**
   * Ends a request, once.
   *
   * @param by the member of staff, or null
   * @return empty when it had ended before
   */
  public Optional<Request> decide(
      Transaction tx, Request request, State state, Long by, Instant now) {
    var decided =
        one(
            tx.preparedQuery(DECIDE)
                .execute(
                    Tuple.of(request.estateId(), request.no(), state.stored(), by)
                        .addValue(now.atOffset(ZoneOffset.UTC)))
                .await());
    decided.ifPresent(r -> due.schedule(tx, item(r, FORGET, now.plus(KEPT))));
    return decided;
  }

  private static final String DELETE =
      """
      delete from binding_request where estate_id = $1 and request_no = $2 and state <> 'open'
      """;

  private void forget(Transaction tx, DueItem item) {
    tx.write(DELETE, Tuple.of(item.estateId(), Integer.parseInt(item.subject())));
  }

  private static Optional<Request> one(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst().map(BindingRequests::read);
  }

  private static Request read(Row row) {
    return new Request(
        row.getString("estate_id"),
        row.getInteger("request_no"),
        new Account(row.getString("channel"), row.getString("account_id")),
        row.getString("called"),
        Household.of(row),
        Relation.ofColumn(row.getString("relation")),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
  }
}
