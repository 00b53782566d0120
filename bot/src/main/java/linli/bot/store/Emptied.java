package linli.bot.store;

import io.vertx.sqlclient.SqlClient;

/** A database as it is right after the migrations: for conversations that are played in it. */
public final class Emptied {

  private Emptied() {}

  private static final String TRUNCATE =
      """
      do $$
      declare tables text;
      begin
        select string_agg(format('%I.%I', schemaname, tablename), ', ') into tables
        from pg_tables
        where schemaname = 'public' and tablename <> 'flyway_schema_history';
        execute 'truncate ' || tables || ' restart identity cascade';
      end $$
      """;

  /** Removes every row of every table. */
  public static void of(SqlClient client) {
    client.query(TRUNCATE).execute().await();
  }
}
