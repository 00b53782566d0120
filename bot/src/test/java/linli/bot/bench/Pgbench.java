package linli.bot.bench;

import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code pgbench -c64}: single-row inserts of the inbox's size, each with its own commit. */
final class Pgbench {

  private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");

  private static final String TABLE =
      """
      drop table if exists bench_row;
      create table bench_row (
        event_key uuid not null unique,
        channel text not null,
        conversation text not null,
        payload text not null,
        received_at timestamptz not null)
      """;

  private static final String INSERT =
      """
      insert into bench_row (event_key, channel, conversation, payload, received_at)
      values (gen_random_uuid(), 'webhook', '3号楼邻里群', '%s', now());
      """
          .formatted("x".repeat(540));

  private Pgbench() {}

  static void prepare(Pool pool) {
    pool.query(TABLE).execute().await();
  }

  /**
   * Inserts per second.
   *
   * @param protocol {@code simple} (pgbench's default) or {@code prepared}
   */
  static double run(Server server, int seconds, String protocol) {
    try {
      var script = Files.createTempFile("linli-pgbench", ".sql");
      try {
        Files.writeString(script, INSERT);
        var output =
            Programs.output(
                Map.of("PGPASSWORD", server.password()),
                "pgbench",
                "-n",
                "-M",
                protocol,
                "-c64",
                "-j2",
                "-T" + seconds,
                "-f",
                script.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(server.databasePort()),
                "-U",
                "linli",
                "linli");
        var rate = RATE.matcher(output);
        if (!rate.find()) {
          throw new IllegalStateException("pgbench said: " + output);
        }
        return Double.parseDouble(rate.group(1));
      } finally {
        Files.delete(script);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
