package linli.bot.store;

import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A database transaction as the code inside it sees it. Used by one thread.
 *
 * <p>Statements run in the order in which they were given. Besides those that are waited for there
 * are {@linkplain #write writes} whose answer nobody needs, and {@linkplain #defer rows} that go
 * out together at the end: most of the cost of a small statement is the way to the server and back.
 */
public final class Transaction {

  /** Writes rows of one kind with one statement. */
  @FunctionalInterface
  public interface RowWriter<T> {
    void write(Transaction tx, List<T> rows);
  }

  private final SqlConnection connection;
  private final Map<RowWriter<?>, List<Object>> deferred = new LinkedHashMap<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final Map<Memory<?, ?>, Map<Object, Object>> remembered = new HashMap<>();
  private volatile Throwable refused;
  private boolean endsSoon;

  /** For whoever begins and ends it on the connection. */
  public Transaction(SqlConnection connection) {
    this.connection = connection;
  }

  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    forgetWhatChanges(sql);
    return connection.preparedQuery(sql);
  }

  /**
   * As {@link #preparedQuery(String)}, by who sees to it that what is remembered of this kind stays
   * true although one of its tables is written.
   *
   * @see #forget
   */
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, Memory<?, ?> staysTrue) {
    forgetWhatChanges(sql, staysTrue);
    return connection.preparedQuery(sql);
  }

  public Query<RowSet<Row>> query(String sql) {
    forgetWhatChanges(sql);
    return connection.query(sql);
  }

  /**
   * Sends a statement and goes on.
   *
   * <p>When it fails, PostgreSQL refuses every later statement of the transaction, the commit at
   * the latest: nothing is kept that should not be, and the failure carries the reason.
   */
  public void write(String sql, Tuple values) {
    forgetWhatChanges(sql);
    connection.preparedQuery(sql).execute(values).onFailure(this::refuse);
  }

  /**
   * As {@link #write(String, Tuple)}, by who sees to it that all that is remembered stays true.
   *
   * @see #forget
   */
  public void writeKnowingly(String sql, Tuple values) {
    connection.preparedQuery(sql).execute(values).onFailure(this::refuse);
  }

  /** As {@link #write(String, Tuple)} for each of them, in this order, in one go. */
  public void writeAll(String sql, List<Tuple> rows) {
    forgetWhatChanges(sql);
    connection.preparedQuery(sql).executeBatch(rows).onFailure(this::refuse);
  }

  private void refuse(Throwable failure) {
    if (refused == null) {
      refused = failure;
    }
  }

  /** Keeps a row for its writer until {@link #flush} or the end of the transaction. */
  public <T> void defer(RowWriter<T> writer, T row) {
    deferred.computeIfAbsent(writer, x -> new ArrayList<>()).add(row);
  }

  /** Writes what was deferred: whoever reads a table whose rows are deferred calls it before. */
  public void flush() {
    while (!deferred.isEmpty()) {
      var rows = new LinkedHashMap<>(deferred);
      deferred.clear();
      rows.forEach(this::flush);
    }
  }

  @SuppressWarnings("unchecked") // defer puts only rows of the writer's own kind there
  private <T> void flush(RowWriter<T> writer, List<Object> rows) {
    writer.write(this, (List<T>) rows);
  }

  /**
   * What is kept in memory is no longer what this transaction has made of it: who works off several
   * things in it ends it after this one.
   */
  public void endSoon() {
    endsSoon = true;
  }

  public boolean endsSoon() {
    return endsSoon;
  }

  /** Keeps an answer until it is not true any more, or the transaction ends. */
  public <K, V> void remember(Memory<K, V> memory, K asked, V answer) {
    remembered.computeIfAbsent(memory, x -> new HashMap<>()).put(asked, answer);
  }

  /** What was {@linkplain #remember remembered} of it, if it is still true. */
  @SuppressWarnings("unchecked") // remember puts only values of the memory's own kind there
  public <K, V> Optional<V> recall(Memory<K, V> memory, K asked) {
    return Optional.ofNullable((V) remembered.getOrDefault(memory, Map.of()).get(asked));
  }

  /** This will be asked for anew. */
  public <K, V> void forget(Memory<K, V> memory, K asked) {
    remembered.getOrDefault(memory, new HashMap<>()).remove(asked);
  }

  private void forgetWhatChanges(String sql) {
    forgetWhatChanges(sql, null);
  }

  private void forgetWhatChanges(String sql, Memory<?, ?> staysTrue) {
    if (!remembered.isEmpty()) {
      remembered.keySet().removeIf(memory -> memory != staysTrue && memory.isChangedBy(sql));
    }
  }

  /** Does this when the transaction is durable, on its thread; never when it is rolled back. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /** It is durable. */
  void committed() {
    afterCommit.forEach(Runnable::run);
  }

  /** How many actions wait for the commit. */
  int plannedAfterCommit() {
    return afterCommit.size();
  }

  /**
   * Forgets what was deferred and remembered, and what was to be done after the commit: it belongs
   * to what is rolled back.
   *
   * @param planned how many actions were planned before that
   */
  void discard(int planned) {
    deferred.clear();
    remembered.clear();
    afterCommit.subList(planned, afterCommit.size()).clear();
  }

  /** Puts the reason beside a failure that is only its consequence. */
  void explain(Throwable failure) {
    if (refused != null && refused != failure) {
      failure.addSuppressed(refused);
    }
    refused = null;
  }
}
