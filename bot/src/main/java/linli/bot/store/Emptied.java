package linli.bot.store;

import io.vertx.sqlclient.SqlClient;

/** A database as it is right after the migrations: for conversations that are played in it. */
public final class Emptied {

  private Emptied() {}

  /**
   * Truncating makes new files for every table and index, also for those that were empty: so only
   * what has grown beyond some pages ({@code 1 << 20} bytes) is truncated, with all the others. The
   * lock waits for whoever still writes.
   */
  private static final String EMPTY =
      """
      do $$
      declare
        tables text;
        one record;
        filled boolean;
      begin
        select string_agg(format('%I.%I', schemaname, tablename), ', ') into tables
        from pg_tables
        where schemaname = 'public' and tablename <> 'flyway_schema_history';
        execute 'lock table ' || tables || ' in access exclusive mode';
        if exists (
            select from pg_tables
            where schemaname = 'public'
              and pg_relation_size(format('%I.%I', schemaname, tablename)::regclass) > 1 << 20) then
          execute 'truncate ' || tables || ' restart identity cascade';
          return;
        end if;
        perform set_config('session_replication_role', 'replica', true); -- no triggers, any order
        for one in
          select format('%I.%I', schemaname, tablename) as name from pg_tables
          where schemaname = 'public' and tablename <> 'flyway_schema_history'
        loop
          execute 'select exists (select from ' || one.name || ')' into filled;
          if filled then
            execute 'delete from ' || one.name;
          end if;
        end loop;
        perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
        from pg_sequences
        where schemaname = 'public' and last_value is not null;
      end $$
      """;

  /** Removes every row of every table; needs a superuser. */
  public static void of(SqlClient client) {
    client.query(EMPTY).execute().await();
  }
}
