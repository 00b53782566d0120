package linli.bot.bench;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import linli.adapters.Secret;
import linli.bot.Domain;
import linli.bot.Features;
import linli.bot.LinliConfig;
import linli.bot.LinliConfig.ChannelSettings;
import linli.bot.Wiring;
import linli.bot.estates.EstateFile;
import linli.bot.http.HttpServers;
import linli.bot.inbox.BenchInboxes;
import linli.bot.inbox.Inbox;
import linli.bot.store.Database;

/**
 * The real way in (routes, signature, decoding, hazard gate, inbox) without the workers: once as it
 * is, once storing nothing, once with a commit for each row. A process of its own, as the service.
 */
final class IngestServer {

  private static final int CONNECTIONS = 16;

  private IngestServer() {}

  /** Arguments: the data directory, then pairs of flushers and rows to compare, or none. */
  public static void main(String[] arguments) {
    var config = config(Path.of(arguments[0]));
    var vertx = Vertx.vertx();
    var database = Database.embedded(vertx, config.data(), CONNECTIONS);
    database.migrate();
    var wiring = new Wiring(vertx, config, database, Clock.systemUTC());
    var domain = domain(wiring);
    serve(wiring, domain, "not-stored", BenchInboxes.notStored(vertx));
    serve(wiring, domain, "durable", wiring.inbox(() -> {}));
    serve(
        wiring,
        domain,
        "one-row-per-commit",
        BenchInboxes.oneRowPerCommit(vertx, database.pool(), CONNECTIONS));
    for (var i = 1; i + 1 < arguments.length; i += 2) {
      var flushers = Integer.parseInt(arguments[i]);
      var rows = Integer.parseInt(arguments[i + 1]);
      serve(
          wiring,
          domain,
          flushers + "x" + rows,
          BenchInboxes.durable(vertx, database.pool(), flushers, rows));
    }
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  database.close();
                  vertx.close().await();
                }));
    System.out.println("ready");
  }

  private static LinliConfig config(Path data) {
    return new LinliConfig(
        new LinliConfig.Http("127.0.0.1", 0, 100_000),
        data,
        new LinliConfig.Database(null, CONNECTIONS),
        true,
        Map.of(Post.CHANNEL, new ChannelSettings("webhook", Post.SECRET, null, null, null, 1000)),
        new LinliConfig.Inbox(4, 4096),
        LinliConfig.Media.DEFAULT,
        null,
        null);
  }

  private static Domain domain(Wiring wiring) {
    var features =
        new Features(
            Features.Knowledge.load(),
            wiring.outbox(),
            wiring.due(),
            Map.of(),
            false,
            wiring.clock());
    features.importEstate(wiring.transactions(), EstateFile.shippedDemo(), Post.CHANNEL);
    features.loadEstates(wiring.database().pool());
    return features.domain((Router router) -> {});
  }

  private static void serve(Wiring wiring, Domain domain, String name, Inbox inbox) {
    var http =
        HttpServers.start(
            wiring.vertx(),
            "127.0.0.1",
            0,
            new HttpServers.Routes(
                wiring.configuredChannels(),
                wiring.ingress(inbox, domain),
                wiring.messages(),
                wiring.metrics(),
                new Secret("nobody asks"),
                100_000,
                Map.of(),
                domain.routes()));
    System.out.println("port " + name + " " + http.port());
  }
}
