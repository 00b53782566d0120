package linli.bot.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import linli.bot.media.Blobs;

/** Rows to back up, and what came of them. */
final class Samples {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T00:02:00Z"), ZoneOffset.UTC);

  private Samples() {}

  static void backup(DataSource source, Path file, Consumer<String> progress) {
    backup(source, Optional.empty(), file, progress);
  }

  static void backup(
      DataSource source, Optional<Blobs> bucket, Path file, Consumer<String> progress) {
    Backup.write(source, file.resolveSibling("data"), bucket, file, CLOCK, progress);
  }

  static void restore(Path file, DataSource target, Path data) {
    restore(file, target, data, Optional.empty());
  }

  static void restore(Path file, DataSource target, Path data, Optional<Blobs> bucket) {
    try (var restore = Restore.from(file, line -> {})) {
      restore.into(target, data, bucket);
    }
  }

  static void estate(DataSource source) {
    run(
        source,
        """
        insert into estate (estate_id, name, community, committee, street)
        values ('e', E'a\\tb\\\\c\\nd', 'x', 'y', '');
        insert into building (estate_id, building, units, floors, flats_per_floor)
        values ('e', '3', '{1,"2 \\"b\\""}', 15, 2);
        insert into party (estate_id, party_id, kind, name) values ('e', 'p', 'property', 'n');
        insert into qrtz_job_details
          (sched_name, job_name, job_group, job_class_name, is_durable, is_nonconcurrent,
           is_update_data, requests_recovery, job_data)
        values ('linli', 'sweep', 'DEFAULT', 'c', true, true, false, false, '\\x00ff');
        insert into qrtz_triggers
          (sched_name, trigger_name, trigger_group, job_name, job_group, trigger_state,
           trigger_type, start_time)
        values ('linli', 'sweep', 'DEFAULT', 'sweep', 'DEFAULT', 'ACQUIRED', 'SIMPLE', 0);
        """);
  }

  /** A case with one row in each of the tables that a report writes, in one transaction. */
  static void openCase(DataSource source, int day, int seq) {
    run(
        source,
        """
        with opened as (
          insert into cases (estate_id, opened_on, seq, issue_type, urgency, summary, state, grade,
                             party_id, opened_at, respond_by, resolve_by)
          values ('e', date '2026-11-01' + %1$d, %2$d, 'elevator', 'P1', 's', 'ASSIGNED', '小区级',
                  'p', now(), now(), now())
          returning case_id),
        reported as (
          insert into case_report (estate_id, case_id, kind, channel, account_id, conversation,
                                   private_conversation, event_key, ordinal, at)
          select 'e', case_id, 'report', 'c', 'a', 'g', 'private:a', gen_random_uuid(), 0, now()
          from opened),
        said as (
          insert into outbox (id, channel, conversation, conversation_type, text, created_at, state)
          values (gen_random_uuid(), 'c', 'g', 'group', '%1$d-%2$d', now(), 'polled'))
        insert into case_history (estate_id, case_id, n, at, verb, to_state, actor_role)
        select 'e', case_id, 1, now(), 'open', 'ASSIGNED', 'resident' from opened;
        """
            .formatted(day, seq));
  }

  /** Every row of every table that is in a backup, in order, as text. */
  static Map<String, String> everything(DataSource source) {
    try (var connection = source.getConnection()) {
      var everything = new TreeMap<String, String>();
      for (var table : Tables.read(connection).columns().keySet()) {
        everything.put(
            table,
            text(
                connection,
                "select string_agg(t::text, E'\\n' order by t::text) from %s t".formatted(table)));
      }
      everything.put("sequences", text(connection, SEQUENCES));
      return everything;
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static final String SEQUENCES =
      """
      select string_agg(sequencename || last_value, ' ' order by sequencename) from pg_sequences
      """;

  static long number(DataSource source, String sql) {
    try (var connection = source.getConnection()) {
      return Long.parseLong(text(connection, sql));
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static String text(DataSource source, String sql) {
    try (var connection = source.getConnection()) {
      return text(connection, sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static void run(DataSource source, String sql) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
