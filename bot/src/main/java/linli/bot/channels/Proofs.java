package linli.bot.channels;

import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each platform whether it takes our credentials, and keeps what it said. */
public final class Proofs {

  /** What a platform made of our credentials. */
  public enum Proof {
    PROVED,
    /** It does not take them. */
    REFUSED,
    /** It could not be asked. */
    AWAY,
    /** There are none: our own channel, or a robot that only answers. */
    NONE
  }

  private static final Logger log = LoggerFactory.getLogger(Proofs.class);

  private final WebClient client;
  private final Pool pool;
  private final Channels channels;
  private final InstantSource clock;

  Proofs(WebClient client, Pool pool, Channels channels, InstantSource clock) {
    this.client = client;
    this.pool = pool;
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * What one platform said.
   *
   * @param code the platform's of an error, or null
   */
  public record Proved(String channel, Proof proof, String code) {}

  /** Asks all of them, one after the other, and writes one line a channel into the log. */
  public List<Proved> run() {
    var all = new ArrayList<Proved>();
    for (var channel :
        channels.all().stream().sorted(Comparator.comparing(Channel::name)).toList()) {
      var proved = prove(channel);
      report(channel, proved);
      keep(proved);
      all.add(proved);
    }
    return all;
  }

  private Proved prove(Channel channel) {
    if (channel.mouth() == null || channel.mouth().prove().isEmpty()) {
      return new Proved(channel.name(), Proof.NONE, null);
    }
    return new VendorCalls(client, null, null)
        .prove(channel)
        .map(code -> new Proved(channel.name(), proof(code), code.isEmpty() ? null : code))
        .orElse(new Proved(channel.name(), Proof.AWAY, null));
  }

  private static Proof proof(String code) {
    return code.isEmpty() ? Proof.PROVED : Proof.REFUSED;
  }

  private static void report(Channel channel, Proved proved) {
    var entry = proved.proof() == Proof.REFUSED ? log.atError() : log.atInfo();
    entry.addKeyValue("channel", channel.name()).addKeyValue("credentials", proved.proof());
    if (proved.code() != null) {
      entry.addKeyValue("code", proved.code());
    }
    channel
        .capabilities()
        .ifPresent(
            can ->
                entry
                    .addKeyValue("can", can.can())
                    .addKeyValue("buttons", can.mostButtons())
                    .addKeyValue("replyWindow", can.replyWindow()));
    entry.log("channel");
  }

  private static final String KEEP =
      """
      insert into channel_state (channel, proof, proof_code, proved_at) values ($1, $2, $3, $4)
      on conflict (channel) do update set proof = $2, proof_code = $3, proved_at = $4
      """;

  private void keep(Proved proved) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    var row = Tuple.of(proved.channel(), proved.proof().name(), proved.code(), now);
    pool.preparedQuery(KEEP).execute(row).await();
  }
}
